// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Testing

@testable import Circuits
@testable import Technology

/// The processes for which figures of the reference tool were recorded, with what the circuits need beside them.
enum ReferenceProcess: CaseIterable, CustomTestStringConvertible {
    case highPerformance130
    case lowStandbyPower32
    case finFET7At350K

    static let clockFrequency = 1e9

    var testDescription: String { "\(self)" }

    func technology() throws -> Technology {
        switch self {
        case .highPerformance130: try Technology(node: 130, roadmap: .highPerformance)
        case .lowStandbyPower32: try Technology(node: 32, roadmap: .lowStandbyPower)
        case .finFET7At350K: try Technology(node: 7, roadmap: .lowStandbyPower, temperature: 350)
        }
    }

    /// [Ohm/m]
    func wireResistance() throws -> Double {
        switch self {
        case .highPerformance130: try Wire(nanometers: 200).resistancePerLength
        case .lowStandbyPower32: try Wire(nanometers: 40).resistancePerLength
        case .finFET7At350K: try Wire(nanometers: 14, temperature: 350).resistancePerLength
        }
    }

    /// Size of an SRAM cell in feature sizes.
    var sramCell: (width: Double, height: Double) {
        self == .finFET7At350K ? (30, 20) : (20, 8)
    }

    static let sramTransistors = SRAMTransistors(accessWidth: 1.31, nmosWidth: 2.08, pmosWidth: 1.23)

    /// A 1T1R cell of 4 by 4 feature sizes.
    func resistiveCell() throws -> any MemoryCell {
        try OneTransistorResistiveCell(
            geometry: CellGeometry(height: 4, width: 4), device: Self.device, technology: technology())
    }

    /// An SRAM cell of 4 by 4 feature sizes.
    func sixTransistorCell() throws -> any MemoryCell {
        SixTransistorCell(
            transistors: Self.sramTransistors, geometry: CellGeometry(height: 4, width: 4), device: Self.device,
            technology: try technology())
    }

    private static var device: MemoryDevice {
        MemoryDevice(
            onResistance: 240e3, offResistance: 240e5, readVoltage: 0.5, readPulseWidth: 10e-9, writeVoltage: 4,
            writePulseWidth: 50e-9, potentiationLevels: 60, depressionLevels: 60, accessVoltage: 1.1,
            accessResistance: 15e3, gateCapacitance: 2e-18, polarization: 0.2)
    }

    /// A width of 5000 and a height of 2000 feature sizes, as used for the recorded figures.
    static func wide(_ technology: Technology) -> LayoutConstraint { .width(5000 * technology.featureSize) }
    static func high(_ technology: Technology) -> LayoutConstraint { .height(2000 * technology.featureSize) }
}

extension CircuitModel {
    /// Width [m], height [m], and static power [W].
    var staticFigures: [Double] { [footprint.width, footprint.height, leakagePower] }
}
