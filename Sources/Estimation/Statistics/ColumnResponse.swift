// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits

/// Latency and power of a conversion against the conductance of its column, computed where it is asked for and kept.
///
/// An octave of conductance is divided into equal bins; a bin has the response of its middle.
struct ColumnResponse: Sendable {
    /// The law of all columns, where they draw power until the slowest ends; nil elsewhere.
    ///
    /// It stands apart from ``converter``: an enumeration of both would be copied wherever it is looked into.
    private let law: ConversionLaw?
    /// What answers column by column; nil elsewhere.
    private let converter: (any ColumnConverter)?
    /// Whether the latency depends on the column.
    let variesInTime: Bool
    /// Whether conversions take time or energy at all.
    let isActive: Bool
    /// Whether each column draws power for its own latency, not for that of the slowest one.
    let endsEachColumn: Bool

    /// Binary logarithm of the number of bins in an octave.
    private static let binBits = 8
    /// Conductances that bins are kept for, as powers of two [S].
    private static let octaves = -40..<8
    private static let shift = UInt64(52 - binBits)
    private static let firstBin = Int(
        Double(sign: .plus, exponent: octaves.lowerBound, significand: 1).bitPattern >> shift)

    /// Where the bins of each octave begin in the arrays; -1 for an octave that nothing has asked for.
    private var starts: [Int]
    private var latencies: [Double] = []
    private var loads: [Double] = []

    /// The response of a converter; nil for arrays without converters.
    init(_ converter: (any ColumnConverter)?) {
        switch converter?.response {
        case nil:
            law = nil
            self.converter = nil
            variesInTime = false
            endsEachColumn = false
        case .tabulated(let tabulated):
            law = tabulated
            self.converter = nil
            variesInTime = tabulated.delay != nil
            endsEachColumn = false
        case .uniform, .perColumn:
            law = nil
            self.converter = converter
            variesInTime = converter?.response == .perColumn
            endsEachColumn = true
        }
        isActive = converter != nil
        starts = [Int](repeating: -1, count: converter == nil ? 0 : Self.octaves.count)
    }

    /// What conversions take where the column, or the slowest of several, has a conductance [S]; of a read without active
    /// rows for `nan`.
    ///
    /// - Parameter conductance: The conductance of the column [S].
    /// - Returns: The latency of the read [s], and what the column adds to its energy: its power [W], or where each column
    ///   ends on its own its energy [J].
    func response(conductance: Double) -> (latency: Double, load: Double) {
        if let law {
            let resistance = 1 / conductance
            return (law.latency(resistance: resistance), law.power.power(resistance: resistance))
        }
        guard let converter else { return (0, 0) }
        let cost = converter.cost(ofColumn: 1 / conductance)
        return (cost.latency, cost.energy)
    }

    /// Latency and load of about this conductance [S].
    @inline(__always)
    mutating func look(_ conductance: Double) -> (latency: Double, load: Double) {
        let bin = Int(truncatingIfNeeded: conductance.bitPattern >> Self.shift) - Self.firstBin
        let octave = bin >> Self.binBits
        guard starts.indices.contains(octave) else {
            return response(conductance: conductance)
        }
        let place = starts[octave] + (bin & (1 << Self.binBits - 1))
        guard starts[octave] >= 0, !latencies[place].isNaN else { return fill(bin) }
        return (latencies[place], loads[place])
    }

    private mutating func fill(_ bin: Int) -> (latency: Double, load: Double) {
        let octave = bin >> Self.binBits
        if starts[octave] < 0 {
            starts[octave] = latencies.count
            latencies += repeatElement(.nan, count: 1 << Self.binBits)
            loads += repeatElement(.nan, count: 1 << Self.binBits)
        }
        let middle = Double(bitPattern: UInt64(bin + Self.firstBin) << Self.shift | 1 << (Self.shift - 1))
        let result = response(conductance: middle)
        let place = starts[octave] + (bin & (1 << Self.binBits - 1))
        latencies[place] = result.latency
        loads[place] = result.load
        return result
    }
}
