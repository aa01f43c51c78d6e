// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Diagnostics
import ReportKit
import Spice
import Technology

extension SpiceReport: Report {
    package static let schemaName = "tessera.spice/1"
    package static let subject = "an SRAM column"

    package static let contents: [ReportMember<SpiceReport>] = [
        ReportMember("column", "the column") { ColumnDocument(circuit: $0.circuit) },
        ReportMember("capacitance", "capacitance of one bitline", unit: "F") {
            CapacitanceDocument(circuit: $0.circuit)
        },
        ReportMember("transistors", "transistors of the technology node") { TransistorDocument(circuit: $0.circuit) },
        ReportMember("model", "figures of the analytical model") { ModelDocument(column: $0.circuit.column) },
        ReportMember("circuit", "results of ngspice; null if no simulation was run") { $0.check.measurement },
        ReportMember("deviation", "model divided by circuit, minus one; null if no simulation was run") {
            $0.check.measurement == nil ? nil : DeviationDocument(check: $0.check)
        },
        ReportMember("netlist", "file of the netlist; null without one") { $0.netlistPath },
        ReportMember("netlistText", "text of the netlist if it was not written to a file; otherwise null") {
            $0.netlistPath == nil ? $0.check.netlist.text : nil
        },
        ReportMember("warnings", "warnings about the figures, each a sentence") { $0.warnings },
    ]

    package func text(as format: Format, document: JSONValue, command: [String]?) -> String {
        switch format {
        case .text: lines.joined(separator: "\n") + "\n"
        case .json: document.text
        }
    }
}

extension ColumnCircuit.Loads: ReportWord {}

/// The properties of a column.
private struct ColumnDocument: ReportObject {
    let circuit: ColumnCircuit

    static let reportName = "column"

    static let reportMembers: [ReportMember<ColumnDocument>] = [
        ReportMember("rows", "cells of the column") { $0.circuit.column.rows },
        ReportMember("node", "technology node", unit: "nm") { $0.circuit.technology.node },
        .word("deviceRoadmap", "kind of the transistors", of: ["highPerformance", "lowStandbyPower"]) {
            $0.circuit.technology.roadmap == .highPerformance ? "highPerformance" : "lowStandbyPower"
        },
        ReportMember("temperature", "temperature of the column", unit: "K") { $0.circuit.technology.temperature },
        ReportMember("supplyVoltage", "supply voltage of the technology node", unit: "V") {
            $0.circuit.technology.supplyVoltage
        },
        ReportMember("senseVoltage", "voltage between the bitlines that the sense amplifier needs", unit: "V") {
            $0.circuit.column.senseVoltage
        },
        ReportMember("discharge", "voltage drop of the bitline whose time the model computes", unit: "V") {
            $0.circuit.column.discharge
        },
        ReportMember("wordlineRise", "time in which the wordline rises", unit: "s") { $0.circuit.edge },
        ReportMember("readCurrent", "read current of the cell, from the transistors of the circuit", unit: "A") {
            $0.circuit.readCurrent
        },
        ReportMember("bitlineResistance", "wire resistance of a bitline", unit: "Ohm") {
            $0.circuit.column.bitline.resistance
        },
        ReportMember("loads", "loads of a bitline: all loads of the circuit, or only those of the model") {
            $0.circuit.loads
        },
    ]
}

/// Capacitance of a bitline by what it is of.
private struct CapacitanceDocument: ReportObject {
    let circuit: ColumnCircuit

    static let reportName = "capacitance"

    static let reportMembers: [ReportMember<CapacitanceDocument>] = [
        ReportMember("wire", "capacitance of the wire") { $0.circuit.column.bitline.capacitance },
        ReportMember("readCell", "junction of the cell that is read") { $0.circuit.column.latch.accessCapacitance },
        ReportMember("otherCells", "junctions of the other cells") { $0.circuit.otherCellsCapacitance },
        ReportMember("periphery", "precharger and sense amplifier") { $0.circuit.peripheralCapacitance },
        ReportMember("total", "total of all parts") { $0.circuit.bitlineCapacitance },
    ]
}

/// Both kinds of transistors.
private struct TransistorDocument: ReportObject {
    let circuit: ColumnCircuit

    static let reportName = "transistors"

    static let reportMembers: [ReportMember<TransistorDocument>] = [
        ReportMember("nmos", "NMOS") { $0.circuit.nmos },
        ReportMember("pmos", "PMOS; voltages are magnitudes") { $0.circuit.pmos },
    ]
}

extension AlphaPowerTransistor: ReportObject {
    package static let reportName = "transistor"

    package static let reportMembers: [ReportMember<AlphaPowerTransistor>] = [
        ReportMember("exponent", "exponent of the alpha-power law", unit: "1") { $0.exponent },
        ReportMember("thresholdVoltage", "threshold voltage", unit: "V") { $0.thresholdVoltage },
        ReportMember("onCurrentPerWidth", "current with gate and drain at the supply", unit: "A/m") { $0.onCurrent },
        ReportMember("offCurrentPerWidth", "current with the gate at 0 and the drain at the supply", unit: "A/m") {
            $0.current(gate: 0, drain: $0.supplyVoltage)
        },
        ReportMember("saturationVoltage", "drain voltage above which the current is saturated", unit: "V") {
            $0.saturationVoltage
        },
        ReportMember(
            "transitionVoltage",
            "range of the gate voltage over which conduction changes from exponential to the power law", unit: "V"
        ) {
            $0.transition
        },
    ]
}

/// The figures of the analytical model.
private struct ModelDocument: ReportObject {
    let column: SRAMColumnRead

    static let reportName = "model of a column"

    static let reportMembers: [ReportMember<ModelDocument>] = [
        ReportMember("dischargeTime", "time until the bitline has fallen", unit: "s") { $0.column.dischargeTime },
        ReportMember("prechargeEnergy", "energy of the precharge after a read", unit: "J") {
            $0.column.prechargeEnergy
        },
    ]
}

extension ColumnMeasurement: ReportObject {
    package static let reportName = "measurement of a column"

    package static let reportMembers: [ReportMember<ColumnMeasurement>] = [
        ReportMember("dischargeTime", "time until the bitline has fallen as far as in the model", unit: "s") {
            $0.dischargeTime
        },
        ReportMember("senseTime", "time until the bitlines differ by the sense voltage", unit: "s") { $0.senseTime },
        ReportMember("difference", "greatest difference between the bitlines", unit: "V") { $0.difference },
        ReportMember("prechargeEnergy", "energy of the precharge after the read", unit: "J") { $0.prechargeEnergy },
        ReportMember("cellEnergy", "energy of the cells; negative if they return charge", unit: "J") {
            SignedFigure($0.cellEnergy)
        },
    ]
}

/// The deviations of the model from the circuit.
private struct DeviationDocument: ReportObject {
    let check: ColumnCheck

    static let reportName = "deviation"

    static let reportMembers: [ReportMember<DeviationDocument>] = [
        ReportMember("dischargeTime", "deviation of the time; null if the circuit has no value", unit: "1") {
            $0.check.timeDeviation.map { SignedFigure($0) }
        },
        ReportMember("prechargeEnergy", "deviation of the energy; null if the circuit has no value", unit: "1") {
            $0.check.energyDeviation.map { SignedFigure($0) }
        },
    ]
}
