// SPDX-License-Identifier: Apache-2.0

import Technology

/// The wires of an H-tree's branches: twice as wide as those of the arrays, four times where they are very long.
///
/// Cross sections and resistivities are those of global wires, with two kinds of widths. Equations and constants: table
/// of sources in Sources/References.
public struct BranchWires: Sendable, Equatable {
    /// Width of the arrays' wires [m]; 0 for wires without resistance.
    public let arrayWireWidth: Double
    /// Temperature [K].
    public let temperature: Double
    /// The process' feature size [m].
    public let featureSize: Double

    /// From this length on wires are four times as wide [feature sizes].
    private static let longLength = 100_000.0
    /// Wires at least this wide have the cross section of the top metal [m].
    private static let wideWidth = 200e-9

    /// Branches above arrays with wires of the given width [m].
    public init(arrayWireWidth: Double, temperature: Double, featureSize: Double) {
        self.arrayWireWidth = arrayWireWidth
        self.temperature = temperature
        self.featureSize = featureSize
    }

    /// Branches that have no resistance.
    public static let withoutResistance = BranchWires(arrayWireWidth: 0, temperature: 300, featureSize: 1)

    /// Resistance of a branch of the given length [m] per length [Ohm/m].
    public func resistancePerLength(length: Double) -> Double {
        guard arrayWireWidth > 0 else { return 0 }
        let isLong = length / featureSize >= Self.longLength
        let width = arrayWireWidth * (isLong ? 4 : 2)
        let isWide = width > Self.wideWidth * (1 - 1e-9)
        let wire = Wire(
            width: width, aspectRatio: isWide ? 2.10 : 2.30, resistivity: isWide ? 2.42e-8 : 2.73e-8,
            temperature: temperature)
        return wire.resistancePerLength
    }
}
