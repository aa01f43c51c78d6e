// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Testing
import _TestSupport

@testable import NeuroSim15

/// Adders, converters, encoders and wires of this revision keep the laws of circuits, but for what is named.
@Suite struct LogicAndWireLawTests {
    static let subjects =
        [
            adder, adderTree, shiftAdd, rectifier, comparator, maxPooling, encoder, flash(.current, "flash.current"),
            flash(.voltage, "flash.voltage"),
        ] + wires

    /// Laws that a circuit breaks because its model does.
    static let known: [String: Set<LawViolation>] = [
        // Few codes have references of a low resistance, whose currents settle more slowly, and a single comparator moves
        // its own column. The power is fitted at 0.5 V, with 1 µW of a column without current.
        "flash.current": [
            .falls("convert.latency", with: .bits), .falls("convert.energy", with: .bits),
            .inhomogeneous("convert.energy", in: .volt, as: .mixed),
            .falls("convertIdle.latency", with: .bits), .falls("convertIdle.energy", with: .bits),
            .inhomogeneous("convertIdle.energy", in: .volt, as: .mixed),
            .inhomogeneous("convertIdle.energy", in: .ampere, as: .mixed),
        ],
        // A comparison of voltages takes 1 ns in every process.
        "flash.voltage": [
            .inhomogeneous("convert.latency", in: .second, as: .power(0)), .falls("convert.energy", with: .bits),
            .inhomogeneous("convertIdle.latency", in: .second, as: .power(0)),
            .inhomogeneous("convertIdle.energy", in: .second, as: .mixed),
            .inhomogeneous("convertIdle.energy", in: .volt, as: .mixed),
            .inhomogeneous("convertIdle.energy", in: .ampere, as: .mixed), .falls("convertIdle.energy", with: .bits),
        ],
        // Gates of more inputs, which are as wide as more fins, pull down faster.
        "max pooling": [.falls("pool.latency", with: .bits)],
        // Wires have the resistivity of copper.
        "H-tree": copper("transfer"),
        // Longer buses have wider wires.
        "X-Y bus": copper("input").union(copper("output")).union([
            .falls("input.latency", with: .count), .falls("output.latency", with: .count),
        ]),
    ]

    private static func copper(_ operation: String) -> Set<LawViolation> {
        Set([BaseUnit.metre, .volt, .ampere].map { .inhomogeneous("\(operation).latency", in: $0, as: .mixed) })
    }

    @Test(arguments: subjects)
    func figuresKeepTheLaws(_ subject: LawSubject) throws {
        let found = try subject.violations(in: LogicProcess.allCases.map { try $0.technology() })
        let known = Self.known[subject.name] ?? []
        let new = found.subtracting(known).sorted()
        let gone = known.subtracting(found).sorted()
        #expect(new.isEmpty, "breaks a law: \(new.map(\.description))")
        #expect(gone.isEmpty, "is said to break a law and does not: \(gone.map(\.description))")
    }

    @Test func knownViolationsAreOfSubjects() {
        let names = Set(Self.subjects.map(\.name))
        #expect(names.count == Self.subjects.count)
        #expect(Self.known.keys.allSatisfy { names.contains($0) })
    }

    /// Lines of several units, and blocks of a height or a width that holds some of them.
    static let shapes: [LawShape] = [.free, .height(300), .width(2000)]
}

// MARK: - Logic

extension LogicAndWireLawTests {
    static let adder = LawSubject.circuit(
        "adder", axes: [.count, .bits, .load], shapes: shapes, proportional: ["area", "leakage", "add.energy"]
    ) {
        EnlargedAdder(bits: $0.bits, count: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        ["add": .add(load: $0.load, inputRamp: $0.ramp), "addSome": .add(active: 3)]
    }

    static let adderTree = LawSubject.circuit(
        "adder tree", axes: [.count, .bits, .load], shapes: shapes, proportional: ["area", "leakage", "sum.energy"]
    ) {
        EnlargedAdderTree(
            unitCount: 13, inputBits: $0.bits, treeCount: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        ["sum": .sum(load: $0.load), "sumSome": .sum(units: 5, load: $0.load)]
    }

    static let shiftAdd = LawSubject.circuit(
        "shift-add", axes: [.count, .bits], shapes: shapes, proportional: ["leakage", "accumulate.energy"]
    ) {
        EnlargedShiftAdd(
            unitCount: $0.count, adderBits: $0.bits, pulseCount: 4,
            activity: EnlargedShiftAdd.SwitchingActivity(adders: 0.15, registers: 0.5), layout: $0.layout,
            technology: $0.technology)
    } operations: { _ in
        ["accumulate": .accumulate]
    }

    static let rectifier = LawSubject.circuit(
        "rectifier", axes: [.count, .bits], shapes: shapes, proportional: ["area", "leakage", "rectify.energy"]
    ) {
        RectifierRegister(unitCount: $0.count, bits: $0.bits, layout: $0.layout, technology: $0.technology)
    } operations: { _ in
        ["rectify": .rectify]
    }

    static let comparator = LawSubject.circuit(
        "comparator", axes: [.count, .bits, .load], shapes: shapes, proportional: ["area", "leakage", "compare.energy"]
    ) {
        EnlargedComparator(bits: $0.bits, count: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        ["compare": .compare(load: $0.load, inputRamp: $0.ramp)]
    }

    static let maxPooling = LawSubject.circuit(
        "max pooling", axes: [.count, .bits, .load], shapes: shapes, proportional: ["area", "leakage", "pool.energy"]
    ) {
        EnlargedMaxPooling(
            bits: $0.bits, window: 4, unitCount: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        ["pool": .pool(load: $0.load, inputRamp: $0.ramp)]
    }
}

// MARK: - Conversion

extension LogicAndWireLawTests {
    static let encoder = LawSubject.circuit(
        "encoder", axes: [.count, .bits], shapes: shapes, proportional: ["area", "leakage"]
    ) {
        ThermometerEncoder(levels: 1 << $0.bits, encoders: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        ["encode": .encode(inputRamp: $0.ramp)]
    }

    static func flash(_ sensing: ReferenceColumnFlashADC.Sensing, _ name: String) -> LawSubject {
        .circuit(name, axes: [.count, .bits], shapes: shapes, proportional: ["area"]) { inputs in
            let levels = 1 << inputs.bits
            let curves = try #require(inputs.technology.flash.curves)
            let demand = ReferenceColumnFlashADC.Demand(
                converters: inputs.count, levels: levels, sensing: sensing,
                references: ConductanceLadder(levels: levels, sumOf: inputs.siemens(1e-2)),
                columns: ReferenceColumns(
                    comparatorsPerColumn: 8, area: inputs.features(512) * inputs.features(12),
                    capacitance: inputs.farads(3e-14), selectionEnergy: inputs.convert(1e-16, .energy)),
                readVoltage: inputs.volts(0.5))
            return ReferenceColumnFlashADC(
                demand, curves: curves, layout: inputs.layout, technology: inputs.technology)
        } operations: { inputs in
            [
                "convert": .convert(columnResistances: [900, 5e3, 1e5, 4e6].map(inputs.ohms)),
                "convertIdle": .convert(columnResistances: [Double.infinity]),
            ]
        }
    }
}

// MARK: - Wires

extension LogicAndWireLawTests {
    static let wires = [bus, tree, crossing]

    private static func unit(_ inputs: LawInputs) -> Footprint {
        Footprint(width: inputs.meters(60e-6), height: inputs.meters(40e-6))
    }

    private static func branches(_ inputs: LawInputs) throws -> GlobalWires {
        GlobalWires(
            arrayWireWidth: 40e-9, temperature: inputs.technology.temperature,
            featureSize: inputs.technology.featureSize)
    }

    static let bus = LawSubject.circuit("bus", axes: [.count, .bits]) {
        ElementBus(
            .horizontal, rows: $0.count, columns: $0.count, width: Double($0.bits), unit: unit($0), toggleRate: 0.2,
            wireResistance: $0.ohmsPerMeter(5e6), technology: $0.technology)
    } operations: {
        ["transfer": .transfer(bits: Double($0.bits))]
    }

    static let tree = LawSubject.circuit("H-tree", axes: [.count, .bits]) {
        SquareHTree(
            rows: $0.count, columns: $0.count, width: Double(8 * $0.bits), unit: unit($0), foldingRatio: 4,
            delayTolerance: 0.1, wireResistance: $0.ohmsPerMeter(5e6), wires: try branches($0),
            technology: $0.technology)
    } operations: {
        ["transfer": .transfer(bits: Double($0.bits))]
    }

    static let crossing = LawSubject("X-Y bus", axes: [.count, .bits]) { inputs in
        let bus = XYBus(
            rows: inputs.count, columns: inputs.count, width: Double(8 * inputs.bits), unit: unit(inputs),
            foldingRatio: 4, delayTolerance: 0.1, wireResistance: inputs.ohmsPerMeter(5e6),
            wires: try branches(inputs), technology: inputs.technology)
        let bits = Double(inputs.bits)
        return [LawFigure("area", bus.area, .area), LawFigure("leakage", bus.leakagePower, .power)]
            + LawFigure.cost("input", bus.input(bits: bits, to: bus.middle))
            + LawFigure.cost("output", bus.output(bits: bits, from: bus.middle))
    }
}
