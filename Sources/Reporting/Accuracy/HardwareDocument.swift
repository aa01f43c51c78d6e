// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Inference

/// The hardware of a run, under the keys of a hardware file.
extension HardwareConfiguration {
    var document: JSONValue {
        let parts = [codingDocument, converterDocument, converterErrorDocument, cellDocument, readDocument]
        return .object(parts.reduce(into: [:]) { $0.merge($1) { first, _ in first } })
    }

    private var codingDocument: [String: JSONValue] {
        [
            "weight_bits": .integer(weightBits), "act_bits": .integer(activationBits),
            "dac_bits": .integer(dacBits), "cell_bits": .integer(cellBits), "mapping": .string(mapping.rawValue),
            "offset_ref": .string(offsetReference.rawValue), "rows_per_array": .integer(rowsPerArray),
            "rows_active": .integer(activeRows), "columns_per_array": .integer(columnsPerArray),
            "row_order": .string(rowOrder.rawValue),
        ]
    }

    private var converterDocument: [String: JSONValue] {
        [
            "adc_bits": .optional(converterBits), "adc_levels": .optional(converterLevels),
            "adc_scheme": .string(scheme.rawValue), "adc_lo": .number(rangeLow), "adc_hi": number(rangeHigh),
            "range_frac": number(rangeFraction), "full_scale": .string(fullScale.rawValue),
            "rounding": .string(rounding.rawValue), "adc_thresholds": list(thresholds),
            "adc_values": list(thresholdValues), "calibration_percentile": .number(calibrationPercentile),
        ]
    }

    private var converterErrorDocument: [String: JSONValue] {
        [
            "adc_inl_file": .optional(nonlinearityFile), "adc_table_file": .optional(codeTableFile),
            "adc_table": .string(codeTableName), "adc_offset_sigma": .number(offsetSigma),
            "adc_gain_sigma": .number(gainSigma), "adc_noise_sigma": .number(converterNoise),
        ]
    }

    private var cellDocument: [String: JSONValue] {
        [
            // Infinity has no number in JSON, and the file spells it so.
            "on_off": onOffRatio.isFinite ? .number(onOffRatio) : "inf",
            "gmin_comp": .string(offCurrent.rawValue), "g_sigma": .number(spread),
            "g_model": .string(spreadModel.rawValue), "g_variation": .string(spreadPeriod.rawValue),
            "state_std": list(stateSpread), "g_clip0": .boolean(clipsNegative), "stuck_lo": .number(stuckLow),
            "stuck_hi": .number(stuckHigh), "drift_time": .number(driftTime),
            "drift_reference_time": .number(driftReferenceTime), "drift_nu": .number(driftExponent),
            "drift_nu_sigma": .number(driftExponentSigma), "bitcell_sigma": .number(bitcellSigma),
            "capacitor_sigma": .number(capacitorSigma),
        ]
    }

    private var readDocument: [String: JSONValue] {
        [
            "read_sigma": .number(readSigma), "rbl_sigma": .number(columnSigma), "ir_drop": .string(wires.rawValue),
            "wire_resistance": .number(wireResistance), "driver_resistance": .number(driverResistance),
            "sense_resistance": .number(senseResistance), "cell_on_resistance": .number(cellOnResistance),
        ]
    }

    private func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

    private func list(_ values: [Double]) -> JSONValue {
        values.isEmpty ? .null : .array(values.map { .number($0) })
    }

    /// What matters most, in one line.
    var summary: String {
        var parts = [
            "\(mapping.rawValue) weights", "\(cellBits)-bit cells",
            "\(rowsPerRead) of \(rowsPerArray) rows at a time",
        ]
        parts.append(converterText)
        let noise: [(String, Double)] = [
            ("rbl_sigma", columnSigma), ("read_sigma", readSigma), ("g_sigma", spread), ("stuck_lo", stuckLow),
            ("stuck_hi", stuckHigh), ("adc_offset_sigma", offsetSigma), ("adc_gain_sigma", gainSigma),
            ("adc_noise_sigma", converterNoise), ("bitcell_sigma", bitcellSigma), ("capacitor_sigma", capacitorSigma),
            ("drift_time", driftTime),
        ]
        parts += noise.filter { $0.1 > 0 }.map { "\($0.0) \(FigureText.sixDigits($0.1))" }
        if onOffRatio.isFinite { parts.append("on_off \(FigureText.sixDigits(onOffRatio))") }
        if wires != .none { parts.append("ir_drop \(wires.rawValue)") }
        return parts.joined(separator: ", ")
    }

    /// What the converters do with partial sums, rather than what their scheme is called.
    private var converterText: String {
        guard hasConverter else { return "no ADC" }
        let bits = converterLevels == nil ? converterBits : nil
        let name = bits.map { "\($0)-bit ADC" } ?? "ADC of \(codeCount) codes"
        guard let behavior = ConverterBehavior(self) else {
            return
                "\(name) \(scheme == .table ? "by a table of probabilities" : "calibrated on images (\(scheme.rawValue))")"
        }
        func text(_ value: Double) -> String { FigureText.sixDigits(value) }
        func text(_ range: ClosedRange<Double>) -> String { "\(text(range.lowerBound)) to \(text(range.upperBound))" }
        let steps = behavior.step.map { "steps of \(text($0))" } ?? "unequal steps"
        let end =
            behavior.isClipping
            ? "sums of \(text(behavior.sums)) clipped"
            : behavior.isExact ? "every sum exact" : behavior.isRoundedDown ? "sums rounded down" : "sums rounded"
        let layer = fullScale == .layer ? " for a full array, less for smaller layers" : ""
        return "\(name) in \(steps) from \(text(behavior.range))\(layer) (\(end))"
    }
}
