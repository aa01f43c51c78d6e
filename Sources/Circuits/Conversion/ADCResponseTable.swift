// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The response of a column converter to the conductance of its column, tabulated for fast evaluation of many columns.
///
/// An octave of conductance is divided into equal bins. In each bin the power of a conversion is a parabola in the
/// conductance; it differs from the exact one by less than `relativeError`. The latency has an upper bound in each bin,
/// so that the exact latency is needed of those columns only that can be the slowest.
public struct ADCResponseTable: Sendable {
    /// Conductances that a table covers unless it is told which, as powers of two [S].
    public static let allOctaves = -36..<4
    /// Binary logarithm of the number of power bins in an octave.
    public static let powerBinBits = 8
    /// Binary logarithm of the number of latency bins in an octave.
    public static let latencyBinBits = 11
    /// Number of coefficients of a power bin.
    public static let coefficientsPerBin = 3

    /// Conductances that the table covers, as powers of two [S]; others are evaluated exactly.
    public let octaves: Range<Int>
    /// Coefficients of the power in each bin, the constant one first [W, W/S, W/S²].
    public let powerCoefficients: [Double]
    /// Upper bound of the latency in each bin, and of conductances that single precision rounds into it [s]; 0 where it
    /// is no longer than the shortest one; empty where the latency does not depend on the column.
    public let latencyBounds: [Float]
    /// The power behind the table.
    public let power: ColumnPower
    /// The latency behind the table; nil where it does not depend on the column.
    public let delay: SensingDelay?
    /// Shortest duration of a read [s].
    public let minimumLatency: Double
    /// Longest duration of a read [s].
    public let maximumLatency: Double

    /// The table of a law.
    ///
    /// - Parameters:
    ///   - law: Power and latency of a conversion.
    ///   - octaves: Conductances to cover, as powers of two [S].
    public init(_ law: ConversionLaw, octaves: Range<Int> = allOctaves) {
        let power = law.power
        let octaves = octaves.clamped(to: Self.allOctaves)
        self.octaves = octaves
        self.power = power
        delay = law.delay
        minimumLatency = law.minimumLatency
        maximumLatency = law.maximumLatency
        var coefficients: [Double] = []
        coefficients.reserveCapacity((octaves.count << Self.powerBinBits) * Self.coefficientsPerBin)
        for bin in Self.bins(octaves, bits: Self.powerBinBits) {
            let conductances = Self.conductances(ofBin: bin, bits: Self.powerBinBits)
            let (constant, linear, quadratic) = Self.parabola(of: power, over: conductances)
            coefficients.append(constant)
            coefficients.append(linear)
            coefficients.append(quadratic)
        }
        powerCoefficients = coefficients
        let scale = power.resistanceScale
        latencyBounds =
            law.delay.map {
                Self.latencyBounds(of: $0, octaves: octaves, scale: scale, minimumLatency: law.minimumLatency)
            }
            ?? []
    }

    /// Upper bound of the relative error of the power of one column or of many, rounding included [1].
    ///
    /// A parabola stands for the power in a bin; the binomial series up to the fourth power does for columns that are
    /// so nearly equal that none is further from the middle one than by `largestDistance`.
    public var relativeError: Double {
        let exponent = power.conductanceExponent
        let halfWidth = 0.5 / Double(1 << Self.powerBinBits)
        let cubic = abs(exponent * (exponent - 1) * (exponent - 2)) / 6
        let quartic = cubic * abs(exponent - 3) / 4
        let truncation = cubic / 4 + 2 * quartic * halfWidth
        let quintic = quartic * abs(exponent - 4) / 5
        let series = quintic * pow(Self.largestDistance, 5) / pow(1 - Self.largestDistance, abs(exponent - 5))
        return truncation * halfWidth * halfWidth * halfWidth + series + 1e-14
    }

    /// Largest relative distance from the middle one of columns that count as nearly equal, with some to spare [1].
    static let largestDistance = 1.001 / 64
}

extension ADCResponseTable {
    /// The leading bits, exponent and start of the mantissa, of the conductances of each bin.
    static func bins(_ octaves: Range<Int>, bits: Int) -> Range<Int> {
        let lowest = Double(sign: .plus, exponent: octaves.lowerBound, significand: 1)
        let first = Int(lowest.bitPattern >> UInt64(52 - bits))
        return first..<first + octaves.count << bits
    }

    private static func conductances(ofBin bin: Int, bits: Int) -> ClosedRange<Double> {
        let shift = UInt64(52 - bits)
        return Double(bitPattern: UInt64(bin) << shift)...Double(bitPattern: UInt64(bin + 1) << shift)
    }

    /// Economized Taylor series of the power around the middle of a bin, constant coefficient first: in place of the
    /// cubic term stands the straight line that is nearest to it over the bin.
    private static func parabola(
        of power: ColumnPower, over conductances: ClosedRange<Double>
    ) -> (Double, Double, Double) {
        let middle = (conductances.lowerBound + conductances.upperBound) / 2
        let halfWidth = (conductances.upperBound - middle) / middle
        let exponent = power.conductanceExponent
        let coupled = power.coupling * pow(middle / power.resistanceScale, exponent)
        let quadratic = exponent * (exponent - 1) / 2
        let cubic = quadratic * (exponent - 2) / 3
        let linear = exponent + cubic * 0.75 * halfWidth * halfWidth
        return (
            power.basePower + coupled * (1 - linear + quadratic),
            coupled * (linear - 2 * quadratic) / middle,
            coupled * quadratic / (middle * middle)
        )
    }

    private static func latencyBounds(
        of delay: SensingDelay, octaves: Range<Int>, scale: Double, minimumLatency: Double
    ) -> [Float] {
        // More than the rounding of a conductance to single precision, and than that of a latency.
        let (resistanceSlack, latencySlack) = (1e-7, 1e-6)
        return bins(octaves, bits: latencyBinBits).map { bin in
            let conductances = conductances(ofBin: bin, bits: latencyBinBits)
            let lowest = scale / conductances.upperBound * (1 - resistanceSlack)
            let highest = scale / conductances.lowerBound * (1 + resistanceSlack)
            let bound = delay.latencyBound(resistances: lowest...highest)
            return bound > minimumLatency ? Float(bound * (1 + latencySlack)) : 0
        }
    }
}
