// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics
import InferenceKernels

/// A converter of a layer: how a partial sum becomes a code, and what the code stands for.
struct Converter: Sendable, Equatable {
    var kind = TK_IMC_LINEAR
    /// The range of codes; for unequal steps the mean step, which is the unit of thresholds.
    private(set) var range = ConverterRange(span: 1, steps: 1, codes: 0...0)
    /// Deviations of the curve by code [LSB].
    var nonlinearity: [Double] = []
    /// Where codes change [LSB], for unequal steps.
    var thresholds: [Double] = []
    /// Values of codes [cell levels], for unequal steps.
    var values: [Double] = []

    /// The lowest code.
    var lowestCode: Int { range.codes.lowerBound }
    /// The highest code.
    var highestCode: Int { range.codes.upperBound }
    /// The partial sum of code 0 [cell levels].
    var base: Double { range.base.value }
    /// A step is `numerator` / `denominator` [cell levels].
    var numerator: Double { range.span.value }
    /// See ``numerator``.
    var denominator: Double { Double(range.steps) }

    /// The weight of a code in the sums of kernels [cell levels].
    var unit: Double { kind == TK_IMC_LINEAR ? numerator / denominator : 1 }

    /// The offset that is added to each code times the unit [cell levels].
    var valueBase: Double { kind == TK_IMC_LINEAR ? base : 0 }

    static let none: Converter = {
        var converter = Converter()
        converter.kind = TK_IMC_NONE
        return converter
    }()

    /// Equal steps.
    init(_ range: ConverterRange) { self.range = range }

    /// Unequal steps.
    ///
    /// - Parameters:
    ///   - thresholds: where codes change, ascending [cell levels]. A sum on a threshold belongs to the code below.
    ///   - values: one more.
    init(thresholds: [Double], values: [Double]) {
        kind = TK_IMC_THRESHOLDS
        let span = (values.last ?? 1) - (values.first ?? 0)
        let step = span > 0 ? span / Double(thresholds.count) : 1
        range = ConverterRange(span: ExactNumber(step), steps: 1, codes: 0...thresholds.count)
        self.thresholds = thresholds.map { $0 / step }
        self.values = values
    }

    private init() {}

    /// Position of partial sums among the codes [LSB].
    ///
    /// - Parameters:
    ///   - sums: partial sums from integer sums of levels and digits.
    ///   - largest: the magnitude of the largest such sum [1].
    /// - Returns: the line that gives the position. Without uniform steps it is the line for a partial sum itself.
    func position(of sums: CellSums, largest: Double) -> SumLine {
        let steps = ExactNumber(range.steps)
        // Thresholds are doubles, and so must be what is compared with them.
        guard kind == TK_IMC_LINEAR else { return plainPosition }
        return SumLine(
            level: sums.level * steps, digit: sums.digit * steps, constant: (0 - range.base) * steps,
            divisor: range.span,
            largest: largest)
    }

    /// The position of a partial sum itself [LSB].
    fileprivate var plainPosition: SumLine {
        guard kind == TK_IMC_LINEAR else { return SumLine(dividing: numerator) }
        return position(of: .levels, largest: Self.largestSum)
    }

    /// The largest whole sum for which positions of partial sums themselves must be exact, that of a table [cell levels].
    private static let largestSum = 0x1p20

    /// Codes of partial sums, without noise.
    func codes(of sums: [Double]) -> [Double] {
        let storage = ConverterStorage(self)
        return [Double](unsafeUninitializedCapacity: sums.count) { buffer, initialized in
            if let base = buffer.baseAddress {
                withUnsafePointer(to: storage.value) { tk_imc_convert($0, sums, sums.count, base) }
            }
            initialized = sums.count
        }
    }

    /// Whether a partial sum lies beyond the range.
    func isBeyondRange(_ sum: Double) -> Bool {
        guard kind != TK_IMC_NONE else { return false }
        let t = plainPosition.value(level: sum)
        if kind == TK_IMC_THRESHOLDS {
            guard let first = thresholds.first, let last = thresholds.last else { return false }
            let few = thresholds.count < 2
            let low = few ? first : 2 * first - thresholds[1]
            return t < low || t > (few ? last : 2 * last - thresholds[thresholds.count - 2])
        }
        let shift = range.rounding == .floor ? 0.5 : 0
        return t < Double(lowestCode) - 0.5 + shift || t > Double(highestCode) + 0.5 + shift
    }
}

/// A converter as C reads it, with the arrays that it points to.
final class ConverterStorage: @unchecked Sendable {
    let value: tk_imc_converter
    private let nonlinearity: ConstantArray<Double>
    private let thresholds: ConstantArray<Double>
    private let values: ConstantArray<Double>

    init(_ converter: Converter) {
        nonlinearity = ConstantArray(converter.nonlinearity)
        thresholds = ConstantArray(converter.thresholds)
        values = ConstantArray(converter.values)
        value = tk_imc_converter(
            kind: converter.kind, rounding: converter.range.rounding.kernel,
            position: converter.plainPosition.structure,
            lowest_code: Double(converter.lowestCode), highest_code: Double(converter.highestCode),
            nonlinearity: converter.nonlinearity.isEmpty ? nil : nonlinearity.pointer, thresholds: thresholds.pointer,
            threshold_count: converter.thresholds.count, values: converter.values.isEmpty ? nil : values.pointer)
    }
}

extension CodeRounding {
    /// The rounding as C reads it.
    var kernel: tk_imc_rounding {
        switch self {
        case .halfUp: TK_IMC_HALF_UP
        case .halfEven: TK_IMC_HALF_EVEN
        case .floor: TK_IMC_FLOOR
        }
    }
}
