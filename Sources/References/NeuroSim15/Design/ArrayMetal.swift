// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Technology

/// The copper wires of the arrays: along the columns in the lowest metal, along the rows in the one above it.
///
/// Cross sections and resistivities are those of wires of a dozen widths (`Param` of the reference). A barrier that takes a
/// part of the cross section is a parameter there, but its thickness counts in metres where widths count in nanometres, and
/// so does not matter.
enum ArrayMetal {
    /// Wires from a width on, up to the next one: width [nm], thickness over width [1], resistivity at 300 K [Ω·m].
    private static let classes: [(width: Double, aspectRatio: Double, resistivity: Double)] = [
        (175, 1.6, 2.01e-8), (110, 1.6, 2.20e-8), (105, 1.7, 2.21e-8), (80, 1.7, 2.37e-8), (56, 1.8, 2.63e-8),
        (40, 1.9, 2.97e-8), (32, 2, 3.25e-8), (22, 2, 3.95e-8), (20, 2, 4.17e-8), (15, 2, 4.98e-8), (12, 2, 5.8e-8),
        (10, 2, 6.61e-8), (8, 3, 7.87e-8),
    ]

    /// Widths from which on there are wires [nm].
    static let widths = classes.map(\.width)

    /// A wire of a width [nm], at a temperature [K].
    ///
    /// - Throws: `TechnologyError.unknownWireWidth` below the least width.
    static func wire(nanometers width: Double, temperature: Double = 300) throws(TechnologyError) -> Wire {
        guard width >= classes[classes.count - 1].width else {
            throw .unknownWireWidth(Int(width), allowed: widths.map { Int($0) })
        }
        return known(nanometers: width, temperature: temperature)
    }

    /// A wire of a width [nm] that is known, or of the least one, at a temperature [K].
    static func known(nanometers width: Double, temperature: Double = 300) -> Wire {
        let kind = classes.first { width >= $0.width } ?? classes[classes.count - 1]
        return Wire(
            width: width * 1e-9, aspectRatio: kind.aspectRatio, resistivity: kind.resistivity, temperature: temperature)
    }
}

extension DesignInputs {
    /// Wires along the columns, at 300 K.
    var columnMetal: Wire { ArrayMetal.known(nanometers: configuration.columnMetalWidth) }

    /// Wires along the rows, at 300 K.
    var rowMetal: Wire { ArrayMetal.known(nanometers: configuration.rowMetalWidth) }
}
