// SPDX-License-Identifier: Apache-2.0

import Circuits
import _TestSupport

/// Circuits of `Periphery/`.
enum PeripherySubjects {
    static let all =
        [
            columnMultiplexer, crossPointWordlineDriver, precharger, rowDecoder(.wordlines, "RowDecoder"),
            rowDecoder(.multiplexerGates, "RowDecoder.multiplexerGates"), sramWriteDriver, wordlineDecoderDriver,
            wordlineSwitchMatrix,
        ] + switchMatrices

    /// Circuits below the columns.
    static let below: [LawShape] = [.free, .width(150)]
    /// Circuits beside the rows.
    static let beside: [LawShape] = [.free, .height(150)]

    static let columnMultiplexer = LawSubject.circuit(
        "ColumnMultiplexer", axes: [.count, .load], shapes: below, proportional: ["area", "pass.energy"]
    ) {
        ColumnMultiplexer(
            inputCount: $0.count, selectionCount: 4, columnResistance: $0.ohms(2e3), readVoltage: $0.volts(0.5),
            layout: $0.layout, technology: $0.technology)
    } operations: {
        ["pass": .pass(load: $0.load)]
    }

    static let crossPointWordlineDriver = LawSubject.circuit(
        "CrossPointWordlineDriver", axes: [.count, .load], shapes: beside, proportional: ["area", "leakage"]
    ) {
        CrossPointWordlineDriver(
            wordlineCount: $0.count, cellsPerWordline: 32, cellResistance: $0.ohms(240e3), readVoltage: $0.volts(0.5),
            writeVoltage: $0.volts(2), layout: $0.layout, technology: $0.technology)
    } operations: {
        [
            "read": .read(selected: 2, load: $0.line, inputRamp: $0.ramp),
            "readTooMany": .read(selected: 40, load: $0.line), "write": .write(selected: 1, load: $0.line),
        ]
    }

    static let precharger = LawSubject.circuit(
        "Precharger", axes: [.count, .load], shapes: below,
        proportional: ["area", "leakage", "prechargeForRead.energy", "prechargeForWrite.energy"]
    ) {
        Precharger(columnCount: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        [
            "prechargeForRead": .prechargeForRead(bitline: $0.line),
            "prechargeForWrite": .prechargeForWrite(bitline: $0.line, columnActivity: 0.4),
        ]
    }

    static func rowDecoder(_ output: RowDecoder.Output, _ name: String) -> LawSubject {
        .circuit(name, axes: [.bits, .load], shapes: beside) {
            RowDecoder(
                addressBits: $0.bits, output: output, driveStrength: 2, layout: $0.layout, technology: $0.technology)
        } operations: {
            ["select": .select(load: $0.load, complementLoad: $0.farads(2e-15), inputRamp: $0.ramp)]
        }
    }

    static let sramWriteDriver = LawSubject.circuit(
        "SRAMWriteDriver", axes: [.count, .load], shapes: below, proportional: ["area", "leakage", "write.energy"]
    ) {
        SRAMWriteDriver(columnCount: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        ["write": .write(bitline: $0.line, inputRamp: $0.ramp, columnActivity: 0.4)]
    }

    static let switchMatrices = [
        switchMatrix(.wordlines, "SwitchMatrix"), switchMatrix(.sourcelines, "SwitchMatrix.sourcelines"),
        switchMatrix(.crossPointRows, "SwitchMatrix.crossPointRows"),
        switchMatrix(.crossPointColumns, "SwitchMatrix.crossPointColumns"),
    ]

    static func switchMatrix(_ lines: SwitchMatrix.Lines, _ name: String) -> LawSubject {
        .circuit(
            name, axes: [.count, .load], shapes: lines.areRows ? beside : below,
            proportional: ["area", "leakage", "scan.energy"]
        ) {
            SwitchMatrix(
                lines: lines, lineCount: $0.count, lineResistance: $0.ohms(2e3), readVoltage: $0.volts(0.5),
                writeVoltage: $0.volts(2), clockFrequency: $0.hertz(1e9), layout: $0.layout, technology: $0.technology)
        } operations: {
            [
                "read": .read(load: $0.line, inputRamp: $0.ramp, lineActivity: 0.5),
                "write": .write(load: $0.line, inputRamp: $0.ramp, columnActivity: 0.5, pulses: 12), "scan": .scan,
            ]
        }
    }

    static let wordlineDecoderDriver = LawSubject.circuit(
        "WordlineDecoderDriver", axes: [.count, .load], shapes: beside, proportional: ["area", "leakage"]
    ) {
        WordlineDecoderDriver(
            wordlineCount: $0.count, readVoltage: $0.volts(0.5), writeVoltage: $0.volts(2), layout: $0.layout,
            technology: $0.technology)
    } operations: {
        ["read": .read(load: $0.line, inputRamp: $0.ramp), "write": .write(load: $0.line, inputRamp: $0.ramp)]
    }

    static let wordlineSwitchMatrix = LawSubject.circuit(
        "WordlineSwitchMatrix", axes: [.count, .load], shapes: beside,
        proportional: ["area", "leakage", "scan.energy", "read.energy"]
    ) {
        WordlineSwitchMatrix(
            rowCount: $0.count, accessVoltage: $0.volts(1.1), readVoltage: $0.volts(0.5), clockFrequency: $0.hertz(1e9),
            layout: $0.layout, technology: $0.technology)
    } operations: {
        [
            "read": .read(load: $0.line, inputRamp: $0.ramp, rowActivity: 0.5),
            "write": .write(load: $0.line, inputRamp: $0.ramp), "scan": .scan,
        ]
    }
}
