// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Foundation
import Models
import Testing

@testable import Inference

@Suite struct ConverterTests {
    private func converter(
        rows: Int = 128, calibration: PartialSumHistogram? = nil, _ change: (inout HardwareConfiguration) -> Void
    ) throws -> Converter {
        let configuration = hardware(change)
        return try ConverterDesign(
            configuration, groups: configuration.array.reads.groups(of: LayerRows(rows)), calibration: calibration
        ).converter()
    }

    private var histogram: PartialSumHistogram {
        // Many small sums, few large ones.
        PartialSumHistogram(binWidth: 1).adding(
            occurrences: (0...60).map { UInt64(1 + 100_000 / ($0 * $0 + 1)) }, first: 0)
    }

    @Test func confinedRangesAreThoseOfSaikia() throws {
        let confined = try converter {
            $0.mapping = .xnor; $0.scheme = .confined; $0.converterLevels = 11; $0.rangeHigh = 60
        }
        #expect(confined.values == [-60, -48, -36, -24, -12, 0, 12, 24, 36, 48, 60])
        // A sum on a threshold, as -54, belongs below it.
        #expect(confined.codes(of: [-256, -54, -53, 0, 6, 7, 60, 256]) == [0, 0, 1, 5, 5, 6, 10, 10])
        let fractions = try converter {
            $0.mapping = .xnor; $0.scheme = .confined; $0.converterLevels = 32; $0.rangeHigh = 60
        }
        #expect(fractions.values[1] == -56.12)
    }

    @Test func calibratedRangesHoldTheirShare() throws {
        let full = try converter(calibration: histogram) {
            $0.scheme = .calibrated; $0.converterBits = 4
        }
        #expect(full.base == 0 && full.numerator == 60 && full.denominator == 15)
        let most = try converter(calibration: histogram) {
            $0.scheme = .calibrated; $0.converterBits = 4; $0.calibrationPercentile = 99
        }
        #expect(most.numerator < 60)
        let inside = histogram.points.filter { $0.sum <= most.base + most.numerator }
        let low = inside.reduce(0.0) { $0 + $1.count }
        #expect(low / Double(histogram.total) >= 0.99)
        #expect(message { try converter { $0.scheme = .calibrated } }.contains("needs calibration data"))
    }

    @Test func fittedThresholdsHaveLessErrorThanEqualSteps() throws {
        let error = { (converter: Converter, value: (Double) -> Double) in
            histogram.points.reduce(0.0) { sum, point in
                let code = converter.codes(of: [point.sum])[0]
                return sum + point.count * pow(value(code) - point.sum, 2)
            }
        }
        let equal = try converter(calibration: histogram) {
            $0.scheme = .calibrated; $0.converterBits = 3
        }
        let fitted = try converter(calibration: histogram) {
            $0.scheme = .lloydMax; $0.converterBits = 3
        }
        let equalError = error(equal) { equal.base + $0 * equal.unit }
        let fittedError = error(fitted) { fitted.values[Int($0)] }
        #expect(fittedError < 0.5 * equalError)
        #expect(fitted.values.count == 8)
        // Each value is the mean of its sums, each threshold the middle of two values.
        let quantizer = LloydMaxQuantizer(histogram, codes: 8)
        for (index, threshold) in quantizer.thresholds.enumerated() {
            #expect(threshold == 0.5 * (quantizer.values[index] + quantizer.values[index + 1]))
        }
        let first = histogram.points.filter { $0.sum <= quantizer.thresholds[0] }
        let count = first.reduce(0.0) { $0 + $1.count }
        let mean = first.reduce(0.0) { $0 + $1.sum * $1.count } / count
        #expect(abs(mean - quantizer.values[0]) < 1e-12)
    }

    @Test func fewSumsNeedFewCodes() throws {
        let few = PartialSumHistogram(binWidth: 1).adding(occurrences: [3, 0, 2], first: 4)
        let quantizer = LloydMaxQuantizer(few, codes: 8)
        #expect(quantizer.values == [4, 6] && quantizer.thresholds == [5])
        let one = PartialSumHistogram(binWidth: 1).adding(occurrences: [3], first: 4)
        let single = try converter(calibration: one) { $0.scheme = .lloydMax }
        #expect(single.codes(of: [0, 4, 9]) == [0, 0, 0] && single.values == [4])
    }

    @Test func nonlinearityMovesThresholds() throws {
        let straight = try converter {
            $0.scheme = .unitStep; $0.converterBits = 2
        }
        let bent = try converter {
            $0.scheme = .unitStep; $0.converterBits = 2; $0.nonlinearity = [0, 0.6, -0.6, 0]
        }
        #expect(straight.codes(of: [0, 1, 2, 3]) == [0, 1, 2, 3])
        #expect(bent.codes(of: [0, 1, 2, 3]) == [0, 2, 1, 3])
        #expect(
            message {
                try converter {
                    $0.converterBits = 2; $0.scheme = .unitStep; $0.nonlinearity = [0, 1]
                }
            }
            .contains("2 deviations, but the converter has 4 codes"))
    }

    @Test func givenThresholdsAreUsed() throws {
        let problem = Problem(.offset, vectors: 3)
        let products = try problem.products(
            hardware {
                $0.scheme = .nonuniform
                $0.thresholds = (0..<128).map { Double($0) + 0.5 }
                $0.thresholdValues = (0...128).map(Double.init)
            })
        #expect(products == (try problem.exact))
    }

    @Test func calibrationComesFromOtherDataThanTheTest() throws {
        let calibrating = Problem(.offset, vectors: 20, seed: 1)
        let test = Problem(.offset, vectors: 20, seed: 2)
        let layer = calibrating.layer
        let configuration = hardware {
            $0.scheme = .lloydMax; $0.converterBits = 5; $0.mapping = .differential
        }
        let engine = CalibrationEngine(configuration: configuration)
        let matrix = try engine.program(layer)
        #expect(matrix.multiply(calibrating.inputs, vectors: 20, firstVector: 0) == (try calibrating.exact))
        let calibration = engine.calibration
        let plan = try LayerPlan(layer, configuration.nominal, calibration: nil)
        #expect(calibration.histograms[3]?.total == UInt64(20 * plan.conversionsPerVector))
        let fitted = try IMCEngine(configuration: configuration, calibration: calibration).program(layer)
        let exact = try ExactMatrix(layer).multiply(test.inputs, vectors: 20, firstVector: 0)
        let error = { (products: [Double]) in
            zip(products, exact).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
        var equal = configuration
        equal.scheme = .linear
        let equalSteps = try IMCEngine(configuration: equal).program(layer)
        #expect(
            error(fitted.multiply(test.inputs, vectors: 20, firstVector: 0))
                < error(equalSteps.multiply(test.inputs, vectors: 20, firstVector: 0)))
        #expect(message { try IMCEngine(configuration: configuration) }.contains("needs calibration data"))
    }

    @Test func offCellsAreCalibratedWithTheirCurrent() throws {
        let problem = Problem(.offset, vectors: 4)
        let leaky = hardware {
            $0.onOffRatio = 4; $0.scheme = .calibrated; $0.offCurrent = .digital
        }
        let engine = CalibrationEngine(configuration: leaky)
        _ = try engine.program(problem.layer).multiply(problem.inputs, vectors: 4, firstVector: 0)
        let histogram = try #require(engine.calibration.histograms[3])
        #expect(histogram.binWidth < 1 && histogram.points.contains { $0.sum != $0.sum.rounded() })
    }
}
