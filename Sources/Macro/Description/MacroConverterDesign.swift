// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The converters of a macro.
public struct MacroConverterDesign: Sendable, Equatable {
    /// How a converter finds its code.
    public enum Kind: String, Sendable, CaseIterable {
        /// A comparator a threshold, all at once.
        case flash
        /// Successive approximation on a capacitor array.
        case sar = "SAR"
        /// A ramp or a counter in time: ramp, single slope, oscillator, time to digital.
        case time
        /// An integrator that takes one bit of the inputs after the other, and decides bit by bit.
        case integrating
        /// A sense amplifier that decides bit by bit.
        case senseAmplifier = "sense-amplifier"
        /// Not known: the mean of the others.
        case unknown
    }

    /// Its kind.
    public let kind: Kind
    /// Resolution, which may be a fraction [bit].
    public let bits: Double
    /// Codes [1].
    public let levels: Double
    /// Converters side by side [1].
    public let count: Int
    /// Columns whose sums are joined in analog before a conversion [1].
    public let columnsJoined: Int
    /// Energy of a conversion where it is given [J].
    var givenEnergy: Double?
    /// Area of a converter where it is given [m²].
    var givenArea: Double?
    /// Time of a conversion where it is given [s].
    var givenTime: Double?

    /// Converters of the given figures.
    public init(
        _ kind: Kind, bits: Double, levels: Double, count: Int, columnsJoined: Int = 1, energy: Double? = nil,
        area: Double? = nil, time: Double? = nil
    ) {
        self.kind = kind
        self.bits = bits
        self.levels = levels
        self.count = count
        self.columnsJoined = columnsJoined
        givenEnergy = energy
        givenArea = area
        givenTime = time
    }

    /// Codes of a resolution [bit].
    public static func levels(ofBits bits: Double) -> Double { exp2(bits).rounded() }

    /// Resolution of so many codes [bit].
    public static func bits(ofLevels levels: Double) -> Double { log2(levels) }
}
