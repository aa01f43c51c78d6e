// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics
import Foundation

/// Sizes the converters of a layer.
struct ConverterDesign {
    let hardware: HardwareConfiguration
    /// The largest partial sum of ideal cells [cell levels].
    let fullScale: Int
    let calibration: PartialSumHistogram?

    init(_ hardware: HardwareConfiguration, groups: [ReadGroup], calibration: PartialSumHistogram?) {
        self.hardware = hardware
        self.calibration = calibration
        let used = groups.map(\.rows.count).max() ?? 0
        let rows = hardware.fullScale == .array ? hardware.rowsPerRead : used
        fullScale = hardware.array.fullScale(rows: rows)
    }

    /// A step of one cell level: smaller where a reference column takes the off current away.
    var levelStep: ExactNumber { reduced(1) }

    /// The largest partial sum that there can be, off current taken off where a reference column does it [cell levels].
    var largestSum: ExactNumber { reduced(ExactNumber(fullScale)) }

    private var rangeHigh: ExactNumber {
        let share = hardware.rangeFraction.map { ExactNumber($0) * ExactNumber(fullScale) }
        return reduced(hardware.rangeHigh.map { ExactNumber($0) } ?? share ?? ExactNumber(fullScale))
    }

    private func reduced(_ range: ExactNumber) -> ExactNumber {
        guard hardware.offCurrent == .reference, hardware.onOffRatio.isFinite else { return range }
        return range * (1 - 1 / ExactNumber(hardware.onOffRatio))
    }

    /// The converter.
    ///
    /// - Throws: `InputError` when values do not fit the layer, or calibration data are missing.
    func converter() throws(InputError) -> Converter {
        guard hardware.hasConverter, hardware.scheme != .table else { return .none }
        var converter = try nominalConverter()
        guard !hardware.nonlinearity.isEmpty else { return converter }
        let codes = converter.highestCode - converter.lowestCode + 1
        guard hardware.nonlinearity.count == codes else {
            throw InputError(
                "adc_inl_file has \(hardware.nonlinearity.count) deviations, but the converter has \(codes) codes")
        }
        converter.nonlinearity = hardware.nonlinearity
        return converter
    }

    private func nominalConverter() throws(InputError) -> Converter {
        switch hardware.scheme {
        case .nonuniform: return Converter(thresholds: hardware.thresholds, values: hardware.thresholdValues)
        case .lloydMax:
            let quantizer = LloydMaxQuantizer(try requiredCalibration(), codes: hardware.codeCount)
            return Converter(thresholds: quantizer.thresholds, values: quantizer.values)
        case .confined: return confined()
        default: break
        }
        switch hardware.mapping {
        case .analogDifferential: return try signed()
        case .xnor: return try bipolar()
        case .offset, .twos, .differential, .odd, .oddPair: return try unsigned()
        }
    }

    private func requiredCalibration() throws(InputError) -> PartialSumHistogram {
        guard let calibration, !calibration.isEmpty else {
            throw InputError(
                "adc_scheme = \"\(hardware.scheme.rawValue)\" needs calibration data, and there are none")
        }
        return calibration
    }

    private func equalSteps(
        from base: ExactNumber = 0, span: ExactNumber, steps: Int, codes: ClosedRange<Int>,
        rounding: CodeRounding? = nil
    ) throws(InputError) -> Converter {
        try equalSteps(
            ConverterRange(
                base: base, span: span, steps: steps, codes: codes, rounding: rounding ?? hardware.rounding))
    }

    private func equalSteps(_ range: ConverterRange) throws(InputError) -> Converter {
        guard range.span.value > 0 else {
            let ends = (range.base.value, (range.base + range.span).value)
            throw InputError("adc_lo to adc_hi is an empty range: \(ends.0) to \(ends.1)")
        }
        return Converter(range)
    }

    private func unsigned() throws(InputError) -> Converter {
        let count = hardware.codeCount
        let last = count - 1
        switch hardware.scheme {
        case .lossless where last >= fullScale:
            return try equalSteps(span: levelStep, steps: 1, codes: 0...fullScale)
        case .clipped:
            return try equalSteps(from: rangeLow, span: rangeHigh - rangeLow, steps: last, codes: 0...last)
        case .calibrated:
            let range = try requiredCalibration().range(percentile: hardware.calibrationPercentile)
            return try equalSteps(
                from: ExactNumber(range.lowerBound),
                span: atLeastTiny(ExactNumber(range.upperBound) - ExactNumber(range.lowerBound)), steps: last,
                codes: 0...last)
        case .unitStep:
            return try equalSteps(span: levelStep, steps: 1, codes: 0...last)
        case .powerOfTwo:
            var step = 1
            while step * count < fullScale + 1 { step *= 2 }
            return try equalSteps(span: levelStep * ExactNumber(step), steps: 1, codes: 0...last)
        case .lowerEdge:
            return try equalSteps(
                from: rangeLow, span: rangeHigh - rangeLow, steps: count, codes: 0...last, rounding: .floor)
        default: return try equalSteps(.linear(fullScale: largestSum, codes: count, rounding: hardware.rounding))
        }
    }

    /// Codes -m ... m, with 0 in the middle of a step.
    private func signed() throws(InputError) -> Converter {
        let count = hardware.codeCount
        let side = count % 2 == 0 ? (count - 2) / 2 : (count - 1) / 2
        guard side > 0 else {
            throw InputError("adc_levels = \(count) leaves no codes for mapping = \"diff_analog\" (allowed: 3 or more)")
        }
        switch hardware.scheme {
        case .lossless where side >= fullScale:
            return try equalSteps(span: levelStep, steps: 1, codes: -fullScale...fullScale)
        case .clipped: return try signed(to: rangeHigh, side)
        case .calibrated: return try signed(to: try calibratedBound(), side)
        case .unitStep: return try equalSteps(span: levelStep, steps: 1, codes: -side...side)
        default: return try signed(to: largestSum, side)
        }
    }

    private func signed(to bound: ExactNumber, _ side: Int) throws(InputError) -> Converter {
        try equalSteps(.signed(fullScale: bound, side: side, rounding: hardware.rounding))
    }

    private func bipolar() throws(InputError) -> Converter {
        let count = hardware.codeCount
        let bound: ExactNumber
        switch hardware.scheme {
        case .lossless where count > fullScale:
            return try equalSteps(span: 1, steps: 1, codes: -fullScale...fullScale)
        case .clipped: bound = rangeHigh
        case .calibrated: bound = try calibratedBound()
        default: bound = ExactNumber(fullScale)
        }
        return try equalSteps(.bipolar(fullScale: bound, codes: count, rounding: hardware.rounding))
    }

    private var rangeLow: ExactNumber { ExactNumber(hardware.rangeLow) }

    private func calibratedBound() throws(InputError) -> ExactNumber {
        let range = try requiredCalibration().range(percentile: hardware.calibrationPercentile)
        return atLeastTiny(ExactNumber(max(abs(range.lowerBound), abs(range.upperBound))))
    }

    /// A range, which must not be empty.
    private func atLeastTiny(_ range: ExactNumber) -> ExactNumber { range.value < 1e-9 ? ExactNumber(1e-9) : range }

    /// After Saikia et al., DATE 2021: levels evenly between -Q and Q, thresholds half-way between them.
    private func confined() -> Converter {
        let bound = rangeHigh.value
        let last = hardware.codeCount - 1
        let step = 2 * bound / Double(last)
        let cut = { (value: Double) in (value * 100).rounded(.towardZero) / 100 }
        return Converter(
            thresholds: (1...last).map { cut(-bound - step / 2 + Double($0) * step) },
            values: (0...last).map { cut(-bound + Double($0) * step) })
    }
}
