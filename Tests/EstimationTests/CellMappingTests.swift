// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Revisions
import Testing

@testable import Estimation

/// How weights become cells, by hand.
@Suite struct CellMappingTests {
    /// Conductances of the cells of one weight, as shares of the way from the least to the most conducting state.
    private func cells(
        _ weight: Double, _ assignments: [String], weightBits: Int = 8, complement: Bool = false,
        _ mapping: (DesignInputs) -> CellMapping = { CellMapping($0) }
    ) throws -> [Double] {
        let configuration = try Configuration().setting(assignments)
        let inputs = try DesignInputs(configuration: configuration, weightBits: weightBits, activationBits: 8)
        let (low, high) = (configuration.minimumConductance, configuration.maximumConductance)
        let conductances = [weight].withUnsafeBufferPointer {
            mapping(inputs).conductances($0, complement: complement)
        }
        return conductances.map { ($0 - low) / (high - low) }
    }

    private func expectCells(
        _ actual: [Double], _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(actual.count == expected.count, sourceLocation: sourceLocation)
        for (one, other) in zip(actual, expected) {
            #expect(abs(one - other) < 1e-12, "\(actual) instead of \(expected)", sourceLocation: sourceLocation)
        }
    }

    /// 0.421875 of -1...1 is level 182 of 256: 1011 0110.
    static let weight = 0.421875

    @Test func digitsOfExactCells() throws {
        let exact = ["accounting=exact"]
        expectCells(try cells(Self.weight, exact + ["cellBit=1"]), [1, 0, 1, 1, 0, 1, 1, 0])
        expectCells(try cells(Self.weight, exact + ["cellBit=2"]), [2 / 3.0, 3 / 3.0, 1 / 3.0, 2 / 3.0])
        expectCells(try cells(Self.weight, exact + ["cellBit=4"]), [11 / 15.0, 6 / 15.0])
        // Two cells of 5 bits: 00101 10110.
        expectCells(try cells(Self.weight, exact + ["cellBit=5"]), [5 / 31.0, 22 / 31.0])
        expectCells(try cells(Self.weight, exact + ["cellBit=8"]), [182 / 255.0])
    }

    /// The reference stores the quotient that is left after each digit, over the largest digit as a whole number.
    @Test func quotientsOfTheReference() throws {
        // 182 = 91 x 2, 91 -> 45, 22, 11, 5, 2, 1, 0.
        expectCells(try cells(Self.weight, ["cellBit=1"]), [0, 1, 2, 5, 11, 22, 45, 91])
        // 182 -> 45, 11, 2, 0, each over 3.
        expectCells(try cells(Self.weight, ["cellBit=2"]), [0, 0, 3, 15])
        // 182 -> 11, 0, each over 15.
        expectCells(try cells(Self.weight, ["cellBit=4"]), [0, 0])
        // 182 -> 5, 0, each over 31.
        expectCells(try cells(Self.weight, ["cellBit=5"]), [0, 0])
        expectCells(try cells(Self.weight, ["cellBit=8"]), [(Self.weight + 1) / 2])
    }

    @Test func endsOfTheRange() throws {
        for setting in ["cellBit=1", "cellBit=2", "cellBit=4", "cellBit=8"] {
            let exact = ["accounting=exact", setting]
            #expect(try cells(-1, exact).allSatisfy { abs($0) < 1e-12 })
            #expect(try cells(1, exact).allSatisfy { abs($0 - 1) < 1e-12 })
            #expect(try cells(7, exact) == cells(1, exact))
            #expect(try cells(-7, exact) == cells(-1, exact))
            #expect(try cells(-7, [setting]) == cells(-1, [setting]))
        }
        // The highest cell of 5-bit cells holds three bits.
        expectCells(try cells(1, ["accounting=exact", "cellBit=5"]), [7 / 31.0, 1])
    }

    @Test func rangesOtherThanOne() throws {
        let range = ["algoWeightMin=0", "algoWeightMax=4"]
        expectCells(try cells(2, range + ["accounting=exact", "cellBit=1"]), [1, 0, 0, 0, 0, 0, 0, 0])
        expectCells(try cells(1, range + ["accounting=exact", "cellBit=8"]), [64 / 255.0])
        // The reference takes the range to be -1 to 1 where one cell holds the weight.
        expectCells(try cells(1, range + ["cellBit=8"]), [1])
        expectCells(try cells(-3, ["algoWeightMin=-4", "cellBit=8"]), [0])
        expectCells(try cells(-1.5, ["algoWeightMin=-4", "accounting=exact", "cellBit=8"]), [128 / 255.0])
        expectCells(try cells(2, range + ["cellBit=1"]), [1, 2, 4, 8, 16, 32, 64, 128].map { Double(Int($0) / 2) })
    }

    /// Cells are programmed to what they store, but to the digits of exact counting, and over the range of the weights.
    @Test func oneTimeProgramming() throws {
        let range = ["algoWeightMin=0", "algoWeightMax=4"]
        for (accounting, whole) in [("neurosim", 0.25), ("exact", 64 / 255.0)] {
            let settings = range + ["accounting=\(accounting)"]
            expectCells(try cells(1, settings + ["cellBit=8"]) { .programming($0) }, [whole])
            expectCells(try cells(1, settings + ["cellBit=4"]) { .programming($0) }, [4 / 15.0, 0])
            expectCells(
                try cells(3, settings + ["cellBit=1", "operationmode=3"], weightBits: 1) { .programming($0) }, [1])
        }
    }

    @Test func binaryNetworks() throws {
        for weight in [-0.5, 0.5] {
            let positive = weight > 0 ? 1.0 : 0
            let exact = ["accounting=exact", "cellBit=1"]
            expectCells(try cells(weight, exact + ["operationmode=3"], weightBits: 1), [positive])
            expectCells(try cells(weight, exact + ["operationmode=4"], weightBits: 1), [positive, 1 - positive])
            for mode in ["5", "6"] {
                let xnor = exact + ["operationmode=\(mode)"]
                expectCells(try cells(weight, xnor, weightBits: 1), [positive])
                expectCells(try cells(weight, xnor, weightBits: 1, complement: true), [1 - positive])
            }
        }
    }

    /// The binary weights of the reference are the levels 0 and 1 of one bit; the level 2 of the largest weight is none.
    @Test func binaryNetworksOfTheReference() throws {
        expectCells(try cells(0, ["operationmode=4", "cellBit=1"], weightBits: 1), [1, 0])
        expectCells(try cells(-1, ["operationmode=4", "cellBit=1"], weightBits: 1), [0, 1])
        expectCells(try cells(1, ["operationmode=4", "cellBit=1"], weightBits: 1), [0, 1])
        expectCells(try cells(0, ["operationmode=6", "cellBit=1"], weightBits: 1, complement: true), [0])
    }
}
