// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Models
import Testing

@testable import Inference

/// Sums that stand exactly between two codes.
@Suite struct ExactCodeTests {
    /// A ratio as users spell it, and as whole numbers.
    struct Ratio: Sendable {
        let value: Double
        let numerator: Int
        let denominator: Int
    }

    static let ratios = [
        Ratio(value: 10, numerator: 10, denominator: 1), Ratio(value: 2.5, numerator: 5, denominator: 2),
        Ratio(value: 3.2, numerator: 16, denominator: 5), Ratio(value: 30, numerator: 30, denominator: 1),
    ]

    /// Codes of whole numbers over a whole number, by integer arithmetic alone.
    private func code(_ above: Int, over below: Int, _ rounding: CodeRounding, _ range: ClosedRange<Int>) -> Int32 {
        func floored(_ above: Int, _ below: Int) -> Int { (above - (above % below + below) % below) / below }
        let up = floored(2 * above + below, 2 * below)
        let isHalf = (2 * above + below) % (2 * below) == 0
        let result =
            switch rounding {
            case .halfUp: up
            case .halfEven: isHalf && up % 2 != 0 ? up - 1 : up
            case .floor: floored(above, below)
            }
        return Int32(min(max(result, range.lowerBound), range.upperBound))
    }

    /// Whole sums of levels and digits, [digits][lanes][vectors][columns], of one group of rows.
    private func sums(_ problem: Problem, _ plan: LayerPlan) -> [(level: Int, digit: Int)] {
        let columns = plan.columns
        let planeCount = plan.lanes * plan.rows * columns
        let levels = plan.levels.values
        let planes = plan.coding.bitsPerStep
        let mask = (1 << planes) - 1
        return plan.coding.scales.indices.flatMap { digit in
            (0..<plan.lanes).flatMap { lane in
                (0..<problem.vectors).flatMap { vector in
                    (0..<columns).map { column in
                        (0..<plan.rows).reduce(into: (level: 0, digit: 0)) { sum, row in
                            let value = Int(problem.inputs[vector * plan.rows + row])
                            let bits = value >> (digit * planes) & mask
                            let place = (lane * plan.rows + row) * columns + column
                            var level = Int(levels[place])
                            if plan.hardware.mapping == .analogDifferential {
                                level -= Int(levels[planeCount + place])
                            }
                            sum.level += bits * level
                            sum.digit += bits
                        }
                    }
                }
            }
        }
    }

    private func codes(_ problem: Problem, _ hardware: HardwareConfiguration) throws -> (LayerPlan, [Int32]) {
        let plan = try LayerPlan(problem.layer, hardware, calibration: nil)
        let matrix = try IMCMatrix(plan, randomness: .init(seed: 0, trial: 0, layer: 3), threads: 1)
        let reading = matrix.read(problem.inputs, vectors: problem.vectors, firstVector: 0, recording: .codes)
        return (plan, reading.codes)
    }

    @Test(arguments: ratios, CodeRounding.allCases)
    func offCurrentsLeaveHalvesHalves(ratio: Ratio, rounding: CodeRounding) throws {
        var halves = 0
        for mapping in [WeightMapping.offset, .twos, .differential, .analogDifferential] {
            for (compensation, cellBits) in [(OffCurrentCompensation.none, 1), (.digital, 2), (.reference, 2)] {
                let problem = Problem(mapping, weightBits: 4, activationBits: 4, rows: 128, vectors: 12, seed: 7)
                let (plan, found) = try codes(
                    problem,
                    hardware {
                        $0.mapping = mapping
                        $0.scheme = .linear
                        $0.converterLevels = 256
                        $0.rounding = rounding
                        $0.onOffRatio = ratio.value
                        $0.offCurrent = compensation
                        $0.cellBits = cellBits
                        $0.dacBits = cellBits
                    })
                let (a, b) = (ratio.numerator, ratio.denominator)
                let top = (1 << cellBits) - 1
                let isReference = compensation == .reference
                let hasOffCurrent = !isReference && mapping != .analogDifferential
                let steps = mapping == .analogDifferential ? 127 : 255
                let range = mapping == .analogDifferential ? -127...127 : 0...255
                let wanted = sums(problem, plan).map { sum in
                    // Partial sum × a, and full scale × a.
                    let above = sum.level * (a - b) + (hasOffCurrent ? top * sum.digit * b : 0)
                    let below = plan.fullScale * (isReference ? a - b : a)
                    if 2 * above * steps % below == 0, above * steps % below != 0 { halves += 1 }
                    return code(above * steps, over: below, rounding, range)
                }
                let differences = zip(found, wanted).count { $0 != $1 }
                #expect(found.count == wanted.count && differences == 0, "\(mapping) \(compensation)")
            }
        }
        #expect(halves > 0)
    }

    @Test func theOrderOfRowsDoesNotMatter() throws {
        let problem = Problem(.offset, weightBits: 4, activationBits: 4, rows: 128, vectors: 30)
        let order = (0..<128).map { $0 * 37 % 128 }
        let shuffled = MatrixLayer(
            name: "fc", index: 3, rows: 128, columns: 5,
            weights: order.flatMap { problem.layer.weights[$0 * 5..<$0 * 5 + 5] }, weightBits: 4, activationBits: 4,
            activationIsSigned: false)
        let inputs = (0..<30).flatMap { vector in order.map { problem.inputs[vector * 128 + $0] } }
        for change: @Sendable (inout HardwareConfiguration) -> Void in [
            { $0.onOffRatio = 10 }, { $0.onOffRatio = 13.7123456789 },
            {
                $0.driftTime = 1e4; $0.driftExponent = 0.05; $0.onOffRatio = 10
            },
        ] {
            let leaky = hardware {
                $0.offCurrent = .digital
                change(&$0)
            }
            let engine = try IMCEngine(configuration: leaky)
            #expect(
                try engine.program(shuffled).multiply(inputs, vectors: 30, firstVector: 0)
                    == engine.program(problem.layer).multiply(problem.inputs, vectors: 30, firstVector: 0))
        }
    }

    @Test func decimalRangesLeaveHalvesHalves() throws {
        // Steps of 0.1 from 0.05, and of 0.7 from 0.35: whole sums stand half-way, which doubles of the ends do not say.
        for (low, high, steps, scale) in [(0.05, 25.55, 255, 20), (0.35, 10.85, 15, 20), (-0.3, 6.9, 9, 10)] {
            let converter = Converter(
                ConverterRange(
                    base: ExactNumber(low), span: ExactNumber(high) - ExactNumber(low), steps: steps, codes: 0...steps))
            let first = Int((low * Double(scale)).rounded())
            let span = Int((high * Double(scale)).rounded()) - first
            let found = converter.codes(of: (0...40).map(Double.init)).map { Int32($0) }
            #expect(found == (0...40).map { code(($0 * scale - first) * steps, over: span, .halfUp, 0...steps) })
        }
    }

    @Test func linesOfLargeNumbersAreNotWhole() {
        let wide = SumLine(
            level: ExactNumber(1.234567890123), digit: 0, constant: 0, divisor: ExactNumber(3.3), largest: 1e6)
        #expect(wide.level == 1.234567890123 && wide.divisor == 3.3)
        let narrow = SumLine(level: 1, digit: ExactNumber(0.25), constant: ExactNumber(0.5), divisor: 3, largest: 1e6)
        #expect(narrow.level == 4 && narrow.digit == 1 && narrow.constant == 2 && narrow.divisor == 12)
    }
}
