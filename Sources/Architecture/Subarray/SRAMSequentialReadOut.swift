// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Technology

/// A read-out of SRAM one line after the other: all bitlines are sensed at once, and adders sum up the lines.
struct SRAMSequentialReadOut: ReadOut {
    let port: ReadPort
    let driver: any RowDriver
    let bitlines: SRAMColumns
    let senseAmplifiers: SenseAmplifier
    let accumulator: any Accumulator
    let converter: (any ColumnConverter)? = nil
    /// Length of a sum [bit].
    let sumBits: Int
    /// Steps in which all outputs are sensed, as the energy counts them [1].
    private let sensingSteps: Double

    /// A read-out at `port`, whose lines `driver` selects.
    ///
    /// - Parameters:
    ///   - port: the array as the read sees it.
    ///   - driver: what selects the input lines.
    ///   - latch: the memory cell.
    ///   - array: the cells.
    ///   - forwardSumBits: length of the forward sums, 0 where there are none [bit].
    ///   - inputs: what sizes the chip.
    init(
        port: ReadPort, driver: any RowDriver, latch: SRAMCell, array: SynapticArray, forwardSumBits: Int,
        inputs: DesignInputs
    ) {
        let counts =
            port.isTransposed
            ? port.counting.sensing(
                TransposedSensing(
                    lines: port.outputCount, forwardLines: array.columns, columnsPerWeight: inputs.columnsPerWeight,
                    forwardSumBits: forwardSumBits)) : SensingCounts(sensedLines: port.outputCount, steps: 1)
        let sensed = counts.sensedLines
        self.port = port
        self.driver = driver
        sumBits = port.inputAddressBits + 1
        sensingSteps = counts.steps
        bitlines = SRAMColumns(latch: latch, port: port, accessedCells: sensed, inputs: inputs)
        senseAmplifiers = SenseAmplifier(
            columns: sensed, columnsPerRead: sensed, pitch: port.outputPitch,
            senseVoltage: inputs.configuration.minimumSenseVoltage, clockFrequency: inputs.configuration.clockFrequency,
            layout: port.outputLayout, technology: inputs.technology)

        let isBinary = !inputs.configuration.operationMode.isConventional
        let task = AccumulationTask(
            units: port.counting.units(port.outputCount, sharedBy: inputs.columnsPerWeight),
            sumBits: sumBits, addsRows: true,
            weightSteps: isBinary ? nil : Double(inputs.columnsPerWeight), inputSteps: 1,
            activeAdders: counts.activeAdders, activeBits: counts.activeBits)
        accumulator = inputs.revision.circuits.accumulator(task, at: port, inputs: inputs)
    }

    var blocks: [SubarrayBlock] {
        let amplifiers = SubarrayBlock(senseAmplifiers, as: .conversion, at: .outputs)
        return driver.blocks(at: port) + bitlines.blocks + [amplifiers] + accumulator.blocks
    }

    func read(activity: Double, lineActivity: Double) -> SubarrayRead {
        let selections = ReadSchedule.oneByOne.counts(port, activity: activity).selections
        let sensings = selections * sensingSteps
        let precharging = bitlines.precharging
        let sensing = senseAmplifiers.cost(of: .sense)
        let share = selectedShare(lineActivity)
        func driving(_ selections: Double) -> OperationCost {
            driver.cost(of: .read(selections: selections, lineActivity: share))
        }
        let discharging = bitlines.dischargeDelay(wordline: driver.outputRamp) * selections
        let latency = ReadoutParts(
            conversion: precharging.latency * selections + discharging + sensing.latency * selections,
            accumulation: accumulator.cost(ofReadAdding: selections).latency,
            array: driving(selections).latency)
        let energy = ReadoutParts(
            conversion: precharging.energy * sensings + sensing.energy * sensings,
            accumulation: accumulator.cost(ofReadAdding: sensings).energy,
            array: driving(driver.holdsSelectedLine ? selections : sensings).energy)
        return SubarrayRead(latency: latency, energy: energy, digitizations: selections)
    }

    /// Share of the lines that one step drives [1].
    private func selectedShare(_ lineActivity: Double) -> Double {
        port.counting.drivenShare(ofLines: port.inputCount, activity: lineActivity)
    }
}
