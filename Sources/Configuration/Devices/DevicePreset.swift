// SPDX-License-Identifier: Apache-2.0

import DeviceCatalog

/// What a measured device gives to the parameters that follow it; nil for what is not published.
struct DevicePreset: Sendable {
    /// Its word in the parameter `device`.
    let name: String
    let kind: MeasuredDevice.Kind
    /// The technology node [nm].
    let node: Int?
    let bits: Int?
    let transistors: Int?

    /// Height and width of the cell [F].
    let sides: (height: Double, width: Double)?
    /// Whether both sides are published, and not only the area.
    let hasShape: Bool

    let onResistance: Double?
    let offResistance: Double?
    let readVoltage: Double?
    let readPulse: Double?
    let accessVoltage: Double?
    let writeVoltage: Double?
    let writePulse: Double?
    let potentiationPulses: Int?
    let depressionPulses: Int?

    /// Takes over what is published of a device.
    init(_ device: MeasuredDevice) {
        name = device.name
        kind = device.kind
        node = device.value(.technologyNode).map { Int(($0 * 1e9).rounded()) }
        bits = device.bits.map { max(1, $0) }
        transistors = device.value(.transistors).map { Int($0) }
        sides = DevicePreset.sides(of: device)
        hasShape = device.value(.cellHeight) != nil && device.value(.cellWidth) != nil
        onResistance = device.value(.onResistance)
        offResistance = device.offResistance
        readVoltage = device.value(.readVoltage)
        readPulse = device.value(.readPulse)
        accessVoltage = device.value(.accessVoltage)
        writeVoltage = DevicePreset.larger(device.value(.setVoltage), device.value(.resetVoltage))
        writePulse = DevicePreset.larger(device.value(.setPulse), device.value(.resetPulse))
        potentiationPulses = device.value(.potentiationPulses).map { Int($0) }
        depressionPulses = device.value(.depressionPulses).map { Int($0) }
    }

    /// The device of a name; nil where no device has it.
    init?(named name: String) {
        guard let device = MeasuredDevice.named(name) else { return nil }
        self.init(device)
    }

    /// The sides of a cell [F]. Where its area alone is published, an SRAM cell is twice as wide as high, and any other is a square.
    private static func sides(of device: MeasuredDevice) -> (height: Double, width: Double)? {
        if let height = device.value(.cellHeight), let width = device.value(.cellWidth) { return (height, width) }
        guard let area = device.value(.cellArea), let feature = device.value(.technologyNode) else { return nil }
        let aspect = device.kind == .sram ? 2.0 : 1
        let height = (area / aspect).squareRoot() / feature
        return (height, height * aspect)
    }

    /// The larger of two values: one amplitude and one length stand for both directions of a write.
    private static func larger(_ first: Double?, _ second: Double?) -> Double? {
        [first, second].compactMap(\.self).max()
    }

    /// The kind of cells that a revision has for the device; nil where it has none.
    ///
    /// The revisions of NeuroSim have one resistive cell, with which their authors also model phase-change and magnetic devices.
    func cellType(in revision: RevisionName) -> CellType? {
        switch (kind, revision) {
        case (.sram, _): .sram
        case (.rram, _): .rram
        case (.pcm, .tessera): .pcm
        case (.mram, .tessera): .mram
        case (.pcm, _), (.mram, _): .rram
        case (.fefet, .neurosim21), (.fefet, .neurosim15): .fefet
        case (.nvCap, .neurosim15): .nvCap
        case (.fefet, .tessera), (.nvCap, .neurosim21), (.nvCap, .tessera): nil
        }
    }

    /// The technology node, if a revision has it for such cells [nm].
    func node(in revision: RevisionName) -> Int? {
        guard let node, let cell = cellType(in: revision) else { return nil }
        return revision.nodes.contains(node) && revision.hasCells(cell, at: node) ? node : nil
    }
}

/// A name stands for one device.
extension DevicePreset: Hashable {
    static func == (left: DevicePreset, right: DevicePreset) -> Bool { left.name == right.name }

    func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}
