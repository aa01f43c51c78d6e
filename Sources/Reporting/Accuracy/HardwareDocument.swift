// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Inference
import ReportKit

extension WeightJoining: ReportWord {}
extension WeightMapping: ReportWord {}
extension OffsetReference: ReportWord {}
extension ConverterScheme: ReportWord {}
extension FullScale: ReportWord {}
extension CodeRounding: ReportWord {}
extension OffCurrentCompensation: ReportWord {}
extension SpreadModel: ReportWord {}
extension SpreadPeriod: ReportWord {}
extension WireModel: ReportWord {}
extension RowOrder: ReportWord {}
extension DynamicProducts.Kind: ReportWord {}

/// The hardware of a run, under the keys of a hardware file. It is given by the user, so that numbers may be negative.
extension HardwareConfiguration: ReportObject {
    package static let reportName = "hardware"

    package static let reportMembers: [ReportMember<HardwareConfiguration>] =
        coding + converter + converterErrors + cells + reads

    private static let coding: [ReportMember<HardwareConfiguration>] = [
        ReportMember("weight_bits", "precision of weights as given; layers may have other precisions", unit: "bit") {
            $0.weightBits
        },
        ReportMember("act_bits", "precision of activations as given; layers may have other precisions", unit: "bit") {
            $0.activationBits
        },
        ReportMember("dac_bits", "bits of an input that are applied at the same time", unit: "bit") { $0.dacBits },
        ReportMember("cell_bits", "bits of a cell", unit: "bit") { $0.cellBits },
        ReportMember("weight_joining", "how the slices of a weight become one number") { $0.weightJoining },
        ReportMember("mapping", "how signed weights become conductances") { $0.mapping },
        ReportMember("offset_ref", "how the offset of weights is subtracted") { $0.offsetReference },
        ReportMember(
            "dynamic", "what multiplies two activations: the same arrays, exact integers, or arrays with changed keys"
        ) {
            $0.dynamic.kind
        },
        ReportMember("rows_per_array", "rows of an array") { $0.rowsPerArray },
        ReportMember("rows_active", "rows that are read at the same time") { $0.activeRows },
        ReportMember("columns_per_array", "columns of an array") { $0.columnsPerArray },
        ReportMember("row_order", "order in which the rows of a kernel fill arrays") { $0.rowOrder },
    ]

    private static let converter: [ReportMember<HardwareConfiguration>] = [
        ReportMember("adc_bits", "bits of the ADC; null if they are not given", unit: "bit") { $0.converterBits },
        ReportMember("adc_levels", "number of codes of the ADC, which overrides its bits; null if the bits apply") {
            $0.converterLevels
        },
        ReportMember("adc_scheme", "how partial sums become codes") { $0.scheme },
        ReportMember("adc_lo", "lower end of the range", unit: "cell levels") { SignedFigure($0.rangeLow) },
        ReportMember("adc_hi", "upper end of the range; null if it is not given", unit: "cell levels") {
            $0.rangeHigh.map { SignedFigure($0) }
        },
        ReportMember("range_frac", "range as a fraction of the full scale; null if it is not given", unit: "1") {
            $0.rangeFraction.map { SignedFigure($0) }
        },
        ReportMember("full_scale", "rows that the full scale is computed for: those of a read, or those of the layer") {
            $0.fullScale
        },
        ReportMember("rounding", "how a sum between two codes is rounded") { $0.rounding },
        ReportMember(
            "adc_thresholds", "partial sums at which codes change; null if they are not given", unit: "cell levels"
        ) { list($0.thresholds) },
        ReportMember(
            "adc_values", "partial sums that codes stand for; null if they are not given", unit: "cell levels"
        ) { list($0.thresholdValues) },
        ReportMember("calibration_percentile", "percentage of partial sums within the range", unit: "%") {
            SignedFigure($0.calibrationPercentile)
        },
    ]

    private static let converterErrors: [ReportMember<HardwareConfiguration>] = [
        ReportMember("adc_inl_file", "file of the integral nonlinearity; null without one") { $0.nonlinearityFile },
        ReportMember("adc_table_file", "file with the probabilities of codes; null without one") { $0.codeTableFile },
        ReportMember("adc_table", "name of the table in that file") { $0.codeTableName },
        ReportMember("adc_offset_sigma", "spread of offsets", unit: "LSB") { SignedFigure($0.offsetSigma) },
        ReportMember("adc_gain_sigma", "spread of gains", unit: "1") { SignedFigure($0.gainSigma) },
        ReportMember("adc_noise_sigma", "thermal noise", unit: "LSB") { SignedFigure($0.converterNoise) },
    ]

    private static let cells: [ReportMember<HardwareConfiguration>] = [
        ReportMember("on_off", "on/off ratio of the current of a cell", unit: "1") {
            UnlimitedRatio(value: $0.onOffRatio)
        },
        ReportMember("gmin_comp", "how the current of cells that are off is compensated") { $0.offCurrent },
        ReportMember("g_sigma", "spread of conductances", unit: "1") { SignedFigure($0.spread) },
        ReportMember("g_model", "model of the spread") { $0.spreadModel },
        ReportMember("g_variation", "when conductances are drawn") { $0.spreadPeriod },
        ReportMember("state_std", "spread of each state; null if it is not given", unit: "cell levels") {
            list($0.stateSpread)
        },
        ReportMember("g_clip0", "whether negative conductances become zero") { $0.clipsNegative },
        ReportMember("stuck_lo", "fraction of cells that are always off", unit: "1") { SignedFigure($0.stuckLow) },
        ReportMember("stuck_hi", "fraction of cells that are always on", unit: "1") { SignedFigure($0.stuckHigh) },
        ReportMember("drift_time", "time since programming", unit: "s") { SignedFigure($0.driftTime) },
        ReportMember("drift_reference_time", "time at which drift begins", unit: "s") {
            SignedFigure($0.driftReferenceTime)
        },
        ReportMember("drift_nu", "exponent of drift", unit: "1") { SignedFigure($0.driftExponent) },
        ReportMember("drift_nu_sigma", "spread of the exponent of drift", unit: "1") {
            SignedFigure($0.driftExponentSigma)
        },
        ReportMember("bitcell_sigma", "spread of currents of SRAM cells", unit: "1") { SignedFigure($0.bitcellSigma) },
        ReportMember("capacitor_sigma", "spread of capacitors", unit: "1") { SignedFigure($0.capacitorSigma) },
        ReportMember("joining_sigma", "spread of the analog weights of joined slices", unit: "1") {
            SignedFigure($0.joiningSigma)
        },
    ]

    private static let reads: [ReportMember<HardwareConfiguration>] = [
        ReportMember("read_sigma", "noise of reads", unit: "1") { SignedFigure($0.readSigma) },
        ReportMember("dac_sigma", "noise of inputs, as a share of the largest digit", unit: "1") {
            SignedFigure($0.inputSigma)
        },
        ReportMember("rbl_sigma", "noise of columns", unit: "cell levels") { SignedFigure($0.columnSigma) },
        ReportMember("ir_drop", "how the resistance of wires is computed") { $0.wires },
        ReportMember("wire_resistance", "resistance of a wire between neighbouring cells", unit: "Ohm") {
            SignedFigure($0.wireResistance)
        },
        ReportMember("driver_resistance", "resistance of a row driver", unit: "Ohm") {
            SignedFigure($0.driverResistance)
        },
        ReportMember("sense_resistance", "resistance of the read-out of a column", unit: "Ohm") {
            SignedFigure($0.senseResistance)
        },
        ReportMember("cell_on_resistance", "resistance of a cell that is on", unit: "Ohm") {
            SignedFigure($0.cellOnResistance)
        },
    ]

    private static func list(_ values: [Double]) -> [SignedFigure]? {
        values.isEmpty ? nil : values.map { SignedFigure($0) }
    }
}

/// A ratio that may be infinite: infinity has no number in JSON, and the hardware file spells it so.
private struct UnlimitedRatio: ReportValue {
    let value: Double

    static var reportSchema: ValueSchema { .either([.number(isSigned: false), .words(["inf"])]) }
    var reportValue: JSONValue { value == .infinity ? "inf" : .number(value) }
}

extension HardwareConfiguration {
    /// A summary in one line.
    var summary: String {
        var parts = [
            "\(mapping.rawValue) weights", "\(cellBits)-bit cells",
            weightJoining == .analog ? "joined in analog" : nil, "\(rowsPerRead) of \(rowsPerArray) rows at a time",
        ].compactMap(\.self)
        parts.append(converterText)
        let noise: [(String, Double)] = [
            ("rbl_sigma", columnSigma), ("read_sigma", readSigma), ("g_sigma", spread), ("stuck_lo", stuckLow),
            ("stuck_hi", stuckHigh), ("adc_offset_sigma", offsetSigma), ("adc_gain_sigma", gainSigma),
            ("adc_noise_sigma", converterNoise), ("bitcell_sigma", bitcellSigma), ("capacitor_sigma", capacitorSigma),
            ("drift_time", driftTime), ("joining_sigma", joiningSigma), ("dac_sigma", inputSigma),
        ]
        parts += noise.filter { $0.1 > 0 }.map { "\($0.0) \(FigureText.sixDigits($0.1))" }
        if onOffRatio.isFinite { parts.append("on_off \(FigureText.sixDigits(onOffRatio))") }
        if wires != .none { parts.append("ir_drop \(wires.rawValue)") }
        return parts.joined(separator: ", ")
    }

    /// How the ADCs convert partial sums, instead of the name of their scheme.
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
