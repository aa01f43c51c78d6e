// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Technology
import Testing

@testable import Configuration

/// Parameters that a program sets are checked as those of a file are.
@Suite struct ChangingTests {
    @Test func setsParameters() throws {
        let typed = try Configuration {
            $0.technologyNode = 32
            $0.cellType = .rram
            $0.cellBits = 2
            $0.wireWidth = 40
            $0.estimatesTraining = false
            $0.streaming.capacity = 4096
        }
        let texts = try Configuration(
            files: [],
            assignments: [
                "technode=32", "memcelltype=RRAM", "cellBit=2", "wireWidth=40", "trainingEstimation=false",
                "streamCapacity=4096",
            ])
        #expect(typed == texts)
        #expect(typed.technologyNode == 32 && typed.wireWidth == 40)
    }

    /// Each parameter can be set to any of its values, and says what it takes otherwise.
    @Test func everyParameterIsSettable() throws {
        for definition in ParameterSchema.all where definition.name != "revision" {
            let revision = definition.revisions[0]
            for value in definition.samples {
                var changed = Configuration.defaults(of: revision)
                definition.write(&changed, value)
                let parameters = changed.parameters
                do throws(InputError) {
                    let configuration = try Configuration { $0 = parameters }
                    #expect(definition.value(in: configuration) == value, "\(definition.name)")
                } catch {
                    #expect("\(error)".contains("contradicts"), "\(definition.name): \(error)")
                }
            }
        }
    }

    @Test func refusesOtherValues() {
        #expect(
            Self.message { $0.adcLevels = 48 } == "levelOutput = 48 is not a power of two (allowed: 2, 4, 8, ... 1024)")
        #expect(
            Self.message { $0.clockFrequency = .nan }?.hasPrefix("clkFreq = nan is out of range (allowed: ") == true)
        #expect(Self.message { $0.temperature = -.infinity }?.hasPrefix("temp = -inf is out of range") == true)
        #expect(Self.message { $0.technologyNode = 21 }?.hasPrefix("technode = 21 is not supported (allowed: ") == true)
        #expect(Self.message { $0.subarrayRows = -1 }?.hasPrefix("numRowSubArray = -1 is out of range") == true)
        #expect(
            Self.message { $0.columnsPerADC = 256 }
                == "the program: numColMuxed = 256 contradicts numColSubArray = 128 (default): no more columns can share an ADC "
                + "than a subarray has")
    }

    /// What follows another parameter goes on following it until it is set itself.
    @Test func followersFollow() throws {
        let node = try Configuration { $0.technologyNode = 130 }
        #expect(node.wireWidth == node.process?.wire.nanometers)
        #expect(node.settings.filter { $0.origin != nil }.map(\.name) == ["technode"])
        let width = node.wireWidth
        let fixed = try node.changing { $0.wireWidth = width }.changing { $0.technologyNode = 22 }
        #expect(fixed.wireWidth == width && fixed.process?.wire.nanometers != width)
    }

    /// A missing node is forgotten when another one is set.
    @Test func lastNodeCounts() throws {
        let configuration = try Configuration {
            $0.technologyNode = 1
            $0.technologyNode = 22
        }
        #expect(configuration.technologyNode == 22)
    }

    private static func message(_ change: (inout ParameterSet) -> Void) -> String? {
        do throws(InputError) {
            _ = try Configuration(change)
            return nil
        } catch {
            return "\(error)"
        }
    }
}

extension ParameterDefinition {
    /// Some values that the parameter takes, the outermost ones among them.
    var samples: [ParameterValue] {
        switch type {
        case .integer(let range), .powerOfTwo(let range): [.integer(range.lowerBound), .integer(range.upperBound)]
        case .oneOf(let values): values.map { .integer($0) }
        case .real(let range): [.real(range.lowerBound), .real(range.upperBound)]
        case .boolean: [.boolean(false), .boolean(true)]
        case .choice: choices(in: revisions[0]).map { .choice($0.word) }
        }
    }
}
