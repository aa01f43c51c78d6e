// SPDX-License-Identifier: Apache-2.0

import Technology

/// A nonvolatile capacitor at the crossing of two lines, read by the charge that it takes (nvCap).
///
/// It conducts no current that a sum of conductances could stand for: its columns count as without one.
struct CapacitorCell: MemoryCell {
    /// The device and how it is operated.
    let device: MemoryDevice
    let heightInFeatureSizes: Double
    let widthInFeatureSizes: Double
    let featureSize: Double
    let mostBits: Int? = nil
    let passGatesPerColumn = 2.0
    let selection = CellSelection.transistor
    let readOut = CellReadOut.current
    let wordlineLoad = 0.0
    let columnLoad = 0.0
    let seriesResistance = 0.0
    let leakagePower = 0.0

    /// A cell of a size around a device, in units of a feature size [m].
    init(geometry: CellGeometry, device: MemoryDevice, featureSize: Double) {
        self.device = device
        heightInFeatureSizes = geometry.height
        widthInFeatureSizes = geometry.width
        self.featureSize = featureSize
    }

    var stateResistance: CellResistance { device.stateResistance }
    var readResistance: CellResistance { device.stateResistance }
    var readVoltage: Double { device.readVoltage }
    var writeVoltage: Double { device.rootSquareWriteVoltage }
    var writePulseWidth: Double { device.writePulseWidth }
    var writeRule: WriteRule { device.writeRule }

    /// The lines of what is written: the device takes no current.
    func writeEnergy(of write: CellWrite) -> Double {
        (write.lines.rowWire * write.setStep.pulses + write.lines.column * write.resetStep.pulses)
            * writeVoltage * writeVoltage
    }
}
