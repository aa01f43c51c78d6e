// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits

/// Latency and power of a conversion against the conductance of its column, computed where it is asked for and kept.
///
/// An octave of conductance is divided into equal bins; a bin has the response of its middle.
struct ColumnResponse: Sendable {
    private enum Law: Sendable {
        case none
        case tabulated(ConversionLaw)
        case perColumn(any ColumnConverter)
    }

    private let law: Law
    /// Whether the latency depends on the column.
    let variesInTime: Bool
    /// Whether each column draws power for its own latency, not for that of the slowest one.
    let endsEachColumn: Bool

    /// Binary logarithm of the number of bins in an octave.
    private static let binBits = 8
    /// Conductances that bins are kept for, as powers of two [S].
    private static let octaves = -40..<8
    private static let shift = UInt64(52 - binBits)
    private static let firstBin = Int(
        Double(sign: .plus, exponent: octaves.lowerBound, significand: 1).bitPattern >> shift)

    private var latencies: [Double]
    private var loads: [Double]

    /// The response of a converter; nil for arrays without converters.
    init(_ converter: (any ColumnConverter)?) {
        switch (converter, converter?.response) {
        case (nil, _), (_, nil):
            law = .none
            variesInTime = false
            endsEachColumn = false
        case (_, .tabulated(let tabulated)?):
            law = .tabulated(tabulated)
            variesInTime = tabulated.delay != nil
            endsEachColumn = false
        case (let converter?, .perColumn?):
            law = .perColumn(converter)
            variesInTime = true
            endsEachColumn = true
        }
        let count = converter == nil ? 0 : Self.octaves.count << Self.binBits
        latencies = [Double](repeating: .nan, count: count)
        loads = [Double](repeating: .nan, count: count)
    }

    /// Whether conversions take time or energy at all.
    var isActive: Bool {
        if case .none = law { return false }
        return true
    }

    /// Latency of a read whose slowest column has this conductance [S], in [s]; of one without active rows for `nan`.
    func latency(conductance: Double) -> Double {
        switch law {
        case .none: 0
        case .tabulated(let law): law.latency(resistance: 1 / conductance)
        case .perColumn(let converter): converter.cost(ofColumn: 1 / conductance).latency
        }
    }

    /// The contribution of a column to the energy of a read: its power [W], or its energy [J] if each column ends
    /// separately.
    func load(conductance: Double) -> Double {
        switch law {
        case .none: 0
        case .tabulated(let law): law.power.power(resistance: 1 / conductance)
        case .perColumn(let converter): converter.cost(ofColumn: 1 / conductance).energy
        }
    }

    /// Latency and load of about this conductance [S].
    @inline(__always)
    mutating func look(_ conductance: Double) -> (latency: Double, load: Double) {
        let bin = Int(truncatingIfNeeded: conductance.bitPattern >> Self.shift) - Self.firstBin
        guard latencies.indices.contains(bin) else {
            return (latency(conductance: conductance), load(conductance: conductance))
        }
        let known = latencies[bin]
        if !known.isNaN { return (known, loads[bin]) }
        return fill(bin)
    }

    private mutating func fill(_ bin: Int) -> (latency: Double, load: Double) {
        let middle = Double(bitPattern: UInt64(bin + Self.firstBin) << Self.shift | 1 << (Self.shift - 1))
        let result = (latency: latency(conductance: middle), load: load(conductance: middle))
        latencies[bin] = result.latency
        loads[bin] = result.load
        return result
    }
}
