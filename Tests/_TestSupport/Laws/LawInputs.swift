// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// What a subject of the laws has more or less of.
package enum LawAxis: String, Sendable, Hashable, CaseIterable {
    /// Copies: adders, columns, rows, converters, vectors.
    case count
    /// Rows of an array, or of what is made of arrays.
    case rows
    /// Columns of an array, or of what is made of arrays.
    case columns
    /// Length of a word.
    case bits
    /// The capacitance that is driven.
    case load
}

/// What the laws make a circuit or a block from: a process, numbers of things, and a load, all in the units of one check.
package struct LawInputs: Sendable {
    /// The process, in those units.
    package let technology: Technology
    /// The units.
    package let units: UnitScale
    /// The shape that the circuit must fit.
    package let layout: LayoutConstraint
    /// Copies [1].
    package private(set) var count: Int
    /// Rows [1].
    package private(set) var rows: Int
    /// Columns [1].
    package private(set) var columns: Int
    /// Length of a word [bit].
    package private(set) var bits: Int
    /// The capacitance that is driven.
    package private(set) var load: Double

    /// A process, given in units of the SI, and usual numbers.
    package init(_ technology: Technology, shape: LawShape = .free, units: UnitScale = .si) {
        self.technology = technology.converted(to: units)
        self.units = units
        layout = shape.constraint(featureSize: self.technology.featureSize)
        count = 8
        rows = 32
        columns = 32
        bits = 6
        load = units.convert(5e-15, .capacitance)
    }

    /// The same with another place on an axis: a number of copies, rows, columns or bits, or a load [F] in units of the SI.
    func at(_ value: Double, on axis: LawAxis) -> LawInputs {
        var inputs = self
        switch axis {
        case .count: inputs.count = Int(value)
        case .rows: inputs.rows = Int(value)
        case .columns: inputs.columns = Int(value)
        case .bits: inputs.bits = Int(value)
        case .load: inputs.load = units.convert(value, .capacitance)
        }
        return inputs
    }

    /// A figure given in units of the SI, in those of the check.
    package func convert(_ value: Double, _ dimension: Dimension) -> Double { units.convert(value, dimension) }

    /// A length in feature sizes [F], in the units of the check.
    package func features(_ count: Double) -> Double { count * technology.featureSize }
    /// A length [m].
    package func meters(_ value: Double) -> Double { convert(value, .length) }
    /// A time [s].
    package func seconds(_ value: Double) -> Double { convert(value, .time) }
    /// A frequency [Hz].
    package func hertz(_ value: Double) -> Double { convert(value, .frequency) }
    /// A voltage [V].
    package func volts(_ value: Double) -> Double { convert(value, .voltage) }
    /// A resistance [Ω].
    package func ohms(_ value: Double) -> Double { convert(value, .resistance) }
    /// A capacitance [F].
    package func farads(_ value: Double) -> Double { convert(value, .capacitance) }
    /// A conductance [S].
    package func siemens(_ value: Double) -> Double { convert(value, .conductance) }
    /// A resistance along a line [Ω/m].
    package func ohmsPerMeter(_ value: Double) -> Double { convert(value, .resistancePerLength) }

    /// An edge of 10 ps.
    package var ramp: Ramp { Ramp(slope: convert(1e11, .frequency)) }
    /// A line with the load at its end.
    package var line: LineLoad { LineLoad(capacitance: load, resistance: ohms(2e3)) }
}

/// What a circuit must fit in a check, in feature sizes.
package enum LawShape: Sendable, Hashable {
    /// Nothing.
    case free
    /// A height [F].
    case height(Double)
    /// A width [F].
    case width(Double)

    func constraint(featureSize: Double) -> LayoutConstraint {
        switch self {
        case .free: .free
        case .height(let height): .height(height * featureSize)
        case .width(let width): .width(width * featureSize)
        }
    }
}
