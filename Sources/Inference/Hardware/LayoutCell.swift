// SPDX-License-Identifier: Apache-2.0

import Technology

/// A cell of a layout: it has bits, and no figure of a device.
struct LayoutCell: MemoryCell {
    let mostBits: Int?
    let heightInFeatureSizes = 1.0
    let widthInFeatureSizes = 1.0
    let featureSize = 1.0
    let passGatesPerColumn = 1.0
    let stateResistance = CellResistance(on: 1, off: 1)
    let selection = CellSelection.transistor
    let readOut = CellReadOut.current
    let wordlineLoad = 0.0
    let columnLoad = 0.0
    let readVoltage = 0.0
    let readResistance = CellResistance(on: 1, off: 1)
    let seriesResistance = 0.0
    let writeVoltage = 0.0
    let writePulseWidth = 0.0
    let writeRule = WriteRule.flips
    let leakagePower = 0.0

    func writeEnergy(of write: CellWrite) -> Double { 0 }
}
