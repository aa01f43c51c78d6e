// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import _TestSupport

/// Circuits of `Memory/` and `Interconnect/`.
enum MemorySubjects {
    static let all = [
        buffer, sramBuffer, dram, bus(.horizontal, "Bus"), bus(.vertical, "Bus.vertical"), hTree, longHTree, sigmoid,
    ]

    static let buffer = buffer("Buffer") { _ in .registerFile }

    static let sramBuffer = buffer("Buffer.sram") {
        .sram(
            SRAMCell(
                transistors: LawInputs.sramTransistors, cellWidth: LawInputs.sramGeometry.width,
                technology: $0.technology),
            size: Footprint(
                width: $0.features(LawInputs.sramGeometry.width), height: $0.features(LawInputs.sramGeometry.height)),
            minimumSenseVoltage: $0.volts(0.1))
    }

    /// A buffer of as many lines as copies.
    private static func buffer(
        _ name: String, storage: @escaping @Sendable (LawInputs) -> Buffer.Storage
    ) -> LawSubject {
        .circuit(name, axes: [.count, .bits], shapes: [.free, .height(1500), .width(2500)]) {
            Buffer(
                bits: $0.count * $0.bits, lineBits: $0.bits, storage: storage($0), clockFrequency: $0.hertz(1e9),
                layout: $0.layout, wireResistance: $0.ohmsPerMeter(5e6), technology: $0.technology)
        } operations: {
            [
                "read": .read(lines: 3, bits: Double(3 * $0.bits)),
                "write": .write(lines: 2, bits: Double(2 * $0.bits)),
            ]
        }
    }

    /// The memory beside the chip has no other inputs than its kind and the bits that are moved.
    static let dram = LawSubject("DRAM", axes: [.bits]) { inputs in
        let kind = DRAM(.gddr5)
        let dram = DRAM(
            bandwidth: inputs.hertz(kind.bandwidth), energyPerBit: inputs.convert(kind.energyPerBit, .energy))
        return LawFigure.cost("transfer", dram.cost(of: .transfer(bits: Double(inputs.bits))))
    }

    private static func unit(_ inputs: LawInputs) -> Footprint {
        Footprint(width: inputs.meters(60e-6), height: inputs.meters(40e-6))
    }

    static func bus(_ direction: Bus.Direction, _ name: String) -> LawSubject {
        .circuit(name, axes: [.count, .bits]) {
            Bus(
                direction, rows: $0.count, columns: $0.count, width: Double($0.bits), unit: unit($0),
                delayTolerance: 0.1, wireResistance: $0.ohmsPerMeter(5e6), technology: $0.technology)
        } operations: {
            ["transfer": .transfer(bits: Double($0.bits))]
        }
    }

    static let hTree = hTree("HTree", unit: unit) { _ in .withoutResistance }

    /// A tree whose branches have a resistance.
    static let longHTree = hTree("HTree.branches", unit: unit) {
        BranchWires(arrayWireWidth: $0.meters(40e-9), temperature: 300, featureSize: $0.technology.featureSize)
    }

    private static func hTree(
        _ name: String, unit: @escaping @Sendable (LawInputs) -> Footprint,
        branches: @escaping @Sendable (LawInputs) -> BranchWires
    ) -> LawSubject {
        .circuit(name, axes: [.count, .bits]) {
            HTree(
                rows: $0.count, columns: $0.count, busWidth: Double(8 * $0.bits), unit: unit($0), foldingRatio: 4,
                delayTolerance: 0.1, wireResistance: $0.ohmsPerMeter(5e6), branches: branches($0),
                technology: $0.technology)
        } operations: {
            [
                "transfer": .transfer(
                    bits: Double($0.bits), unit: unit($0), firstLevelResistance: $0.ohmsPerMeter(1e6))
            ]
        }
    }

    static let sigmoid = LawSubject.circuit(
        "Sigmoid", axes: [.count, .bits], shapes: LogicSubjects.shapes, proportional: ["area", "lookUp.energy"]
    ) {
        Sigmoid(
            outputBits: $0.bits, entryCount: 100, unitCount: $0.count,
            cell: try OneTransistorResistiveCell(
                geometry: LawInputs.resistiveGeometry, device: $0.memoryDevice(), technology: $0.technology),
            clockFrequency: $0.hertz(1e9), layout: $0.layout, technology: $0.technology)
    } operations: { _ in
        ["lookUp": .lookUp]
    }
}
