import Circuits
import Configuration
import Counting
import Technology

/// A read-out of SRAM one line after the other: all bitlines are sensed at once, and adders sum up the lines.
struct SRAMSequentialReadOut: ReadOut {
    let port: ReadPort
    let drive: any InputDrive
    let bitlines: SRAMColumns
    let senseAmplifiers: SenseAmplifier
    let accumulator: Accumulator
    let adc: ColumnADC? = nil
    /// Steps in which all outputs are sensed, as the energy counts them [1].
    private let sensingSteps: Double

    /// A read-out at `port`, whose lines `drive` selects.
    ///
    /// - Parameters:
    ///   - array: the cells.
    ///   - forwardSumBits: length of the forward sums, 0 where there are none [bit].
    init(
        port: ReadPort, drive: any InputDrive, latch: SRAMCell, array: CellArray, forwardSumBits: Int,
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
        self.drive = drive
        sensingSteps = counts.steps
        bitlines = SRAMColumns(latch: latch, port: port, accessedCells: sensed, inputs: inputs)
        senseAmplifiers = SenseAmplifier(
            columns: sensed, columnsPerRead: sensed, pitch: port.outputPitch,
            senseVoltage: inputs.configuration.minimumSenseVoltage, clockFrequency: inputs.configuration.clockFrequency,
            layout: port.outputLayout, technology: inputs.technology)

        let isBinary = !inputs.configuration.operationMode.isConventional
        let task = Accumulator.Task(
            units: port.counting.units(port.outputCount, sharedBy: inputs.columnsPerWeight),
            sumBits: port.inputAddressBits + 1, addsRows: true,
            weightSteps: isBinary ? nil : Double(inputs.columnsPerWeight), inputSteps: 1,
            activeAdders: counts.activeAdders, activeBits: counts.activeBits)
        accumulator = Accumulator(task, port: port, inputs: inputs)
    }

    var blocks: [SubarrayBlock] {
        let amplifiers = SubarrayBlock(senseAmplifiers, as: .conversion, at: .outputs)
        return drive.blocks + bitlines.blocks + [amplifiers] + accumulator.blocks
    }

    func read(activity: Double, lineActivity: Double) -> SubarrayRead {
        let selections = ReadSchedule.oneByOne.counts(port, activity: activity).selections
        let discharging = bitlines.dischargeDelay(wordline: drive.outputRamp) * selections
        let sensing = senseAmplifiers.readLatency(operations: selections)
        let latency = ReadoutParts(
            conversion: bitlines.prechargeLatency(operations: selections) + discharging + sensing,
            accumulation: accumulator.latency(additions: selections),
            array: drive.readLatency(operations: selections))

        let sensings = selections * sensingSteps
        let precharging = bitlines.prechargeEnergy(operations: sensings)
        let driven = drive.holdsSelectedLine ? selections : sensings
        let energy = ReadoutParts(
            conversion: precharging + senseAmplifiers.readEnergy(operations: sensings),
            accumulation: accumulator.energy(additions: sensings),
            array: drive.readEnergy(operations: driven, lineActivity: selectedShare(lineActivity)))
        return SubarrayRead(latency: latency, energy: energy, digitizations: selections)
    }

    /// Share of the lines that one step drives [1].
    private func selectedShare(_ lineActivity: Double) -> Double {
        port.counting.drivenShare(ofLines: port.inputCount, activity: lineActivity)
    }
}
