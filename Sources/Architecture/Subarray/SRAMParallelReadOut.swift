// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Technology

/// A read-out of SRAM with all lines at once: converters digitize how far the bitlines discharge.
struct SRAMParallelReadOut: ReadOut {
    let port: ReadPort
    let driver: any RowDriver
    let bitlines: SRAMColumns
    let selector: OutputSelector?
    let converters: ConverterBank
    let accumulator: (any Accumulator)?
    private let isBinary: Bool

    /// A read-out at `port` with converters of `levels` codes; `accessedCells` as in ``SRAMColumns``.
    init(
        port: ReadPort, driver: any RowDriver, latch: SRAMCell, levels: Int, accessedCells: Int?, rowsInParallel: Int,
        inputs: DesignInputs
    ) {
        let counting = port.counting
        let isBinary = !inputs.configuration.operationMode.isConventional
        self.port = port
        self.driver = driver
        self.isBinary = isBinary
        bitlines = SRAMColumns(latch: latch, port: port, accessedCells: accessedCells, inputs: inputs)
        converters = inputs.revision.circuits.converters(
            .sum(levels: levels, rowsInParallel: rowsInParallel), at: port, inputs: inputs)
        // Binary arrays have no column multiplexer in the model, though columns share converters.
        guard !isBinary else {
            selector = nil
            accumulator = nil
            return
        }
        let lines = Double(port.inputCount)
        selector = OutputSelector(
            port: port, lineResistance: latch.accessResistance / lines / 2,
            decoderLeakage: port.isTransposed ? { $0 } : counting.columnDecoderLeakage,
            readVoltage: inputs.configuration.readVoltage, technology: inputs.technology)
        let share = port.outputsPerConverter
        let task = AccumulationTask(
            units: port.converterCount, sumBits: addressBits(of: levels), addsRows: false,
            weightSteps: Double(share),
            inputSteps: counting.weightSteps(share: share, columnsPerWeight: inputs.columnsPerWeight))
        accumulator = inputs.revision.circuits.accumulator(task, at: port, inputs: inputs)
    }

    var converter: (any ColumnConverter)? { converters.converter }

    var blocks: [SubarrayBlock] {
        let digital = accumulator?.blocks ?? []
        return driver.blocks(at: port) + bitlines.blocks + (selector?.blocks ?? []) + converters.blocks + digital
    }

    func read(activity: Double, lineActivity: Double) -> SubarrayRead {
        let counts = ReadSchedule.allAtOnce.counts(port, activity: activity)
        let discharges = discharges(counts, activity: activity)
        let discharging = bitlines.dischargeDelay(wordline: driver.outputRamp) * discharges
        let precharging = bitlines.precharging * counts.conversions
        let encoding = converters.encoding * counts.conversions
        let driving = driver.cost(of: .read(selections: counts.conversions, lineActivity: lineActivity))
        let adding = accumulator?.cost(ofReadAdding: 0) ?? .zero
        let selecting = selector?.cost ?? .zero
        let latency = ReadoutParts(
            conversion: precharging.latency + discharging + encoding.latency, accumulation: adding.latency,
            array: max(driving.latency, selecting.latency))
        let energy = ReadoutParts(
            conversion: precharging.energy + encoding.energy, accumulation: adding.energy,
            array: driving.energy + selecting.energy)
        return SubarrayRead(
            latency: latency, energy: energy, conversionLatencyFactor: counts.conversions,
            conversionEnergyFactor: counts.selections)
    }

    /// How often the bitlines are discharged one after the other [1].
    private func discharges(_ counts: ReadSchedule.Counts, activity: Double) -> Double {
        port.counting.discharges(
            conversions: counts.conversions, activeLines: Double(port.inputCount) * activity, isBinary: isBinary)
    }
}
