// SPDX-License-Identifier: Apache-2.0

import Configuration
import Macro
import Technology

/// The cell of a macro in an array of a chip: its size, its states and its writes. What it takes in a read, the macro says.
struct MacroMemoryCell: MemoryCell {
    let heightInFeatureSizes: Double
    let widthInFeatureSizes: Double
    let featureSize: Double
    let passGatesPerColumn = 1.0
    let mostBits: Int?
    let stateResistance: CellResistance
    let selection = CellSelection.transistor
    let readOut = CellReadOut.current
    let wordlineLoad: Double
    let columnLoad: Double
    let readVoltage: Double
    let seriesResistance = 0.0
    let writeVoltage: Double
    let writePulseWidth: Double
    let writeRule: WriteRule
    let leakagePower: Double
    /// Energy of a cell that flips [J]; 0 of a cell that takes a current.
    private let flipEnergy: Double

    /// Time in which a latch flips [fan-out-of-four delays].
    private static let flipDelays = 5.0

    /// The cell that the parameters describe, on the silicon that the circuits of `technology` are made of.
    init(_ configuration: Configuration, silicon: OperatingPoint, technology: Technology) {
        let cell = configuration.macroDesign(columnsPerWeight: 1).cell
        let side = cell.area(silicon.node).squareRoot() / technology.featureSize
        heightInFeatureSizes = side
        widthInFeatureSizes = side
        featureSize = technology.featureSize
        mostBits = configuration.cellType.mostBits
        stateResistance = CellResistance(on: configuration.onResistance, off: configuration.offResistance)
        wordlineLoad = cell.inputCapacitance(silicon)
        columnLoad = cell.bitlineCapacitance(silicon)
        readVoltage = configuration.readVoltage
        leakagePower = cell.leakagePower(silicon)
        guard configuration.cellType.holdsConductance else {
            writeVoltage = silicon.supply
            writePulseWidth = Self.flipDelays * silicon.fanOutDelay
            writeRule = .flips
            flipEnergy = cell.flipEnergy(silicon)
            return
        }
        writeVoltage = configuration.writeVoltage
        writePulseWidth = configuration.writePulseWidth
        writeRule = .pulses(
            from: configuration.minimumConductance, to: configuration.maximumConductance,
            levels: (1 << configuration.cellBits) - 1)
        flipEnergy = 0
    }

    var readResistance: CellResistance { stateResistance }

    /// Both sides of each latch that flips, or the currents of pulses through resistive cells.
    func writeEnergy(of write: CellWrite) -> Double {
        let pulses = flipEnergy > 0 ? 0 : write.pulsedConductance * writeVoltage * writeVoltage * writePulseWidth
        return flipEnergy * write.flips.rows * write.flips.cellsPerRow + pulses
    }
}
