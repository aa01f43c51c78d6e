// SPDX-License-Identifier: Apache-2.0

/// The cost of one read of a subarray, but for what depends on the column conductances under its input vector.
///
/// The caller evaluates the converters over the columns and adds the slowest conversion times
/// ``conversionLatencyFactor`` to the latencies, the summed energy times ``conversionEnergyFactor`` to the energies;
/// ``including(slowestConversion:conversionEnergy:)`` does so.
public struct SubarrayRead: Sendable, Equatable {
    /// Time by cause [s].
    public var latency: ReadoutParts
    /// Dynamic energy by cause [J].
    public var energy: ReadoutParts
    /// Time of the read [s]: the sum of the parts, except where only totals are listed.
    public var totalLatency: Double
    /// Dynamic energy of the read [J]: the sum of the parts, except for what is outside the total.
    public var totalEnergy: Double
    /// Conversions of each converter, one after the other [1]; 0 where the columns have no converter.
    public var conversionLatencyFactor: Double
    /// Conversions of each column [1]; 0 where the columns have no converter.
    public var conversionEnergyFactor: Double
    /// How often each column is digitized, by a converter or by a sense amplifier of the read-out [1].
    public var digitizations: Double
    /// Whether the conversion energy is part of ``totalEnergy``.
    public var countsConversionInTotalEnergy: Bool
    /// Whether conversions are part of ``latency`` and ``energy``: false where only totals are listed.
    public var countsConversionInParts: Bool

    /// A read whose totals are the sums of its parts.
    ///
    /// Each column is digitized `digitizations` times; by default as often as its converter converts it.
    public init(
        latency: ReadoutParts, energy: ReadoutParts, conversionLatencyFactor: Double = 0,
        conversionEnergyFactor: Double = 0, digitizations: Double? = nil
    ) {
        self.latency = latency
        self.energy = energy
        totalLatency = latency.total
        totalEnergy = energy.total
        self.conversionLatencyFactor = conversionLatencyFactor
        self.conversionEnergyFactor = conversionEnergyFactor
        self.digitizations = digitizations ?? conversionEnergyFactor
        countsConversionInTotalEnergy = true
        countsConversionInParts = true
    }

    /// No read at all.
    public static let none = SubarrayRead(latency: ReadoutParts(), energy: ReadoutParts())

    /// The read with its conversions.
    ///
    /// - Parameters:
    ///   - slowestConversion: time of one conversion of the slowest column [s].
    ///   - conversionEnergy: energy of one conversion of every column [J].
    /// - Returns: the read with both added.
    public func including(slowestConversion: Double, conversionEnergy: Double) -> SubarrayRead {
        var read = self
        let time = slowestConversion * conversionLatencyFactor
        let energy = conversionEnergy * conversionEnergyFactor
        read.totalLatency += time
        if countsConversionInTotalEnergy { read.totalEnergy += energy }
        if countsConversionInParts {
            read.latency.conversion += time
            read.energy.conversion += energy
        }
        return read
    }

    /// The same read without a breakdown.
    var withoutParts: SubarrayRead {
        var read = self
        read.latency = ReadoutParts()
        read.energy = ReadoutParts()
        read.countsConversionInParts = false
        return read
    }
}
