import Circuits
import Configuration
import Counting
import Technology

/// A read-out of RRAM or FeFET: the lines are driven, and converters digitize the current of the sensed lines.
struct ResistiveReadOut: ReadOut {
    let port: ReadPort
    let schedule: ReadSchedule
    let drive: any InputDrive
    let selector: OutputSelector?
    let converters: ConverterBank
    let accumulator: Accumulator?
    /// Time in which a sensed line settles, over all bits of an input [s].
    private let settling: Double
    /// The lines that a read charges.
    private let charged: ChargedLines
    private let isBinary: Bool

    /// Part of its final value by which the current of a line must move to be sensed, for RC = 1 [1].
    private static let sensedSwing = 0.2

    /// A read-out at `port` with converters of `levels` codes.
    ///
    /// - Parameters:
    ///   - schedule: which inputs are read together.
    ///   - drive: what drives the input lines.
    ///   - converters: what digitizes the sensed lines.
    ///   - accumulator: what combines the conversions; nil for binary results of parallel reads.
    ///   - parallelLines: input lines that add up on a sensed line in the widest read of the array [1].
    ///   - forward: the forward read-out's port, for a transposed read-out.
    init(
        port: ReadPort, schedule: ReadSchedule, drive: any InputDrive, converters: ConverterBank,
        accumulator: Accumulator?, parallelLines: Int = 1, forward: ReadPort? = nil, inputs: DesignInputs
    ) {
        let cell = inputs.cell
        let isBinary = !inputs.configuration.operationMode.isConventional
        self.port = port
        self.schedule = schedule
        self.drive = drive
        self.converters = converters
        self.accumulator = accumulator
        self.isBinary = isBinary
        selector = OutputSelector(
            port: port, lineResistance: cell.readResistance.on / Double(parallelLines),
            isBinary: isBinary && schedule == .allAtOnce, readVoltage: inputs.configuration.readVoltage,
            technology: inputs.technology)

        let ownLines = schedule == .allAtOnce ? port.inputCount : 1
        let lineCount = port.counting.transposed(ownLines, forward: parallelLines)
        let conducting = lineCount > 1 ? port.counting.conductingLines(of: lineCount) : 1
        let timeConstant = port.outputLine.capacitance * (cell.readResistance.average / conducting)
        settling = timeConstant * Self.sensedSwing * Double(port.outputsPerConverter)
        let chargedPort = port.counting.transposed(port, forward: forward ?? port)
        charged = ChargedLines(
            port: chargedPort, readVoltage: inputs.configuration.readVoltage,
            supplyVoltage: inputs.technology.supplyVoltage)
    }

    var adc: ColumnADC? { converters.adc }

    var blocks: [SubarrayBlock] {
        let digital = accumulator?.blocks ?? []
        return drive.blocks + (selector?.blocks ?? []) + converters.blocks + digital
    }

    func read(activity: Double, lineActivity: Double) -> SubarrayRead {
        let counts = schedule.counts(port, activity: activity)
        let driving = drive.readLatency(operations: counts.conversions)
        let latency = ReadoutParts(
            conversion: converters.encodingLatency(conversions: counts.conversions),
            accumulation: accumulator?.latency(additions: counts.conversions) ?? 0,
            array: max(driving, selector?.latency ?? 0) + settling / Double(port.inputBits))

        let encoding = converters.encodingEnergy(conversions: counts.conversions)
        let driveEnergy = drive.readEnergy(operations: counts.conversions, lineActivity: lineActivity)
        let charging = charged.energy(schedule: schedule, activity: activity, steps: port.outputsPerConverter)
        let lineCharging = port.counting.lineCharging(charging)
        let energy = ReadoutParts(
            conversion: encoding + lineCharging.conversion,
            accumulation: accumulator?.energy(additions: counts.conversions) ?? 0,
            array: driveEnergy + (selector?.energy ?? 0) + lineCharging.array)
        var read = SubarrayRead(
            latency: latency, energy: energy, conversionLatencyFactor: counts.conversions,
            conversionEnergyFactor: counts.selections)
        let kind = ConverterRead(
            isFlash: converters.isFlash, isOneByOne: schedule == .oneByOne, isTransposed: port.isTransposed)
        if let outside = port.counting.energyOutsideTotal(encoding: encoding, of: kind) {
            read.totalEnergy -= outside
            read.countsConversionInTotalEnergy = false
        }
        return read
    }
}
