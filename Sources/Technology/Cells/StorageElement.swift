// SPDX-License-Identifier: Apache-2.0

/// The part of a device that a write pulse changes, and the cost of the change.
public enum StorageElement: Sendable, Equatable {
    /// A filament or a phase: a current flows while it changes.
    case resistive
    /// The polarization of the gate of a transistor; the area of the gate in [m²].
    case ferroelectric(gateArea: Double)

    /// A ferroelectric transistor of a process.
    public static func ferroelectric(technology: Technology) -> StorageElement {
        .ferroelectric(gateArea: 2 * technology.featureSize * technology.featureSize)
    }

    /// Energy in the written devices themselves [J].
    ///
    /// - Parameters:
    ///   - write: What is written.
    ///   - device: The device.
    /// - Returns: The energy [J].
    public func energy(of write: CellWrite, device: MemoryDevice) -> Double {
        switch self {
        case .resistive:
            // Devices dissipate, a pulse at a time, at their mean conductance.
            let squaredVoltage = device.rootSquareWriteVoltage * device.rootSquareWriteVoltage
            return squaredVoltage * device.writePulseWidth * write.pulsedConductance
        case .ferroelectric(let gateArea):
            return Self.polarizationChange(of: write, device: device) * device.rootSquareWriteVoltage * gateArea
        }
    }

    /// Change of polarization of all written gates, erased before they are programmed [C/m²].
    ///
    /// The polarization grows with the conductance, from minus the remanent one in steps of the write pulses.
    private static func polarizationChange(of write: CellWrite, device: MemoryDevice) -> Double {
        let levels = Double(device.maximumWritePulses)
        let perLevel = device.polarization * 2 / levels
        let middle = write.middleLevel(levels)
        let offset = (device.polarization - middle * perLevel) * 2
        let swing = write.endpointConductance / device.writeRule.step * perLevel
        return swing + offset * write.writtenCells
    }
}
