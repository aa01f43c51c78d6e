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
        ReportMember("capacitance", "of one bitline", unit: "F") { CapacitanceDocument(circuit: $0.circuit) },
        ReportMember("transistors", "those of the process") { TransistorDocument(circuit: $0.circuit) },
        ReportMember("model", "the analytical model") { ModelDocument(column: $0.circuit.column) },
        ReportMember("circuit", "ngspice; null when nothing was simulated") { $0.check.measurement },
        ReportMember("deviation", "model over circuit, less one; null when nothing was simulated") {
            $0.check.measurement == nil ? nil : DeviationDocument(check: $0.check)
        },
        ReportMember("netlist", "where the netlist is, or null") { $0.netlistPath },
        ReportMember("netlistText", "the text of a netlist that is nowhere, or null") {
            $0.netlistPath == nil ? $0.check.netlist.text : nil
        },
        ReportMember("warnings", "sentences: what to know about the figures") { $0.warnings },
    ]

    package func text(as format: Format, document: JSONValue, command: [String]?) -> String {
        switch format {
        case .text: lines.joined(separator: "\n") + "\n"
        case .json: document.text
        }
    }
}

extension ColumnCircuit.Loads: ReportWord {}

/// What a column is.
private struct ColumnDocument: ReportObject {
    let circuit: ColumnCircuit

    static let reportName = "column"

    static let reportMembers: [ReportMember<ColumnDocument>] = [
        ReportMember("rows", "cells of the column") { $0.circuit.column.rows },
        ReportMember("node", "the process", unit: "nm") { $0.circuit.technology.node },
        .word("deviceRoadmap", "kind of its transistors", of: ["highPerformance", "lowStandbyPower"]) {
            $0.circuit.technology.roadmap == .highPerformance ? "highPerformance" : "lowStandbyPower"
        },
        ReportMember("temperature", "of the column", unit: "K") { $0.circuit.technology.temperature },
        ReportMember("supplyVoltage", "of the process", unit: "V") { $0.circuit.technology.supplyVoltage },
        ReportMember("senseVoltage", "between bitlines that are read", unit: "V") { $0.circuit.column.senseVoltage },
        ReportMember("discharge", "the fall of the bitline that the model times", unit: "V") {
            $0.circuit.column.discharge
        },
        ReportMember("wordlineRise", "time in which the wordline rises", unit: "s") { $0.circuit.edge },
        ReportMember("readCurrent", "of the cell, by the transistors of the circuit", unit: "A") {
            $0.circuit.readCurrent
        },
        ReportMember("bitlineResistance", "of a bitline", unit: "Ohm") { $0.circuit.column.bitline.resistance },
        ReportMember("loads", "what hangs on a bitline: everything, or what the model counts") { $0.circuit.loads },
    ]
}

/// Capacitance of a bitline by what it is of.
private struct CapacitanceDocument: ReportObject {
    let circuit: ColumnCircuit

    static let reportName = "capacitance"

    static let reportMembers: [ReportMember<CapacitanceDocument>] = [
        ReportMember("wire", "the wire") { $0.circuit.column.bitline.capacitance },
        ReportMember("readCell", "junction of the cell that is read") { $0.circuit.column.latch.accessCapacitance },
        ReportMember("otherCells", "junctions of the other cells") { $0.circuit.otherCellsCapacitance },
        ReportMember("periphery", "precharger and sense amplifier") { $0.circuit.peripheralCapacitance },
        ReportMember("total", "all of them") { $0.circuit.bitlineCapacitance },
    ]
}

/// Both kinds of transistors.
private struct TransistorDocument: ReportObject {
    let circuit: ColumnCircuit

    static let reportName = "transistors"

    static let reportMembers: [ReportMember<TransistorDocument>] = [
        ReportMember("nmos", "NMOS") { $0.circuit.nmos },
        ReportMember("pmos", "PMOS; voltages as magnitudes") { $0.circuit.pmos },
    ]
}

extension AlphaPowerTransistor: ReportObject {
    package static let reportName = "transistor"

    package static let reportMembers: [ReportMember<AlphaPowerTransistor>] = [
        ReportMember("exponent", "of the alpha-power law", unit: "1") { $0.exponent },
        ReportMember("thresholdVoltage", "threshold", unit: "V") { $0.thresholdVoltage },
        ReportMember("onCurrentPerWidth", "with gate and drain at the supply", unit: "A/m") { $0.onCurrent },
        ReportMember("offCurrentPerWidth", "with the drain at the supply", unit: "A/m") {
            $0.current(gate: 0, drain: $0.supplyVoltage)
        },
        ReportMember("saturationVoltage", "drain voltage from which the current saturates", unit: "V") {
            $0.saturationVoltage
        },
        ReportMember("transitionVoltage", "over which conduction changes from exponential to a power", unit: "V") {
            $0.transition
        },
    ]
}

/// What the analytical model says.
private struct ModelDocument: ReportObject {
    let column: SRAMColumnRead

    static let reportName = "model of a column"

    static let reportMembers: [ReportMember<ModelDocument>] = [
        ReportMember("dischargeTime", "until the bitline has fallen", unit: "s") { $0.column.dischargeTime },
        ReportMember("prechargeEnergy", "of the precharge after a read", unit: "J") { $0.column.prechargeEnergy },
    ]
}

extension ColumnMeasurement: ReportObject {
    package static let reportName = "measurement of a column"

    package static let reportMembers: [ReportMember<ColumnMeasurement>] = [
        ReportMember("dischargeTime", "until the bitline has fallen as far as the model times", unit: "s") {
            $0.dischargeTime
        },
        ReportMember("senseTime", "until the bitlines differ by the sense voltage", unit: "s") { $0.senseTime },
        ReportMember("difference", "greatest difference between the bitlines", unit: "V") { $0.difference },
        ReportMember("prechargeEnergy", "of the precharge after the read", unit: "J") { $0.prechargeEnergy },
        ReportMember("cellEnergy", "of the cells; negative where they give charge back", unit: "J") {
            SignedFigure($0.cellEnergy)
        },
    ]
}

/// How far the model is from the circuit.
private struct DeviationDocument: ReportObject {
    let check: ColumnCheck

    static let reportName = "deviation"

    static let reportMembers: [ReportMember<DeviationDocument>] = [
        ReportMember("dischargeTime", "of the time, or null", unit: "1") {
            $0.check.timeDeviation.map { SignedFigure($0) }
        },
        ReportMember("prechargeEnergy", "of the energy, or null", unit: "1") {
            $0.check.energyDeviation.map { SignedFigure($0) }
        },
    ]
}
