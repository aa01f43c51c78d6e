// SPDX-License-Identifier: Apache-2.0

/// The part of a read-out that is listed by cause.
public enum CauseListing: Sendable {
    /// Each cause.
    case byCause
    /// Times by cause; areas under no cause, and energies as the circuits of the array list them.
    case timesOnly
    /// The total only.
    case totalOnly
}

/// An energy as it is listed by cause.
public struct ChargingEnergy: Sendable, Equatable {
    /// Part that counts as conversion [J].
    public let conversion: Double
    /// Part that counts as the array's [J].
    public let array: Double

    /// An energy of two parts.
    public init(conversion: Double, array: Double) {
        self.conversion = conversion
        self.array = array
    }
}

/// How the converters of an array are read.
public struct ConverterRead: Sendable, Equatable {
    /// Whether they are flash converters.
    public let isFlash: Bool
    /// Whether inputs are read one after the other.
    public let isOneByOne: Bool
    /// Whether it is a backward read.
    public let isTransposed: Bool

    /// A read of the given kind.
    public init(isFlash: Bool, isOneByOne: Bool, isTransposed: Bool) {
        self.isFlash = isFlash
        self.isOneByOne = isOneByOne
        self.isTransposed = isTransposed
    }
}

/// Counts of sense amplifiers and adders of an array that is read line by line.
public struct SensingCounts: Sendable, Equatable {
    /// Lines with a sense amplifier [1].
    public let sensedLines: Int
    /// Steps in which all outputs are sensed, as the energy counts them [1].
    public let steps: Double
    /// Adders that switch in an addition; nil for all.
    public let activeAdders: Int?
    /// Flip-flops that switch in an addition; nil for all.
    public let activeBits: Int?

    /// The given counts.
    public init(sensedLines: Int, steps: Double, activeAdders: Int? = nil, activeBits: Int? = nil) {
        self.sensedLines = sensedLines
        self.steps = steps
        self.activeAdders = activeAdders
        self.activeBits = activeBits
    }
}

/// A backward read of an SRAM array that senses line by line.
public struct TransposedSensing: Sendable, Equatable {
    /// Lines that are sensed backward.
    public let lines: Int
    /// Lines that are sensed forward.
    public let forwardLines: Int
    /// Cells of a weight.
    public let columnsPerWeight: Int
    /// Length of the forward sums; 0 where there are none [bit].
    public let forwardSumBits: Int

    /// A read of the given counts.
    public init(lines: Int, forwardLines: Int, columnsPerWeight: Int, forwardSumBits: Int) {
        self.lines = lines
        self.forwardLines = forwardLines
        self.columnsPerWeight = columnsPerWeight
        self.forwardSumBits = forwardSumBits
    }
}

/// Reads of a subarray.
public protocol ArrayReadCounting: Sendable {
    /// Share of the lines of an array that a read puts at one [1].
    ///
    /// - Parameters:
    ///   - active: Lines at one.
    ///   - mapped: Lines with weights.
    ///   - lines: Lines of the array.
    /// - Returns: The share of the array's lines that counts [1].
    func activity(active: Int, mapped: Int, ofLines lines: Int) -> Double
    /// Columns of a subarray that are converted, where groups of channels leave some empty [1].
    ///
    /// - Parameters:
    ///   - used: Columns with weights.
    ///   - mapped: Columns up to the last one with weights, and those that stand empty before the next group.
    /// - Returns: The columns that are converted [1].
    func convertedColumns(used: Int, mapped: Int) -> Int
    /// Whether groups that have wordlines of their own begin with a new subarray also where an element ends within one.
    var keepsPacksApart: Bool { get }
    /// The part of an array that is listed by cause, for binary weights or for others.
    func listing(ofBinaryArray isBinary: Bool) -> CauseListing
    /// Time that a multiplexer of outputs takes in one read [s].
    ///
    /// - Parameters:
    ///   - latency: Time that it takes [s].
    ///   - energy: Its energy [J].
    ///   - isTransposed: Whether it is a backward read.
    /// - Returns: The time that counts [s].
    func selectorLatency(_ latency: Double, energy: Double, isTransposed: Bool) -> Double
    /// Energy of a read that is not in its total, and with it the energy of the conversions [J]; nil when all is.
    ///
    /// - Parameters:
    ///   - encoding: Energy of the converters' encoders [J].
    ///   - read: How the converters are read.
    /// - Returns: The energy outside the total without that of the conversions [J], or nil.
    func energyOutsideTotal(encoding: Double, of read: ConverterRead) -> Double?
    /// The energy that charges the lines of a resistive array [J].
    func lineCharging(_ energy: Double) -> ChargingEnergy
    /// How often the bitlines of an SRAM array are discharged one after the other in a parallel read [1].
    ///
    /// - Parameters:
    ///   - conversions: Conversions of each converter.
    ///   - activeLines: Wordlines at one.
    ///   - isBinary: Whether the operation mode is binary.
    /// - Returns: The number of discharges [1].
    func discharges(conversions: Double, activeLines: Double, isBinary: Bool) -> Double
    /// A count or a load of a backward read: its own, or that of the forward read.
    func transposed<Value>(_ own: Value, forward: Value) -> Value
    /// Counts of a backward read that senses line by line.
    func sensing(_ read: TransposedSensing) -> SensingCounts
    /// Share of the lines that drivers put at one in a backward read [1].
    ///
    /// - Parameters:
    ///   - own: Share of the gradient's bits at one.
    ///   - forward: Share of the bits at one in the forward read of the same input.
    /// - Returns: The share that counts [1].
    func transposedLineActivity(_ own: Double, forward: Double) -> Double
    /// Share of `lines` lines that are driven when an SRAM array is read line by line [1].
    ///
    /// `activity` is the share of the bits at one [1].
    func drivenShare(ofLines lines: Int, activity: Double) -> Double
    /// Rows of a cross-point array that are selected at a time when `columns` columns are accessed [1].
    func selectedRows(accessing columns: Int) -> Double
}

extension ArrayReadCounting {
    /// The lines at one, of all that the array has.
    public func activity(active: Int, mapped: Int, ofLines lines: Int) -> Double { Double(active) / Double(lines) }

    /// Those with weights.
    public func convertedColumns(used: Int, mapped: Int) -> Int { used }

    /// They do.
    public var keepsPacksApart: Bool { true }

    /// Each cause.
    public func listing(ofBinaryArray isBinary: Bool) -> CauseListing { .byCause }

    /// The time that it takes.
    public func selectorLatency(_ latency: Double, energy: Double, isTransposed: Bool) -> Double { latency }

    /// All is in the total.
    public func energyOutsideTotal(encoding: Double, of read: ConverterRead) -> Double? { nil }

    /// The array's.
    public func lineCharging(_ energy: Double) -> ChargingEnergy { ChargingEnergy(conversion: 0, array: energy) }

    /// Before each conversion.
    public func discharges(conversions: Double, activeLines: Double, isBinary: Bool) -> Double { conversions }

    /// Its own.
    public func transposed<Value>(_ own: Value, forward: Value) -> Value { own }

    /// All lines at once.
    public func sensing(_ read: TransposedSensing) -> SensingCounts { SensingCounts(sensedLines: read.lines, steps: 1) }

    /// That of the gradient.
    public func transposedLineActivity(_ own: Double, forward: Double) -> Double { own }

    /// One line.
    public func drivenShare(ofLines lines: Int, activity: Double) -> Double { 1 / Double(lines) }

    /// One.
    public func selectedRows(accessing columns: Int) -> Double { 1 }
}
