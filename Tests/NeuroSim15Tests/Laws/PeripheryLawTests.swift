// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Testing
import _TestSupport

@testable import NeuroSim15

/// Decoders, drivers, buffers and tables keep the laws of circuits, but for what is named here with the reason.
@Suite struct PeripheryLawTests {
    static let subjects =
        DriverSubjects.all + BitlineSubjects.all + StorageSubjects.all

    /// What breaks a law because the reference does.
    static let known: [String: Set<LawViolation>] = [
        // A load is driven with a stage less where there are more address bits.
        "AddressDecoder": [.falls("select.latency", with: .bits)],
        "AddressDecoder.multiplexerGates": [.falls("select.latency", with: .bits)],
        // The leakage current counts as power.
        "WordlineRepeaters": [.inhomogeneous("leakage", in: .volt, as: .power(0))],
        // 0.1 V are told apart in every process, and the energy is that of an amplifier in 65 nm.
        "SigmoidTable.resistive": [
            .inhomogeneous("lookUp.latency", in: .volt, as: .mixed),
            .inhomogeneous("lookUp.energy", in: .volt, as: .mixed),
            .inhomogeneous("lookUp.energy", in: .ampere, as: .mixed),
            .inhomogeneous("lookUp.energy", in: .second, as: .mixed),
        ],
    ]

    @Test(arguments: subjects) func figuresKeepTheLaws(_ subject: LawSubject) throws {
        let found = try subject.violations(in: RecordedProcess.planar.map { try $0.technology })
        let known = Self.known[subject.name] ?? []
        #expect(found.subtracting(known).sorted() == [], "breaks a law")
        #expect(known.subtracting(found).sorted() == [], "is said to break a law and does not")
    }

    @Test func knownViolationsAreOfSubjects() {
        let names = Set(Self.subjects.map(\.name))
        #expect(names.count == Self.subjects.count)
        #expect(Set(Self.known.keys).subtracting(names).sorted() == [])
    }
}

/// Circuits beside the rows and below the columns.
private enum DriverSubjects {
    static let all = [
        decoder(.wordlines, "AddressDecoder"), decoder(.multiplexerGates, "AddressDecoder.multiplexerGates"),
        uniformDecoder, switches(.rows, "LineSwitchMatrix", shapes: beside),
        switches(.columns, "LineSwitchMatrix.columns", shapes: below), accessSwitches, gatedDriver, crossPointDriver,
        multiplexer, levelShifter, repeaters,
    ]

    static let below: [LawShape] = [.free, .width(150)]
    static let beside: [LawShape] = [.free, .height(150)]

    static func decoder(_ output: AddressDecoder.Output, _ name: String) -> LawSubject {
        .circuit(name, axes: [.bits, .load], shapes: beside) {
            AddressDecoder(
                addressBits: $0.bits, output: output, sizing: .outputDrivers(3), layout: $0.layout,
                technology: $0.technology)
        } operations: {
            ["select": .select(load: $0.line, cells: 32, complementLoad: $0.farads(2e-15), inputRamp: $0.ramp)]
        }
    }

    /// With gates that are large enough, another stage does not pay.
    static let uniformDecoder = LawSubject.circuit(
        "AddressDecoder.uniform", axes: [.load], shapes: beside
    ) {
        AddressDecoder(addressBits: 5, sizing: .uniform(8), layout: $0.layout, technology: $0.technology)
    } operations: {
        ["select": .select(load: $0.line, cells: 32, inputRamp: $0.ramp)]
    }

    static func switches(_ lines: LineSwitchMatrix.Lines, _ name: String, shapes: [LawShape]) -> LawSubject {
        .circuit(name, axes: [.count, .load], shapes: shapes, proportional: ["area", "leakage", "read.energy"]) {
            LineSwitchMatrix(
                lines: lines, lineCount: $0.count, lineResistance: $0.ohms(2e3), sizeFactor: 0.2,
                readVoltage: $0.volts(0.5), layout: $0.layout, technology: $0.technology)
        } operations: {
            [
                "read": .read(load: $0.line, lineActivity: 0.5),
                "readRepeated": .read(load: $0.line, repeaterLoad: $0.farads(1e-16), lineActivity: 0.5),
            ]
        }
    }

    static let accessSwitches = LawSubject.circuit(
        "AccessSwitchMatrix", axes: [.count, .load], shapes: beside, proportional: ["area", "leakage", "read.energy"]
    ) {
        AccessSwitchMatrix(
            rowCount: $0.count, sizeFactor: 6, accessVoltage: $0.volts(1.1), readVoltage: $0.volts(0.5),
            layout: $0.layout, technology: $0.technology)
    } operations: {
        ["read": .read(load: $0.line, inputRamp: $0.ramp, rowActivity: 0.5)]
    }

    static let gatedDriver = LawSubject.circuit(
        "GatedWordlineDriver", axes: [.count, .load], shapes: beside, proportional: ["area", "leakage"]
    ) {
        GatedWordlineDriver(
            wordlineCount: $0.count, readVoltage: $0.volts(0.5), layout: $0.layout, technology: $0.technology)
    } operations: {
        ["read": .read(load: $0.line, inputRamp: $0.ramp)]
    }

    static let crossPointDriver = LawSubject.circuit(
        "CrossPointRowDriver", axes: [.count, .load], shapes: beside, proportional: ["area", "leakage"]
    ) {
        CrossPointRowDriver(
            wordlineCount: $0.count, cellsPerWordline: 32, cellResistance: $0.ohms(240e3), readVoltage: $0.volts(0.5),
            layout: $0.layout, technology: $0.technology)
    } operations: {
        [
            "read": .read(selected: 2, load: $0.line, inputRamp: $0.ramp),
            "readTooMany": .read(selected: 40, load: $0.line),
        ]
    }

    static let multiplexer = LawSubject.circuit(
        "AnalogMultiplexer", axes: [.count, .load], shapes: below, proportional: ["area", "pass.energy"]
    ) {
        AnalogMultiplexer(
            inputCount: $0.count, selectionCount: 4, gates: .columnResistance($0.ohms(2e3)),
            readVoltage: $0.volts(0.5), layout: $0.layout, technology: $0.technology)
    } operations: {
        ["pass": .pass(load: $0.load)]
    }

    static let levelShifter = LawSubject.circuit(
        "LevelShifter", axes: [.count, .load], shapes: [.free, .height(900), .width(900)],
        proportional: ["area", "read.energy"]
    ) {
        LevelShifter(
            lineCount: $0.count, drawing: .measured(wiring: 1.44), layout: $0.layout, technology: $0.technology)
    } operations: {
        ["read": .read(load: $0.load, lineActivity: 0.5)]
    }

    static let repeaters = LawSubject.circuit(
        "WordlineRepeaters", axes: [.count, .load], shapes: [.free, .height(900), .width(900)],
        proportional: ["area", "leakage", "drive.energy"]
    ) {
        WordlineRepeaters(
            count: $0.count, size: 3, wordlineCount: 16, layout: $0.layout, technology: $0.technology)
    } operations: {
        ["drive": .drive(section: $0.line, voltage: $0.volts(1.1), rowActivity: 0.5)]
    }
}

/// Circuits at the bitlines of SRAM.
private enum BitlineSubjects {
    static let all = [precharger, writeDriver, amplifiers]

    static let precharger = LawSubject.circuit(
        "BitlinePrecharger", axes: [.count, .load], shapes: DriverSubjects.below,
        proportional: ["area", "leakage", "prechargeForRead.energy", "prechargeForWrite.energy"]
    ) {
        BitlinePrecharger(columnCount: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        [
            "prechargeForRead": .prechargeForRead(bitline: $0.line),
            "prechargeForWrite": .prechargeForWrite(bitline: $0.line, columnActivity: 0.4),
        ]
    }

    static let writeDriver = LawSubject.circuit(
        "BitlineWriteDriver", axes: [.count, .load], shapes: DriverSubjects.below,
        proportional: ["area", "leakage", "write.energy"]
    ) {
        BitlineWriteDriver(columnCount: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        ["write": .write(bitline: $0.line, inputRamp: $0.ramp, columnActivity: 0.4)]
    }

    static let amplifiers = LawSubject.circuit(
        "BitlineSenseAmplifier", axes: [.count], shapes: [.free, .height(150), .width(300)],
        proportional: ["area", "leakage", "sense.energy"]
    ) {
        BitlineSenseAmplifier(
            columns: $0.count, columnsPerRead: $0.count, pitch: $0.features(20), senseVoltage: $0.volts(0.1),
            layout: $0.layout, technology: $0.technology)
    } operations: { _ in
        ["sense": .sense]
    }
}

/// Registers, buffers and tables.
private enum StorageSubjects {
    static let all = [
        register, buffer("LineBuffer") { _ in .registerFile }, sramBuffer, sramTable, resistiveTable,
    ]

    static let register = LawSubject.circuit(
        "FlipFlopRegister", axes: [.count], shapes: [.free, .height(400), .width(800)],
        proportional: ["area", "leakage", "store.energy"]
    ) {
        FlipFlopRegister(count: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        ["store": .store(clockPeriod: $0.seconds(1e-9))]
    }

    static let sramBuffer = buffer("LineBuffer.sram") {
        .sram(
            SRAMStorage(
                cell: SRAMBit(LawInputs.sramTransistors, technology: $0.technology),
                cellSize: Footprint(
                    width: $0.features(LawInputs.sramGeometry.width),
                    height: $0.features(LawInputs.sramGeometry.height)),
                minimumSenseVoltage: $0.volts(0.1)))
    }

    /// A buffer of as many lines as copies.
    static func buffer(
        _ name: String, storage: @escaping @Sendable (LawInputs) -> LineBuffer.Storage
    ) -> LawSubject {
        .circuit(name, axes: [.count, .bits], shapes: [.free, .height(1500), .width(2500)]) {
            LineBuffer(
                bits: $0.count * $0.bits, lineBits: $0.bits, storage: storage($0), clockFrequency: $0.hertz(1e9),
                decoderDriver: 1, activity: LineBuffer.Activity(registers: 0.5, decoder: 0.05),
                wires: LineBuffer.Wires(
                    wordlineResistance: $0.ohmsPerMeter(3e6), bitlineResistance: $0.ohmsPerMeter(5e6),
                    periphery: $0.ohmsPerMeter(4e6)), layout: $0.layout, technology: $0.technology)
        } operations: {
            [
                "read": .read(lines: 3, bits: Double(3 * $0.bits)),
                "write": .write(lines: 2, bits: Double(2 * $0.bits)),
            ]
        }
    }

    static let sramTable = table("SigmoidTable") {
        .sram(SRAMBit(LawInputs.sramTransistors, technology: $0.technology), senseVoltage: $0.volts(0.1))
    }

    static let resistiveTable = table("SigmoidTable.resistive") {
        .resistive(CellResistance(on: $0.ohms(240e3), off: $0.ohms(24e6)), readVoltage: $0.volts(0.5))
    }

    static func table(
        _ name: String, storage: @escaping @Sendable (LawInputs) -> SigmoidTable.Storage
    ) -> LawSubject {
        .circuit(
            name, axes: [.count, .bits], shapes: [.free, .height(1500), .width(2500)],
            proportional: ["area", "lookUp.energy"]
        ) {
            SigmoidTable(
                entries: SigmoidTable.Entries(bits: $0.bits, count: 100), unitCount: $0.count, storage: storage($0),
                cellSize: Footprint(width: $0.features(12), height: $0.features(4)), decoderDriver: 1,
                decoderActivity: 0.05, layout: $0.layout, technology: $0.technology)
        } operations: { _ in
            ["lookUp": .lookUp]
        }
    }
}
