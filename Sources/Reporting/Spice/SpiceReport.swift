// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Diagnostics
import ReportKit
import Spice
import Technology

/// The report of `tessera spice`: an SRAM column by the analytical model and by a circuit simulator.
public struct SpiceReport: Sendable {
    /// Formats of the report.
    public enum Format: String, Sendable, CaseIterable {
        /// Tables for a terminal.
        case text
        /// A tree with the schema `tessera.spice/1`.
        case json
    }

    /// The column.
    public let check: ColumnCheck
    /// Where the netlist has been written; nil when it has not.
    public let netlistPath: String?
    /// Warnings about the figures.
    public let warnings: [String]

    /// Puts a report together.
    public init(_ check: ColumnCheck, netlistPath: String?, warnings: [String] = []) {
        self.check = check
        self.netlistPath = netlistPath
        self.warnings = warnings
    }

    /// The report as text in a format.
    ///
    /// - Parameter format: what the report is.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative where it cannot
    ///   be.
    public func rendered(as format: Format) throws(InputError) -> String { try checked(as: format) }

    var circuit: ColumnCircuit { check.circuit }
    private var technology: Technology { circuit.technology }

    // MARK: Text

    var lines: [String] {
        let roadmap = technology.roadmap == .highPerformance ? "high performance" : "low standby power"
        let heading = [
            "Column: \(circuit.column.rows) SRAM cells, \(technology.node) nm, \(roadmap), "
                + "\(FigureText.sixDigits(technology.temperature)) K, \(FigureText.sixDigits(technology.supplyVoltage)) V",
            "Transistors: alpha-power law, exponent \(FigureText.sixDigits(circuit.nmos.exponent)), read current "
                + "\(FigureText.fourDigits(circuit.readCurrent * 1e6)) uA",
            "Loads: "
                + (circuit.loads == .circuit
                    ? "everything on the bitline" : "only what the analytical model counts (--loads model)"),
        ]
        return warnings.map { "Warning: \($0)" } + heading + [""] + capacitanceTable + [""] + comparisonTable + [""]
            + ["Netlist: \(netlistPath ?? "not written; --output FILE writes it")"]
    }

    private var capacitanceTable: [String] {
        TextTable(
            header: ["capacitance of a bitline", "fF"],
            rows: capacitances.map { [$0.label, FigureText.fourDigits($0.value * 1e15)] },
            leftAligned: ["capacitance of a bitline"]
        ).lines
    }

    private var comparisonTable: [String] {
        let column = circuit.column
        let measured = check.measurement
        func row(_ name: String, _ model: Double?, _ circuit: Double?, _ scale: Double, _ deviation: Double?)
            -> [String]
        {
            let figure = { (value: Double?) in value.map { FigureText.fourDigits($0 * scale) } ?? "" }
            let sign = { (value: Double) in (value < 0 ? "" : "+") + FigureText.fixed(value * 100, digits: 1) }
            return [name, figure(model), figure(circuit), deviation.map(sign) ?? ""]
        }
        let discharge = FigureText.sixDigits(column.discharge)
        let sense = FigureText.sixDigits(column.senseVoltage)
        return TextTable(
            header: ["", "model", "ngspice", "deviation %"],
            rows: [
                row(
                    "bitline falls by \(discharge) V, ps", column.dischargeTime, measured?.dischargeTime, 1e12,
                    check.timeDeviation),
                row("bitlines differ by \(sense) V, ps", nil, measured?.senseTime, 1e12, nil),
                row(
                    "precharge after the read, fJ", column.prechargeEnergy, measured?.prechargeEnergy, 1e15,
                    check.energyDeviation),
                row("difference when the word line has closed, mV", nil, measured?.difference, 1e3, nil),
            ].filter { $0.dropFirst().contains { !$0.isEmpty } },
            leftAligned: [""]
        ).lines
    }

    private var capacitances: [(label: String, value: Double)] {
        [
            ("wire", circuit.column.bitline.capacitance),
            ("junction of the cell that is read", circuit.column.latch.accessCapacitance),
            ("junctions of the other cells", circuit.otherCellsCapacitance),
            ("precharger and sense amplifier", circuit.peripheralCapacitance),
            ("total", circuit.bitlineCapacitance),
        ]
    }
}
