// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics

extension HardwareConfiguration {
    /// Checks that no value contradicts another one. Reading does it, and so does programming a layer.
    ///
    /// - Throws: `InputError` that names both keys.
    public func validate() throws(InputError) {
        try checkCoding()
        try checkConverter()
        try checkRange()
        try checkCodeTable()
        try checkCells()
    }

    private func contradiction(_ first: String, _ second: String, _ reason: String) -> InputError {
        InputError("\(first) contradicts \(second): \(reason)")
    }

    private var mappingText: String { "mapping = \"\(mapping.rawValue)\"" }
    private var schemeText: String { "adc_scheme = \"\(scheme.rawValue)\"" }

    private func checkCoding() throws(InputError) {
        if activationIsSigned, dacBits > 1, mapping != .xnor {
            throw contradiction(
                "act_signed = true", "dac_bits = \(dacBits)", "the sign bit counts negative and needs a read of its own"
            )
        }
        if weightBits < 2, array.weights.holdsSignApart {
            throw contradiction("weight_bits = \(weightBits)", mappingText, "a sign and a bit at least are needed")
        }
        if weightJoining == .analog, !mapping.allowsAnalogJoining {
            throw contradiction(
                "weight_joining = \"analog\"", mappingText, "only slices that all count with the same sign can be added"
            )
        }
        if joiningSigma > 0, weightJoining == .digital {
            throw contradiction(
                "joining_sigma = \(joiningSigma)", "weight_joining = \"digital\"", "slices are converted one by one")
        }
        guard mapping == .xnor else { return }
        for (name, bits) in [("cell_bits", cellBits), ("dac_bits", dacBits)] where bits != 1 {
            throw contradiction("\(name) = \(bits)", mappingText, "XNOR cells combine one bit with one bit")
        }
        if onOffRatio.isFinite {
            throw contradiction("on_off = \(onOffRatio)", mappingText, "an XNOR cell adds -1 or +1")
        }
        if wires != .none {
            throw contradiction("ir_drop = \"\(wires.rawValue)\"", mappingText, "XNOR cells are no resistors")
        }
    }

    private func checkConverter() throws(InputError) {
        let refused: [WeightMapping: [ConverterScheme]] = [
            .xnor: [.unitStep, .powerOfTwo, .lowerEdge],
            .analogDifferential: [.powerOfTwo, .lowerEdge, .confined, .table],
            .offset: [.confined], .twos: [.confined], .differential: [.confined], .odd: [.confined],
            .oddPair: [.confined],
        ]
        if refused[mapping, default: []].contains(scheme) {
            let allowed = ConverterScheme.allCases.filter { !refused[mapping, default: []].contains($0) }
            throw contradiction(
                schemeText, mappingText, "allowed are \(allowed.map(\.rawValue).joined(separator: ", "))")
        }
        if mapping == .analogDifferential, hasConverter, codeCount < 3, scheme != .nonuniform, scheme != .lloydMax {
            throw contradiction("\(codeCount) codes of adc_bits", mappingText, "signed codes need at least 3")
        }
        let errors = [
            ("adc_offset_sigma", offsetSigma), ("adc_gain_sigma", gainSigma), ("adc_noise_sigma", converterNoise),
        ]
        for (name, sigma) in errors where sigma > 0 && !hasConverter {
            throw contradiction("\(name) = \(sigma)", "adc_bits = null", "there is no converter")
        }
        if nonlinearityFile != nil || !nonlinearity.isEmpty, !hasConverter {
            throw contradiction("adc_inl_file", "adc_bits = null", "there is no converter")
        }
        if !hasConverter, scheme == .table || scheme == .nonuniform || scheme.needsCalibration {
            throw contradiction(schemeText, "adc_bits = null", "there is no converter")
        }
    }

    private func checkRange() throws(InputError) {
        let isRanged = scheme == .clipped || scheme == .lowerEdge
        if isRanged, mapping != .xnor, mapping != .analogDifferential, let rangeHigh, rangeHigh <= rangeLow {
            throw contradiction("adc_hi = \(rangeHigh)", "adc_lo = \(rangeLow)", "the range is empty")
        }
        if scheme == .confined || isRanged && (mapping == .xnor || mapping == .analogDifferential) {
            if let rangeHigh, rangeHigh <= 0 {
                throw contradiction("adc_hi = \(rangeHigh)", mappingText, "the range is -adc_hi to adc_hi")
            }
            if rangeLow != 0 {
                throw contradiction("adc_lo = \(rangeLow)", mappingText, "the range is -adc_hi to adc_hi")
            }
        }
        guard scheme == .nonuniform else {
            if !thresholds.isEmpty || !thresholdValues.isEmpty {
                throw contradiction("adc_thresholds", schemeText, "only \"nonuniform\" takes thresholds")
            }
            return
        }
        guard !thresholds.isEmpty, zip(thresholds, thresholds.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw InputError("adc_thresholds must ascend, and adc_scheme = \"nonuniform\" needs at least one")
        }
        guard thresholdValues.count == thresholds.count + 1 else {
            throw contradiction(
                "adc_values", "adc_thresholds",
                "\(thresholds.count) thresholds part \(thresholds.count + 1) values, not \(thresholdValues.count)")
        }
    }

    private func checkCodeTable() throws(InputError) {
        guard scheme == .table else {
            guard codeTableFile == nil else {
                throw contradiction("adc_table_file", schemeText, "only \"table\" takes one")
            }
            return
        }
        guard codeTable != nil else {
            throw InputError("adc_scheme = \"table\" needs adc_table_file")
        }
        let others: [(String, Bool)] = [
            ("rbl_sigma", columnSigma > 0), ("read_sigma", readSigma > 0), ("dac_sigma", inputSigma > 0),
            ("joining_sigma", joiningSigma > 0), ("adc_noise_sigma", converterNoise > 0),
            ("adc_offset_sigma", offsetSigma > 0), ("adc_gain_sigma", gainSigma > 0),
            ("adc_inl_file", !nonlinearity.isEmpty), ("g_sigma", hasSpread), ("on_off", onOffRatio.isFinite),
            ("drift_time", driftTime > 0), ("bitcell_sigma", bitcellSigma > 0),
            ("capacitor_sigma", capacitorSigma > 0), ("ir_drop", wires != .none),
            ("stuck_lo or stuck_hi", mapping == .xnor && stuckLow + stuckHigh > 0),
            ("offset_ref = \"\(offsetReference.rawValue)\"", subtractsReferenceCode),
        ]
        if let other = others.first(where: \.1) {
            throw contradiction(other.0, schemeText, "the table holds all that happens to whole partial sums")
        }
    }

    private func checkCells() throws(InputError) {
        if stuckLow + stuckHigh > 1 {
            throw contradiction("stuck_lo = \(stuckLow)", "stuck_hi = \(stuckHigh)", "together more than all cells")
        }
        if spreadModel == .state {
            guard stateSpread.count == topLevel + 1, stateSpread.allSatisfy({ $0 >= 0 }) else {
                throw contradiction(
                    "state_std", "cell_bits = \(cellBits)",
                    "\(topLevel + 1) spreads that are not negative are needed, not \(stateSpread.count)")
            }
            if mapping == .xnor { throw contradiction("g_model = \"state\"", mappingText, "there are no levels") }
        } else if !stateSpread.isEmpty {
            throw contradiction("state_std", "g_model = \"\(spreadModel.rawValue)\"", "only \"state\" takes it")
        }
        if spreadModel == .lognormal, spread > 5 {
            throw contradiction("g_sigma = \(spread)", "g_model = \"lognormal\"", "more than 5 is beyond all numbers")
        }
        if driftTime == 0, !driftIsOfDevice, driftExponent != 0 || driftExponentSigma != 0 {
            throw contradiction("drift_nu or drift_nu_sigma", "drift_time = 0", "without time nothing drifts")
        }
        if wires != .none, !clipsNegative, hasSpread {
            throw contradiction(
                "g_clip0 = false", "ir_drop = \"\(wires.rawValue)\"", "resistors cannot be negative")
        }
    }
}
