// SPDX-License-Identifier: Apache-2.0

import Technology

/// Wires between the units of a chip: as wide as those of the arrays, twice as wide where they are long, four times where
/// they are very long.
///
/// Cross sections and resistivities are those of copper wires of a dozen widths. Equations and constants: table of
/// sources in the README of this revision.
struct GlobalWires: Sendable, Equatable {
    /// Wires from a width on, up to the next one.
    private struct Class {
        /// The least width [m].
        let width: Double
        /// The thickness over the width [1].
        let aspectRatio: Double
        /// The resistivity at 300 K [Ω·m].
        let resistivity: Double

        /// Wires from so many nanometers on.
        init(_ nanometers: Double, aspectRatio: Double, resistivity: Double) {
            width = nanometers * 1e-9
            self.aspectRatio = aspectRatio
            self.resistivity = resistivity
        }
    }

    private static let classes = [
        Class(175, aspectRatio: 1.6, resistivity: 2.01e-8), Class(110, aspectRatio: 1.6, resistivity: 2.20e-8),
        Class(105, aspectRatio: 1.7, resistivity: 2.21e-8), Class(80, aspectRatio: 1.7, resistivity: 2.37e-8),
        Class(56, aspectRatio: 1.8, resistivity: 2.63e-8), Class(40, aspectRatio: 1.9, resistivity: 2.97e-8),
        Class(32, aspectRatio: 2, resistivity: 3.25e-8), Class(22, aspectRatio: 2, resistivity: 3.95e-8),
        Class(20, aspectRatio: 2, resistivity: 4.17e-8), Class(15, aspectRatio: 2, resistivity: 4.98e-8),
        Class(12, aspectRatio: 2, resistivity: 5.8e-8), Class(10, aspectRatio: 3, resistivity: 6.65e-8),
        Class(8, aspectRatio: 3, resistivity: 7.87e-8),
    ]
    /// Lengths from which on wires are wider, in feature sizes, and how many times [1].
    private static let widenings = [(length: 100_000.0, factor: 4.0), (length: 10_000, factor: 2)]
    /// The growth of the resistivity for each kelvin above 300 K, as a part of it [1/K].
    private static let temperatureCoefficient = 0.00451
    /// How far rounding may move a width, with some to spare [1].
    private static let rounding = 1e-9

    /// Width of the arrays' wires [m].
    let arrayWireWidth: Double
    private let featureSize: Double
    private let heating: Double

    /// Wires above arrays whose own have the given width [m], at a temperature [K] in a process of a feature size [m].
    init(arrayWireWidth: Double, temperature: Double, featureSize: Double) {
        self.arrayWireWidth = arrayWireWidth
        self.featureSize = featureSize
        heating = 1 + Self.temperatureCoefficient * (temperature - 300)
    }

    /// Checks that there are wires of a width [m].
    ///
    /// - Throws: `TechnologyError.unknownWireWidth` for wires below 8 nm.
    static func check(_ width: Double) throws(TechnologyError) {
        guard wireClass(width) != nil else {
            throw .unknownWireWidth(Int(width * 1e9), allowed: classes.map { Int($0.width * 1e9 + 0.5) })
        }
    }

    private static func wireClass(_ width: Double) -> Class? {
        classes.first { width >= $0.width * (1 - rounding) }
    }

    /// Resistance per length of a wire of the given length [m], in [Ω/m].
    func resistancePerLength(length: Double) -> Double {
        let widening = Self.widenings.first { length / featureSize >= $0.length }
        let width = arrayWireWidth * (widening?.factor ?? 1)
        guard let wire = Self.wireClass(width) else { return 0 }
        return wire.resistivity * heating / (width * width * wire.aspectRatio)
    }
}
