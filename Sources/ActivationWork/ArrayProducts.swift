// SPDX-License-Identifier: Apache-2.0

import Circuits
import Macro

/// Arrays that are written with blocks of the matrices, and then multiply the vectors.
struct ArrayProducts: ProductEngine {
    /// What holds the blocks.
    enum Cells {
        /// SRAM cells that adders read.
        case adders
        /// SRAM cells whose currents are added.
        case currents
        /// Resistive cells whose currents are added.
        case resistive(WrittenCells)
    }

    private let macro: Macro
    private let resistive: WrittenCells?
    private let bits: Double
    private let units: Double
    private let outputs: Int
    private let rows: Int
    /// The least time between two rows that are written [s]: a cycle of the logic that feeds them.
    private let cycleOfWrites: Double

    /// Converters of an array with currents: one for so many columns [1].
    private static let columnsOfConverter = 8

    /// Arrays of the given hardware.
    init(_ hardware: ActivationHardware, cells: Cells) {
        let bits = hardware.activationBits
        self.bits = Double(bits)
        units = Double(hardware.units)
        rows = hardware.rows
        outputs = max(1, hardware.columns / bits)
        let levels = Double(hardware.converterLevels)
        let converters = MacroConverterDesign(
            .sar, bits: MacroConverterDesign.bits(ofLevels: levels), levels: levels,
            count: max(1, hardware.columns / Self.columnsOfConverter))
        let design = MacroDesign(
            node: hardware.silicon.node,
            cell: cells.cell, rows: hardware.rows, columns: outputs * bits, rowsPerRead: hardware.rows,
            columnsPerWeight: bits,
            readOut: cells.isDigital ? .adders(AdderDesign(.trees, inputs: hardware.rows)) : .converters(converters))
        resistive = cells.written
        macro = Macro(
            design,
            MacroTask(
                supply: hardware.silicon.supply, temperature: hardware.silicon.temperature, inputBits: bits,
                weightBits: Double(bits), inputs: hardware.rows, outputs: outputs),
            constants: hardware.silicon.constants)
        cycleOfWrites = VectorUnit.cycle * hardware.silicon.fanOutDelay
    }

    var area: Double { macro.area * units }
    var leakagePower: Double { macro.leakagePower * units }

    func cost(of product: ProductShape) -> ProductCost {
        let down = ((product.length - 1) / rows + 1)
        let across = ((product.columns - 1) / outputs + 1)
        let blocks = Double(product.groups) * Double(down) * Double(across)
        let turns = (blocks / units).rounded(.up)
        // A block that the matrix fills in part writes and reads its own rows; all columns work.
        let filled = Double(product.length) / Double(down * rows)
        let row = rowWriting
        let rowsWritten = (Double(product.length) / Double(down)).rounded(.up)
        let energy = macro.parts.reduce(0) { $0 + $1.energy }
        let vectors = Double(product.vectors)
        return ProductCost(
            writing: OperationCost(
                latency: turns * rowsWritten * max(row.latency, cycleOfWrites),
                energy: Double(product.groups * across) * Double(product.length) * row.energy),
            multiplying: OperationCost(
                latency: turns * vectors * macro.latency, energy: blocks * vectors * energy * filled),
            additions: product.results * Double(down - 1), vectorReads: Double(across),
            writtenCells: product.matrixNumbers * bits, mostWrites: turns)
    }

    /// The cost of a row of an array: its lines, and pulses for cells that need them.
    private var rowWriting: OperationCost {
        guard let resistive else { return macro.writing(rows: 1, share: 1) }
        let lines = macro.writing(rows: 1, share: 1, voltage: resistive.writeVoltage)
        return OperationCost(
            latency: lines.latency + resistive.rowTime,
            energy: lines.energy + Double(macro.design.columns) * resistive.pulseEnergy)
    }
}

extension ArrayProducts.Cells {
    fileprivate var isDigital: Bool { if case .adders = self { true } else { false } }

    fileprivate var written: WrittenCells? { if case .resistive(let cells) = self { cells } else { nil } }

    fileprivate var cell: MacroCell {
        switch self {
        case .adders: MacroCell(.adders, transistors: 6)
        case .currents: MacroCell(.current, transistors: 8)
        case .resistive(let cells):
            MacroCell(
                .resistive(on: cells.onResistance, off: cells.offResistance, isPulsed: false), transistors: 1)
        }
    }
}
