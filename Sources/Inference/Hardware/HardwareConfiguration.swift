// SPDX-License-Identifier: Apache-2.0

import CellArrays

/// In-memory-computing hardware as far as it changes results: coding, arrays, cells, converters and their noise.
///
/// ``init()`` is ideal apart from an 8-bit lossless converter. `docs/models/imc-matmul.md` has the equations. Names in
/// backquotes are the keys of the JSON file. "Cell levels" are the unit of partial sums: what one row adds that is on with
/// digit 1 and whose cell stands one level above the lowest.
public struct HardwareConfiguration: Sendable, Equatable {
    // MARK: Coding

    /// `weight_bits`: bits of a weight with its sign [bit].
    public var weightBits = 8
    /// `act_bits`: bits of an activation [bit].
    public var activationBits = 8
    /// Steps that activations of one bit a step take at least, on a chip that has longer ones; no key [1].
    var activationSteps = 0
    /// `act_signed`: whether activations are two's complement.
    public var activationIsSigned = false
    /// `dac_bits`: bits of an activation that rows carry at a time [bit].
    public var dacBits = 1
    /// `cell_bits`: bits that a cell holds [bit].
    public var cellBits = 1
    /// `weight_joining`: how the slices of a weight become one number.
    public var weightJoining = WeightJoining.digital
    /// `mapping`: how weights become levels of cells.
    public var mapping = WeightMapping.offset
    /// `offset_ref`: how the offset of weights is taken off.
    public var offsetReference = OffsetReference.digital

    /// `dynamic`: what multiplies two activations with each other.
    public var dynamic = DynamicProducts.same

    // MARK: Arrays

    /// `rows_per_array`: rows of an array [1].
    public var rowsPerArray = 128
    /// `rows_active`: rows of an array that are switched on at a time [1].
    public var activeRows = 128
    /// `row_order`: in which order the rows of a convolution fill arrays.
    public var rowOrder = RowOrder.channels
    /// Rows that what arrays are parts of holds, the largest first, on a chip whose floorplan is known; no key [1].
    var rowBlocks: [Int] = []
    /// `columns_per_array`: columns of an array, which matter to wires only [1].
    public var columnsPerArray = 128

    // MARK: Converters

    /// `adc_bits`: bits of a converter [bit]; none for no converter at all.
    public var converterBits: Int? = 8
    /// `adc_levels`: codes of a converter, any number; wins over `adc_bits` [1].
    public var converterLevels: Int?
    /// `adc_scheme`: how partial sums become codes.
    public var scheme = ConverterScheme.lossless
    /// `adc_lo`: the lower end of the range [cell levels].
    public var rangeLow = 0.0
    /// `adc_hi`: the upper end of the range [cell levels].
    public var rangeHigh: Double?
    /// `range_frac`: the upper end of the range where `adc_hi` is not given, as a share of the full scale [1].
    public var rangeFraction: Double?
    /// `full_scale`: what the full scale counts.
    public var fullScale = FullScale.array
    /// `rounding`: where fractions of a step go.
    public var rounding = CodeRounding.halfUp
    /// `adc_thresholds`: where codes change, ascending [cell levels].
    public var thresholds: [Double] = []
    /// `adc_values`: what codes stand for, one more than thresholds [cell levels].
    public var thresholdValues: [Double] = []
    /// `calibration_percentile`: the share of calibration sums that a calibrated range holds [%].
    public var calibrationPercentile = 100.0
    /// `adc_inl_file`: deviations of the converters' curve, one a code [LSB].
    public var nonlinearityFile: String?
    /// The contents of ``nonlinearityFile`` [LSB].
    public var nonlinearity: [Double] = []
    /// `adc_table_file`: an archive of code probabilities.
    public var codeTableFile: String?
    /// `adc_table`: the array of the archive.
    public var codeTableName = "prob"
    /// The contents of the archive.
    public var codeTable: CodeProbabilities?

    // MARK: Converter errors

    /// `adc_offset_sigma`: spread of the offsets of converters [LSB].
    public var offsetSigma = 0.0
    /// `adc_gain_sigma`: spread of the gains of converters around 1 [1].
    public var gainSigma = 0.0
    /// `adc_noise_sigma`: thermal noise of a converter at each conversion [LSB].
    public var converterNoise = 0.0

    // MARK: Cells

    /// `on_off`: conductance of the highest level over that of the lowest [1].
    public var onOffRatio = Double.infinity
    /// `gmin_comp`: how the conductance at level 0 is taken off.
    public var offCurrent = OffCurrentCompensation.none
    /// `g_sigma`: spread of conductances [as `g_model` says].
    public var spread = 0.0
    /// `g_model`: what the spread is in proportion to.
    public var spreadModel = SpreadModel.proportional
    /// `g_variation`: how often the spread is drawn.
    public var spreadPeriod = SpreadPeriod.device
    /// `state_std`: spread of each level for `g_model` "state" [cell levels].
    public var stateSpread: [Double] = []
    /// `g_clip0`: whether a conductance that became negative is 0.
    public var clipsNegative = true
    /// `stuck_lo`: share of cells stuck at the lowest level [1].
    public var stuckLow = 0.0
    /// `stuck_hi`: share of cells stuck at the highest level [1].
    public var stuckHigh = 0.0
    /// `drift_time`: time since programming [s]; 0 for no drift.
    public var driftTime = 0.0
    /// `drift_reference_time`: time at which conductances are as programmed [s].
    public var driftReferenceTime = 1.0
    /// `drift_nu`: mean exponent of the drift [1].
    public var driftExponent = 0.0
    /// `drift_nu_sigma`: spread of the exponent over cells [1].
    public var driftExponentSigma = 0.0
    /// Whether a device gives the exponent, which then may be there without a time.
    var driftIsOfDevice = false
    /// `bitcell_sigma`: relative spread of the read currents of bitcells [1].
    public var bitcellSigma = 0.0
    /// `capacitor_sigma`: relative spread of the capacitors that share their charge on a column [1].
    public var capacitorSigma = 0.0

    /// `joining_sigma`: relative spread of the analog weights of joined slices [1].
    public var joiningSigma = 0.0

    // MARK: Reads

    /// `read_sigma`: noise of every cell at every read, relative to its conductance [1].
    public var readSigma = 0.0
    /// `dac_sigma`: error of the level of a row that is on, at every read [share of the largest digit].
    public var inputSigma = 0.0
    /// `rbl_sigma`: noise of a column at every read [cell levels].
    public var columnSigma = 0.0

    // MARK: Wires

    /// `ir_drop`: whether wires have resistance.
    public var wires = WireModel.none
    /// `wire_resistance`: resistance of a row's or a column's wire from one cell to the next [Ohm].
    public var wireResistance = 1.0
    /// `driver_resistance`: resistance of the driver of a row [Ohm].
    public var driverResistance = 0.0
    /// `sense_resistance`: input resistance of a column's converter [Ohm].
    public var senseResistance = 0.0
    /// `cell_on_resistance`: resistance of a cell at its highest level [Ohm].
    public var cellOnResistance = 100e3

    /// Hardware with every figure at its default.
    public init() {}
}

extension HardwareConfiguration {
    /// Whether there are converters.
    public var hasConverter: Bool { converterBits != nil || converterLevels != nil }

    /// Codes of a converter [1].
    public var codeCount: Int { converterLevels ?? converterBits.map { 1 << $0 } ?? 0 }

    /// Reads and conversions.
    public var array: ArrayDesign {
        ArrayDesign(
            weights: WeightEncoding(mapping, bits: weightBits, cellBits: cellBits, joining: weightJoining),
            inputs: InputEncoding(
                bits: activationBits, bitsPerStep: dacBits, isSigned: activationIsSigned, isBipolar: mapping == .xnor,
                leastSteps: activationSteps),
            reads: ReadPlan(
                rowsPerArray: rowsPerArray, rowsPerRead: activeRows, order: rowOrder, blocks: rowBlocks),
            columns: columnsPerArray,
            codes: hasConverter ? codeCount : nil)
    }

    /// The highest level of a cell [1].
    public var topLevel: Int { array.weights.topLevel }

    /// Whether slices are added before one conversion.
    var joinsSlices: Bool { array.weights.joinsSlices }

    /// What a conversion sees of one row whose cells all stand at their highest level [cell levels].
    var wholeCellLevel: Int { array.weights.wholeCellLevel }

    /// The largest level that a conversion can see of one row without errors of conductances [cell levels]: cells are
    /// stuck at their own highest level, which a slice of few bits does not reach.
    var largestLevel: Int { stuckHigh > 0 ? wholeCellLevel : array.weights.topConvertedLevel }

    /// Bits of the levels that a conversion sees of one row [bit].
    var levelPlanes: Int { joinsSlices ? Int.bitWidth - largestLevel.leadingZeroBitCount : cellBits }

    /// Whether the analog weights of slices differ from what they should be.
    var hasJoiningErrors: Bool { joiningSigma > 0 && joinsSlices }

    /// Rows that are read at a time [1].
    public var rowsPerRead: Int { array.reads.rowsPerRead }

    /// The conductance of the lowest level as a share of the highest one's [1].
    var offShare: Double { onOffRatio.isFinite ? 1 / onOffRatio : 0 }

    /// Whether the code of a column that holds the offset of weights takes it off.
    var subtractsReferenceCode: Bool { mapping == .offset && offsetReference != .digital }

    /// Whether off currents are there and compensated.
    var compensatesOffCurrent: Bool { onOffRatio.isFinite && offCurrent != .none }

    /// Whether cells can differ from their nominal level by fractions of a level, other than at reads.
    var hasAnalogCells: Bool {
        onOffRatio.isFinite || hasSpread && spreadPeriod == .device || driftTime > 0 || bitcellSigma > 0
            || capacitorSigma > 0 || wires != .none || mapping == .xnor && stuckLow + stuckHigh > 0
            || hasJoiningErrors
    }

    /// Whether conductances spread.
    var hasSpread: Bool { spreadModel == .state ? stateSpread.contains { $0 > 0 } : spread > 0 }

    /// Whether anything is drawn at reads.
    public var hasReadNoise: Bool {
        readSigma > 0 || inputSigma > 0 || columnSigma > 0 || converterNoise > 0
            || hasSpread && spreadPeriod == .read || scheme == .table
    }

    /// This hardware with cells that all are at their level, behind wires without resistance.
    var withIdealCells: HardwareConfiguration {
        var copy = self
        copy.spread = 0
        copy.stateSpread = stateSpread.map { _ in 0 }
        copy.stuckLow = 0
        copy.stuckHigh = 0
        copy.driftTime = 0
        copy.bitcellSigma = 0
        copy.capacitorSigma = 0
        copy.joiningSigma = 0
        copy.wires = .none
        return copy
    }

    /// This hardware for a layer's own widths and signedness.
    func fitted(weightBits: Int, activationBits: Int, activationIsSigned: Bool) -> HardwareConfiguration {
        var copy = self
        copy.weightBits = weightBits
        copy.activationBits = activationBits
        copy.activationIsSigned = activationIsSigned
        return copy
    }
}
