// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Technology

/// The read of one cell of an SRAM column as subarrays compute it: the loads of a bitline, how long a cell takes to
/// discharge it as far as it is sensed, and what precharging the pair costs.
///
/// The column belongs to an array that is read row by row; its word lines are driven by the decoder.
public struct SRAMColumnRead: Sendable {
    /// Cells of the column.
    public let rows: Int
    /// The cells.
    public let latch: SRAMCell
    /// A bitline as the model sees it: its wire, without the junctions of the cells.
    public let bitline: LineLoad
    /// The precharger of the bitline pair.
    public let precharger: Precharger
    /// Capacitance of the node of the sense amplifier at each bitline [F].
    public let senseCapacitance: Double
    /// Difference between the bitlines that a sense amplifier needs [V].
    public let senseVoltage: Double
    /// Edge of the word line.
    public let wordline: Ramp
    /// Time from the middle of the word line's edge until the bitline has fallen by ``discharge`` [s].
    public let dischargeTime: Double
    /// Energy that precharging the bitline pair takes for one read [J].
    public let prechargeEnergy: Double

    /// By how much the bitline falls in ``dischargeTime`` [V]: half of the sense voltage.
    public var discharge: Double { senseVoltage / 2 }

    /// The column of an SRAM subarray of the given design; nil when the subarray is of other cells.
    public init?(_ inputs: DesignInputs) {
        guard case .bitlines(let latch) = inputs.cell.readOut else { return nil }
        let array = SynapticArray(inputs)
        let port = ReadPort(
            forward: array, columnsPerConverter: 1, inputBits: inputs.activationBits, counting: inputs.counting)
        let driver = inputs.revision.circuits.rowDriver(at: port, drivesAllLines: false, inputs: inputs)
        let columns = SRAMColumns(latch: latch, port: port, accessedCells: nil, inputs: inputs)
        let amplifier = SenseAmplifier(
            columns: port.outputCount, columnsPerRead: port.outputCount, pitch: port.outputPitch,
            senseVoltage: inputs.configuration.minimumSenseVoltage, clockFrequency: inputs.configuration.clockFrequency,
            layout: port.outputLayout, technology: inputs.technology)
        rows = array.rows
        self.latch = latch
        bitline = columns.bitline
        precharger = columns.precharger
        senseCapacitance = amplifier.nodeCapacitance
        senseVoltage = inputs.configuration.minimumSenseVoltage
        wordline = driver.outputRamp
        dischargeTime = columns.dischargeDelay(wordline: driver.outputRamp)
        prechargeEnergy = columns.precharging.energy / Double(port.outputCount)
    }
}
