// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Foundation
import Technology

/// The elements of an SRAM column in which one cell is read: transistors, wires and loads with their values.
///
/// The cell that is read stands at the far end of the bitlines, prechargers and sense amplifier at the near end.
public struct ColumnCircuit: Sendable {
    /// Loads of the bitlines.
    public enum Loads: String, Sendable, CaseIterable {
        /// All loads, including the other cells, the precharger and the sense amplifier.
        case circuit
        /// Only what the analytical model counts: the wire and the junction of the cell that is read.
        case model
    }

    /// The process.
    public let technology: Technology
    /// The column as the analytical model sees it.
    public let column: SRAMColumnRead
    /// Loads of the bitlines.
    public let loads: Loads
    /// Transistors that pull down and those that select cells.
    public let nmos: AlphaPowerTransistor
    /// Transistors that pull up.
    public let pmos: AlphaPowerTransistor

    /// A column of the given design.
    ///
    /// - Parameters:
    ///   - column: the column as the analytical model sees it.
    ///   - technology: the process.
    ///   - loads: loads of the bitlines.
    ///   - exponent: of the transistors' saturation current, from 1 to 2 [1].
    public init(
        _ column: SRAMColumnRead, technology: Technology, loads: Loads = .circuit,
        exponent: Double = AlphaPowerTransistor.standardExponent
    ) {
        self.column = column
        self.technology = technology
        self.loads = loads
        nmos = AlphaPowerTransistor(.nmos, exponent: exponent, technology: technology)
        pmos = AlphaPowerTransistor(.pmos, exponent: exponent, technology: technology)
    }

    // MARK: Loads

    /// Cells that are not read but load the bitlines.
    public var otherCells: Int { loads == .circuit ? column.rows - 1 : 0 }

    /// Capacitance of the junctions of the other cells on each bitline [F].
    public var otherCellsCapacitance: Double { Double(otherCells) * column.latch.accessCapacitance }

    /// Capacitance of precharger and sense amplifier at the near end of each bitline [F].
    public var peripheralCapacitance: Double {
        loads == .circuit ? column.precharger.outputCapacitance + column.senseCapacitance : 0
    }

    /// Everything on a bitline [F].
    public var bitlineCapacitance: Double {
        column.bitline.capacitance + column.latch.accessCapacitance + otherCellsCapacitance + peripheralCapacitance
    }

    /// Pieces that the wire of a bitline is cut into.
    public var segments: Int { min(column.rows, 16) }

    // MARK: Times

    /// Current of the cell that is read while the bitline is still at the supply, by the transistors of the circuit [A].
    ///
    /// Access and pull-down transistor are in series: the node between them is where their currents are equal.
    public var readCurrent: Double {
        let supply = technology.supplyVoltage
        let access = technology.channelWidth(drawnWidth: column.latch.accessWidth)
        let pullDown = technology.channelWidth(drawnWidth: column.latch.nmosWidth)
        var (low, high) = (0.0, supply)
        for _ in 0..<60 {
            let node = (low + high) / 2
            let comes = access * nmos.current(gate: supply - node, drain: supply - node)
            let goes = pullDown * nmos.current(gate: supply, drain: node)
            if comes > goes { low = node } else { high = node }
        }
        return pullDown * nmos.current(gate: supply, drain: low)
    }

    /// Duration of an edge of the word line and of the precharge signal [s].
    public var edge: Double { 1 / column.wordline.slope }

    /// The time of the simulation after the wordline has risen [s]: several times the time that the read current needs.
    var readWindow: Double {
        let falling = bitlineCapacitance * column.senseVoltage / readCurrent
        return 5 * falling + 2 * edge + 4 * column.bitline.resistance * bitlineCapacitance
    }

    /// How long the bitlines are precharged after the read [s]: many time constants.
    var prechargeWindow: Double {
        let resistance = technology.onResistance(width: column.precharger.chargingWidth, polarity: .pmos)
        return 2 * edge + 12 * (resistance + column.bitline.resistance) * bitlineCapacitance
    }
}
