import Circuits
import Configuration
import Counting
import Foundation
import Technology

/// The bitline pairs of an SRAM array: what precharges them, what writes them, and how fast a cell discharges them.
struct SRAMColumns: Sendable {
    let precharger: Precharger
    let writeDriver: SRAMWriteDriver
    let blocks: [SubarrayBlock]
    /// The bitlines.
    let bitline: LineLoad
    private let latch: SRAMCell
    private let minimumSenseVoltage: Double
    private let supplyVoltage: Double

    /// The bitlines at the outputs of `port`.
    ///
    /// - Parameters:
    ///   - accessedCells: the most cells that one operation reads; nil for all.
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

    /// Time to precharge the bitlines a number of times [s].
    func prechargeLatency(operations: Double) -> Double {
        precharger.latency(bitline: bitline, operations: operations)
    }

    /// Energy to precharge the bitlines for a number of reads [J].
    func prechargeEnergy(operations: Double) -> Double {
        precharger.readEnergy(bitline: bitline, operations: operations)
    }
}
