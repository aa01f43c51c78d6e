// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// Sigmoid functions as lookup tables: a decoder takes the argument, sense amplifiers read the value. Equations and
/// constants: the table of sources in the README of this revision.
struct SigmoidTable: CircuitModel {
    /// What stores a bit of the table.
    enum Storage: Sendable, Equatable {
        /// Six-transistor cells; a cell has an inverter above it, and is at least three inverters wide. The bitlines are
        /// sensed at a difference of `senseVoltage` [V].
        case sram(SRAMBit, senseVoltage: Double)
        /// Resistances of these values in on- and off-state [Ω], read at a voltage [V].
        case resistive(CellResistance, readVoltage: Double)
    }

    /// The sizes of tables.
    struct Entries: Sendable, Equatable {
        /// Length of a value [bit].
        let bits: Int
        /// Lines of a table [1].
        let count: Int

        /// Cells of a table [1].
        var cells: Double { Double(bits * count) }
    }

    /// Functions that work side by side [1].
    let unitCount: Int
    /// The rectangle that the circuit takes [m].
    let footprint: Footprint
    /// The static power of a single function [W].
    let leakagePower: Double

    private let lookUp: OperationCost

    /// Makes tables.
    ///
    /// - Parameters:
    ///   - entries: the sizes of a table.
    ///   - unitCount: functions side by side.
    ///   - storage: what stores a bit.
    ///   - cellSize: the size of a cell [m].
    ///   - decoderDriver: the factor of the output drivers of the decoder [1].
    ///   - decoderActivity: the part of the capacitances of the decoder that switch [1].
    ///   - layout: a height, a width, or one row; only the area counts.
    ///   - technology: the process.
    init(
        entries: Entries, unitCount: Int, storage: Storage, cellSize: Footprint, decoderDriver: Double,
        decoderActivity: Double = 1, layout: LayoutConstraint = .free, technology: Technology
    ) {
        let decoder = AddressDecoder(
            addressBits: AddressDecoder.addressBits(lines: entries.count), sizing: .outputDrivers(decoderDriver),
            technology: technology)
        let table = Table(entries: entries, storage: storage, cellSize: cellSize, technology: technology)
        let decoding = decoder.cost(of: .select())
        self.unitCount = unitCount
        footprint = Footprint(
            area: (table.area + decoder.area) * Double(unitCount), layout: layout, technology: technology)
        leakagePower = table.leakagePower + decoder.leakagePower
        lookUp = decoding.times(latency: 1, energy: decoderActivity) + table.sensing
    }

    /// What the tables do.
    enum Operation: Sendable {
        /// Each function looks up one value; the lines are no load to the decoder.
        case lookUp
    }

    /// Time [s] and energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .lookUp: OperationCost(latency: lookUp.latency, energy: lookUp.energy * Double(unitCount))
        }
    }
}

extension SigmoidTable {
    /// The cells of one table with their amplifiers.
    private struct Table {
        let area: Double
        let leakagePower: Double
        let sensing: OperationCost

        /// Of SRAM one amplifier switches in a read, whatever the length of a value.
        init(entries: Entries, storage: Storage, cellSize: Footprint, technology: Technology) {
            switch storage {
            case .sram(let cell, let senseVoltage):
                let inverter = StandardCell.inverter(technology: technology).footprint
                let pitch = max(inverter.width * 3, cellSize.width)
                let amplifiers = BitlineSenseAmplifier(
                    columns: entries.bits, columnsPerRead: 1, pitch: pitch, senseVoltage: senseVoltage,
                    technology: technology)
                area = (inverter.height + cellSize.height) * pitch * entries.cells + amplifiers.area
                leakagePower = cell.leakagePower * entries.cells + amplifiers.leakagePower
                sensing = amplifiers.cost(of: .sense)
            case .resistive(let resistance, let readVoltage):
                let amplifiers = ResistiveSensing(
                    columnCount: entries.bits, resistance: resistance, readVoltage: readVoltage,
                    technology: technology)
                area = cellSize.area * entries.cells + amplifiers.area
                leakagePower = amplifiers.leakagePower
                sensing = amplifiers.cost
            }
        }
    }

    /// Sense amplifiers that precharge a bitline and wait until the currents of an on and an off cell have set two such
    /// bitlines apart.
    private struct ResistiveSensing {
        /// Difference of the bitlines that is told apart [V].
        private static let senseVoltage = 0.1
        /// Time constants in which a node charges to nine tenths of the supply [1].
        private static let prechargeTime = 2.3
        /// Energy of one read in the 65 nm circuit that is the model [J], at its supply voltage [V].
        private static let reference = (energy: 9.845e-15, supplyVoltage: 1.1)

        /// Area of all amplifiers [m²]: six smallest NMOS and five NMOS as wide as a PMOS each.
        let area: Double
        /// Static power of one amplifier, taken as two NAND gates [W].
        let leakagePower: Double
        /// One read in all columns.
        let cost: OperationCost

        init(columnCount: Int, resistance: CellResistance, readVoltage: Double, technology: Technology) {
            let width = StandardCell.smallestWidth(technology)
            let wide = technology.pmosToNmosRatio * width
            let nmos = StandardCell(
                LogicGate(.inverter, nmosWidth: width, pmosWidth: 0), technology: technology)
            let pmos = StandardCell(LogicGate(.inverter, nmosWidth: wide, pmosWidth: 0), technology: technology)
            let nand = LogicGate(.nand, inputs: 2, nmosWidth: width, pmosWidth: wide)
            let node = nmos.inputCapacitance + nmos.outputCapacitance + pmos.outputCapacitance
            let bitline = node + nmos.outputCapacitance
            let precharge = technology.onResistance(width: wide, polarity: .pmos) * node
            let current = readVoltage / resistance.on - readVoltage / resistance.off
            let supply = technology.supplyVoltage / Self.reference.supplyVoltage
            area = (nmos.footprint.area * 6 + pmos.footprint.area * 5) * Double(columnCount)
            leakagePower = technology.leakageCurrent(of: nand) * technology.supplyVoltage * 2
            cost = OperationCost(
                latency: Self.prechargeTime * precharge + Self.senseVoltage * bitline / current,
                energy: Self.reference.energy * supply * supply * Double(columnCount))
        }
    }
}
