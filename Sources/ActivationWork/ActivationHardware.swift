// SPDX-License-Identifier: Apache-2.0

import Circuits
import Macro
import Technology

/// The part of a chip that works on activations alone: an engine for products of two activations, a vector unit, and a
/// buffer.
public struct ActivationHardware: Sendable, Equatable {
    /// What multiplies activations with each other.
    public enum Engine: String, Sendable, CaseIterable {
        /// SRAM arrays with adders, into which one operand is written before the other one is multiplied.
        case digital
        /// SRAM arrays that add currents and convert them, written as `digital` is.
        case sram
        /// Multipliers in rows and columns that pass operands on.
        case systolic
        /// The multipliers of the vector unit.
        case vector
        /// Arrays of resistive cells that add currents and convert them; each image writes their cells.
        case resistive
    }

    /// Silicon, with its supply and temperature.
    public var silicon: OperatingPoint
    /// What multiplies activations with each other.
    public var engine: Engine
    /// Arrays of the engine, side by side [1].
    public var units: Int
    /// Rows of an array [1].
    public var rows: Int
    /// Columns of an array: of cells, or of multipliers [1].
    public var columns: Int
    /// Numbers that the vector unit takes in a cycle [1].
    public var lanes: Int
    /// Length of a number in the vector unit [bit].
    public var vectorBits: Int
    /// Length of an activation between steps [bit].
    public var activationBits: Int
    /// Codes of the converters of the engines `sram` and `resistive` [1].
    public var converterLevels: Int
    /// The cells of the engine `resistive`.
    public var resistiveCells: WrittenCells
    /// Size of the buffer [bit]; nil: all that a network needs at a time.
    public var bufferCapacity: Double?
    /// The memory that holds what the buffer does not.
    public var dram: DRAM

    /// Hardware of the given figures.
    public init(
        silicon: OperatingPoint, engine: Engine = .digital, units: Int = 16, rows: Int = 128, columns: Int = 128,
        lanes: Int = 64, vectorBits: Int = 16, activationBits: Int = 8, converterLevels: Int = 256,
        resistiveCells: WrittenCells = WrittenCells(),
        bufferCapacity: Double? = nil, dram: DRAM = DRAM(.hbm2)
    ) {
        self.converterLevels = converterLevels
        self.resistiveCells = resistiveCells
        self.bufferCapacity = bufferCapacity
        self.dram = dram
        self.silicon = silicon
        self.engine = engine
        self.units = units
        self.rows = rows
        self.columns = columns
        self.lanes = lanes
        self.vectorBits = vectorBits
        self.activationBits = activationBits
    }
}
