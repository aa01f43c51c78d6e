import Circuits
import Configuration
import Counting
import Technology

/// A read-out of SRAM with all lines at once: converters digitize how far the bitlines discharge.
struct SRAMParallelReadOut: ReadOut {
    let port: ReadPort
    let drive: SwitchedDrive
    let bitlines: SRAMColumns
    let selector: OutputSelector?
    let converters: ConverterBank
    let accumulator: Accumulator?
    private let isBinary: Bool

    /// A read-out at `port` with converters of `levels` codes; `accessedCells` as in ``SRAMColumns``.
    init(
        port: ReadPort, drive: SwitchedDrive, latch: SRAMCell, levels: Int, accessedCells: Int?, rowsInParallel: Int,
        inputs: DesignInputs
    ) {
        let counting = port.counting
        let isBinary = !inputs.configuration.operationMode.isConventional
        self.port = port
        self.drive = drive
        self.isBinary = isBinary
        bitlines = SRAMColumns(latch: latch, port: port, accessedCells: accessedCells, inputs: inputs)
        converters = ConverterBank(port: port, levels: levels, rowsInParallel: rowsInParallel, inputs: inputs)
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
        let task = Accumulator.Task(
            units: port.converterCount, sumBits: addressBits(of: levels), addsRows: false,
            weightSteps: Double(share),
            inputSteps: counting.weightSteps(share: share, columnsPerWeight: inputs.columnsPerWeight))
        accumulator = Accumulator(task, port: port, inputs: inputs)
    }

    var adc: ColumnADC? { converters.adc }

    var blocks: [SubarrayBlock] {
        let digital = accumulator?.blocks ?? []
        return drive.blocks + bitlines.blocks + (selector?.blocks ?? []) + converters.blocks + digital
    }

    func read(activity: Double, lineActivity: Double) -> SubarrayRead {
        let counts = ReadSchedule.allAtOnce.counts(port, activity: activity)
        let discharges = discharges(counts, activity: activity)
        let discharging = bitlines.dischargeDelay(wordline: drive.outputRamp) * discharges
        let precharging = bitlines.prechargeLatency(operations: counts.conversions)
        let encoding = converters.encodingLatency(conversions: counts.conversions)
        let driving = drive.readLatency(operations: counts.conversions)
        let latency = ReadoutParts(
            conversion: precharging + discharging + encoding,
            accumulation: accumulator?.latency(additions: 0) ?? 0,
            array: max(driving, selector?.latency ?? 0))

        let prechargeEnergy = bitlines.prechargeEnergy(operations: counts.conversions)
        let driveEnergy = drive.readEnergy(operations: counts.conversions, lineActivity: lineActivity)
        let energy = ReadoutParts(
            conversion: prechargeEnergy + converters.encodingEnergy(conversions: counts.conversions),
            accumulation: accumulator?.energy(additions: 0) ?? 0,
            array: driveEnergy + (selector?.energy ?? 0))
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
