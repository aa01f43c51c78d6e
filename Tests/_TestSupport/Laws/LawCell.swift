// SPDX-License-Identifier: Apache-2.0

import Technology

/// A memory cell of the designs that the laws are checked with.
package enum LawCell: String, Sendable, CaseIterable {
    /// Six transistors.
    case sram = "SRAM"
    /// A resistance behind a transistor.
    case resistive = "RRAM"
    /// A ferroelectric transistor.
    case ferroelectric = "FeFET"
    /// A resistance at the crossing of two lines.
    case crossPoint = "crossPoint"
    /// A cell that computes with logic, so that its arrays have no converters.
    case logic = "logic"

    /// What the parameters say of a design with the cell.
    var assignments: [String] {
        switch self {
        case .sram: ["memcelltype=SRAM"]
        case .resistive, .logic: ["memcelltype=RRAM"]
        case .ferroelectric: ["memcelltype=FeFET"]
        case .crossPoint: ["memcelltype=RRAM", "accesstype=4"]
        }
    }

    /// The cell itself, in the units of a check.
    package func make(_ inputs: LawInputs) throws(TechnologyError) -> any MemoryCell {
        let device = inputs.memoryDevice()
        return switch self {
        case .sram:
            SixTransistorCell(
                transistors: LawInputs.sramTransistors, geometry: LawInputs.sramGeometry, device: device,
                technology: inputs.technology)
        case .resistive:
            try OneTransistorResistiveCell(
                geometry: LawInputs.resistiveGeometry, device: device, technology: inputs.technology)
        case .ferroelectric:
            try FerroelectricCell(
                geometry: LawInputs.resistiveGeometry, device: device, technology: inputs.technology)
        case .crossPoint:
            CrossPointCell(
                element: .resistive, geometry: CellGeometry(height: 2, width: 2),
                featureSize: inputs.technology.featureSize, device: device)
        case .logic: LogicCell(inputs: inputs)
        }
    }
}

/// A cell with a gate in it.
private struct LogicCell: MemoryCell {
    let inputs: LawInputs

    let heightInFeatureSizes = 20.0
    let widthInFeatureSizes = 30.0
    let passGatesPerColumn = 1.0
    let mostBits: Int? = 1
    let selection = CellSelection.transistor
    let seriesResistance = 0.0

    var featureSize: Double { inputs.technology.featureSize }
    var stateResistance: CellResistance { CellResistance(on: inputs.ohms(1e4), off: inputs.ohms(1e7)) }
    var readResistance: CellResistance { stateResistance }
    var readOut: CellReadOut {
        .logic(CellLogic(delay: inputs.seconds(20e-12), energy: inputs.convert(1e-15, .energy)))
    }
    var wordlineLoad: Double { inputs.farads(1e-16) }
    var columnLoad: Double { inputs.farads(5e-17) }
    var readVoltage: Double { inputs.volts(0.5) }
    var writeVoltage: Double { inputs.technology.supplyVoltage }
    var writePulseWidth: Double { inputs.seconds(0.2e-9) }
    var writeRule: WriteRule { .flips }
    var leakagePower: Double { inputs.convert(1e-12, .power) }

    func writeEnergy(of write: CellWrite) -> Double { inputs.convert(1e-15, .energy) * write.writtenCells }
}
