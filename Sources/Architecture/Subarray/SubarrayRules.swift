/// How the figures of a subarray are counted, one flag a peculiarity of DNN+NeuroSim V2.1.
///
/// `neurosim` has them all, so that figures compare with published ones; `exact` has none.
public struct SubarrayRules: Sendable, Equatable {
    /// Counts of shared columns are rounded down: converters, adders, steps of the shift-adds, rows at half activity.
    public var truncatesSharing = true
    /// Row-by-row read-outs of resistive cells leave the energy of flash converters out of the total, not out of the parts.
    public var omitsFlashEnergyFromTotal = true
    /// The transposed multiplexer enters the latency with its energy, taken for seconds.
    public var comparesEnergyWithLatency = true
    /// Binary modes have totals, but nothing in the categories of latency, energy and area.
    public var leavesBinaryBreakdownEmpty = true
    /// Energy that charges the lines of a resistive array counts as conversion.
    public var countsLineChargingAsConversion = true
    /// The column decoder of a parallel SRAM array and the transposed write drivers do not leak.
    public var omitsSomeLeakage = true
    /// The drivers of the sourcelines leak once more when they drive a transposed read.
    public var countsSharedLeakageTwice = true
    /// A parallel read of SRAM discharges the columns once, however many share a converter, in binary modes once a row.
    public var countsDischargesUnevenly = true
    /// Transposed read-outs take some counts from the forward one: cells of a sensing step, sum length, lines charged.
    public var reusesForwardCounts = true
    /// The energy of transposed line drivers follows the activity of the forward input.
    public var usesForwardActivityInTransposedRead = true
    /// Drivers do not see how many columns an update changes, nor with how many pulses.
    public var ignoresUpdateInDrivers = true
    /// A write counts the scans of the read before it in place of its own.
    public var countsReadScansInWrites = true
    /// Transposed decoders, switch matrices, multiplexers, prechargers and write drivers stand in a single line.
    public var laysTransposedStripsInOneLine = true
    /// Rows of a cross-point array are loaded with the drains of transistors without width when they are sensed.
    public var loadsAbsentTransistors = true
    /// The time that drivers of a cross-point array take for an update is multiplied by the number of selections with
    /// each read before, so that it grows beyond all bounds.
    public var compoundsDriverWrites = true
    /// Wordline drivers of a cross-point array select as many wordlines as columns are accessed.
    public var selectsWordlinePerColumn = true
    /// Wordline drivers of an SRAM array write with the voltages of a cross-point array where `accesstype` says so.
    public var writesSRAMAsCrossPoint = true
    /// Adders of which a single one is wider than the array take no area.
    public var dropsWideAdders = true
    /// Each current sense amplifier may be as wide as the whole array.
    public var widensSenseAmplifiers = true

    /// The reference's way.
    public static let neurosim = SubarrayRules()

    /// What the hardware does.
    public static let exact: SubarrayRules = {
        var rules = SubarrayRules()
        rules.truncatesSharing = false
        rules.omitsFlashEnergyFromTotal = false
        rules.comparesEnergyWithLatency = false
        rules.leavesBinaryBreakdownEmpty = false
        rules.countsLineChargingAsConversion = false
        rules.omitsSomeLeakage = false
        rules.countsSharedLeakageTwice = false
        rules.countsDischargesUnevenly = false
        rules.reusesForwardCounts = false
        rules.usesForwardActivityInTransposedRead = false
        rules.ignoresUpdateInDrivers = false
        rules.countsReadScansInWrites = false
        rules.laysTransposedStripsInOneLine = false
        rules.loadsAbsentTransistors = false
        rules.compoundsDriverWrites = false
        rules.selectsWordlinePerColumn = false
        rules.writesSRAMAsCrossPoint = false
        rules.dropsWideAdders = false
        rules.widensSenseAmplifiers = false
        return rules
    }()

    private init() {}
}

extension SubarrayRules {
    /// `count` divided by `share`, rounded as the rules say, at least 1.
    func shared(_ count: Int, by share: Int) -> Int {
        max(1, truncatesSharing ? count / share : ceilingDivision(count, share))
    }

    /// Steps in which the cells of one weight follow each other on a converter of `share` columns [1].
    func weightSteps(share: Int, columnsPerWeight: Int) -> Double {
        Double(truncatesSharing ? share / columnsPerWeight : ceilingDivision(share, columnsPerWeight))
    }

    /// Half of `count` [1].
    func half(of count: Int) -> Double {
        truncatesSharing ? Double(count / 2) : Double(count) / 2
    }
}
