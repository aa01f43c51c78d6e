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
        let digit = (1 << hardware.dacBits) - 1
        fullScale = hardware.mapping == .xnor ? rows : rows * hardware.topLevel * digit
    }

    /// A step of one cell level: smaller where a reference column takes the off current away.
    private var levelStep: Double { isReduced ? scaledFullScale / Double(fullScale) : 1 }

    private var isReduced: Bool { hardware.offCurrent == .reference && hardware.onOffRatio.isFinite }

    private var scaledFullScale: Double {
        isReduced ? Double(fullScale) * (1 - 1 / hardware.onOffRatio) : Double(fullScale)
    }

    private var rangeHigh: Double {
        let high = hardware.rangeHigh ?? (hardware.rangeFraction.map { $0 * Double(fullScale) } ?? Double(fullScale))
        return isReduced ? high * (1 - 1 / hardware.onOffRatio) : high
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
        case .offset, .twos, .differential: return try unsigned()
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
        from base: Double = 0, span: Double, steps: Int, codes: ClosedRange<Int>
    ) throws(InputError) -> Converter {
        guard span > 0 else { throw InputError("adc_lo to adc_hi is an empty range: \(base) to \(base + span)") }
        return Converter(
            base: base, numerator: span, denominator: Double(steps), codes: codes, rounding: hardware.rounding)
    }

    private func unsigned() throws(InputError) -> Converter {
        let count = hardware.codeCount
        let last = count - 1
        switch hardware.scheme {
        case .lossless where last >= fullScale:
            return try equalSteps(span: levelStep, steps: 1, codes: 0...fullScale)
        case .clipped:
            return try equalSteps(
                from: hardware.rangeLow, span: rangeHigh - hardware.rangeLow, steps: last, codes: 0...last)
        case .calibrated:
            let range = try requiredCalibration().range(percentile: hardware.calibrationPercentile)
            return try equalSteps(
                from: range.lowerBound, span: max(range.upperBound - range.lowerBound, 1e-9), steps: last,
                codes: 0...last)
        case .unitStep:
            return try equalSteps(span: levelStep, steps: 1, codes: 0...last)
        case .powerOfTwo:
            var step = 1
            while step * count < fullScale + 1 { step *= 2 }
            return try equalSteps(span: levelStep * Double(step), steps: 1, codes: 0...last)
        case .lowerEdge:
            var converter = try equalSteps(
                from: hardware.rangeLow, span: rangeHigh - hardware.rangeLow, steps: count, codes: 0...last)
            converter.rounding =
                Converter(
                    base: 0, numerator: 1, denominator: 1, codes: 0...0, rounding: .floor
                ).rounding
            return converter
        default: return try equalSteps(span: scaledFullScale, steps: last, codes: 0...last)
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
        case .clipped: return try equalSteps(span: rangeHigh, steps: side, codes: -side...side)
        case .calibrated: return try equalSteps(span: try calibratedBound(), steps: side, codes: -side...side)
        case .unitStep: return try equalSteps(span: levelStep, steps: 1, codes: -side...side)
        default: return try equalSteps(span: scaledFullScale, steps: side, codes: -side...side)
        }
    }

    private func bipolar() throws(InputError) -> Converter {
        let last = hardware.codeCount - 1
        let bound: Double
        switch hardware.scheme {
        case .lossless where last >= fullScale:
            return try equalSteps(span: 1, steps: 1, codes: -fullScale...fullScale)
        case .clipped: bound = rangeHigh
        case .calibrated: bound = try calibratedBound()
        default: bound = Double(fullScale)
        }
        return try equalSteps(from: -bound, span: 2 * bound, steps: last, codes: 0...last)
    }

    private func calibratedBound() throws(InputError) -> Double {
        let range = try requiredCalibration().range(percentile: hardware.calibrationPercentile)
        return max(abs(range.lowerBound), abs(range.upperBound), 1e-9)
    }

    /// After Saikia et al., DATE 2021: levels evenly between -Q and Q, thresholds half-way between them.
    private func confined() -> Converter {
        let bound = rangeHigh
        let last = hardware.codeCount - 1
        let step = 2 * bound / Double(last)
        let cut = { (value: Double) in (value * 100).rounded(.towardZero) / 100 }
        return Converter(
            thresholds: (1...last).map { cut(-bound - step / 2 + Double($0) * step) },
            values: (0...last).map { cut(-bound + Double($0) * step) })
    }
}
