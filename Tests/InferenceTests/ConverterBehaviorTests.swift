// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Testing

@testable import Inference

/// What converters are said to do, beside what they do.
@Suite struct ConverterBehaviorTests {
    static let settings: [(name: String, hardware: HardwareConfiguration, isExact: Bool, isClipping: Bool)] = [
        ("lossless", hardware { _ in }, true, false),
        ("too few codes", hardware { $0.converterBits = 6 }, false, false),
        ("linear", hardware { $0.scheme = .linear }, false, false),
        (
            "unit steps",
            hardware {
                $0.scheme = .unitStep; $0.converterBits = 3
            }, false, true
        ),
        (
            "enough unit steps",
            hardware {
                $0.scheme = .unitStep; $0.activeRows = 100; $0.converterBits = 7
            }, true, false
        ),
        (
            "XNOR",
            hardware {
                $0.mapping = .xnor; $0.weightBits = 1; $0.activationBits = 1
            }, true, false
        ),
        (
            "clipped differences",
            hardware {
                $0.mapping = .analogDifferential; $0.scheme = .clipped; $0.rangeHigh = 24; $0.converterBits = 5
            }, false, true
        ),
        (
            "taken off",
            hardware {
                $0.onOffRatio = 10; $0.offCurrent = .reference
            }, true, false
        ),
        (
            "left on",
            hardware {
                $0.onOffRatio = 10; $0.offCurrent = .digital
            }, false, false
        ),
    ]

    @Test(arguments: settings)
    func wordsAgreeWithConversions(
        name: String, hardware: HardwareConfiguration, isExact: Bool, isClipping: Bool
    ) throws {
        let behavior = try #require(ConverterBehavior(hardware))
        #expect(behavior.isExact == isExact && behavior.isClipping == isClipping)
        let groups = [ReadGroup(array: 0, rows: ReadRows(0..<hardware.rowsPerRead))]
        let converter = try ConverterDesign(hardware, groups: groups, calibration: nil).converter()
        let ends = [behavior.sums.lowerBound, behavior.sums.upperBound]
        let step = try #require(behavior.step)
        let places = [behavior.range.lowerBound, behavior.range.upperBound]
        for (index, code) in converter.codes(of: ends).enumerated() {
            // A clipped sum stands at the end of the range, another one within half a step.
            let value = converter.base + code * step
            let error = abs(value - ends[index])
            if error > step / 2 + 1e-9 { #expect(isClipping && abs(value - places[index]) < 1e-9) }
            if isExact { #expect(error < 1e-9) }
        }
    }

    @Test func convertersThatAreNotKnownYetSayNothing() {
        for unknown in [
            hardware { $0.converterBits = nil }, hardware { $0.scheme = .calibrated },
            hardware { $0.scheme = .lloydMax },
        ] { #expect(ConverterBehavior(unknown) == nil) }
    }

    @Test func unequalStepsHaveARangeOnly() throws {
        let uneven = try #require(
            ConverterBehavior(
                hardware {
                    $0.scheme = .nonuniform; $0.thresholds = [3, 9]; $0.thresholdValues = [1, 5, 20]
                }))
        #expect(uneven.step == nil && uneven.range == 1...20 && uneven.isClipping && !uneven.isExact)
    }

    @Test func oddWeightsOnOffsetArraysAreToldOfXNOR() {
        let text = message {
            try CellLevels.check([1, -1], 1, hardware { $0.weightBits = 1 }.array.weights)
        }
        #expect(text.contains("does not fit weight_bits = 1") && text.contains("mapping = \"xnor\""))
        let even = message { try CellLevels.check([2], 1, hardware { $0.weightBits = 1 }.array.weights) }
        #expect(!even.contains("xnor"))
    }
}
