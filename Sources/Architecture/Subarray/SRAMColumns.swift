// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Foundation
import Technology

/// The bitline pairs of an SRAM array: what precharges them, what writes them, and how fast a cell discharges them.
public struct SRAMColumns: Sendable {
    /// The precharger of the bitlines.
    public let precharger: Precharger
    /// The write driver of the bitlines of a written cell.
    public let writeDriver: SRAMWriteDriver
    let blocks: [SubarrayBlock]
    /// A bitline.
    public let bitline: LineLoad
    /// The cells.
    public let latch: SRAMCell
    private let minimumSenseVoltage: Double
    private let supplyVoltage: Double

    /// The bitlines at the outputs of `port`.
    ///
    /// One operation reads at most `accessedCells` cells, or all cells when it is nil.
    init(latch: SRAMCell, port: ReadPort, accessedCells: Int?, inputs: DesignInputs) {
        let technology = inputs.technology
        let precharger = Precharger(
            columnCount: port.outputCount, accessedCells: accessedCells, layout: port.stripLayout,
            technology: technology)
        let writeDriver = SRAMWriteDriver(
            columnCount: port.outputCount, layout: port.stripLayout, technology: technology)
        self.latch = latch
        self.precharger = precharger
        self.writeDriver = writeDriver
        bitline = port.outputLine
        minimumSenseVoltage = inputs.configuration.minimumSenseVoltage
        supplyVoltage = technology.supplyVoltage
        let driverLeakage = writeDriver.leakagePower
        blocks = [
            SubarrayBlock(precharger, as: .conversion, at: .outputs, footprint: port.placed(precharger.footprint)),
            SubarrayBlock(
                writeDriver, as: .other, at: .outputs, footprint: port.placed(writeDriver.footprint),
                countedLeakage: port.isTransposed
                    ? port.counting.transposedWriteDriverLeakage(driverLeakage) : driverLeakage),
        ]
    }

    /// Time in which a cell discharges its bitline by half of the sense voltage, after `wordline` opens it [s].
    func dischargeDelay(wordline: Ramp) -> Double {
        let driven = bitline.capacitance + latch.accessCapacitance
        let cellConstant = (latch.accessResistance + latch.pullDownResistance) * driven
        let wireConstant = bitline.resistance * bitline.capacitance / 2
        let remaining = supplyVoltage - minimumSenseVoltage / 2
        let timeConstant = (cellConstant + wireConstant) * log(supplyVoltage / remaining)
        return stageTiming(timeConstant: timeConstant, input: wordline).delay
    }

    /// Precharging the bitlines once for a read.
    var precharging: OperationCost { precharger.cost(of: .prechargeForRead(bitline: bitline)) }
}
