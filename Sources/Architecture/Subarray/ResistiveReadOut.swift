// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Technology

/// A read-out of RRAM or FeFET: the lines are driven, and converters digitize the current of the sensed lines.
struct ResistiveReadOut: ReadOut {
    let port: ReadPort
    let schedule: ReadSchedule
    let driver: any RowDriver
    let selector: OutputSelector?
    let converters: ConverterBank
    let accumulator: (any Accumulator)?
    /// Time in which a sensed line settles, over all bits of an input [s].
    private let settling: Double
    /// The lines that a read charges.
    private let charged: ChargedLines
    private let countsDriver: Bool

    /// Part of its final value by which the current of a line must move to be sensed, for RC = 1 [1].
    private static let sensedSwing = 0.2

    /// A read-out at `port`.
    ///
    /// - Parameters:
    ///   - port: the array as the read sees it.
    ///   - schedule: which inputs are read together.
    ///   - driver: what drives the input lines.
    ///   - countsDriver: whether the driver's circuits belong to this read-out; false where they belong to the writing.
    ///   - converters: what digitizes the sensed lines.
    ///   - accumulator: what combines the conversions; nil for binary results of parallel reads.
    ///   - parallelLines: input lines that add up on a sensed line in the widest read of the array [1].
    ///   - forward: the forward read-out's port, for a transposed read-out.
    ///   - inputs: what sizes the chip.
    init(
        port: ReadPort, schedule: ReadSchedule, driver: any RowDriver, countsDriver: Bool = true,
        converters: ConverterBank, accumulator: (any Accumulator)?, parallelLines: Int = 1, forward: ReadPort? = nil,
        inputs: DesignInputs
    ) {
        let cell = inputs.cell
        let isBinary = !inputs.configuration.operationMode.isConventional
        self.port = port
        self.schedule = schedule
        self.driver = driver
        self.countsDriver = countsDriver
        self.converters = converters
        self.accumulator = accumulator
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

    var converter: (any ColumnConverter)? { converters.converter }

    var blocks: [SubarrayBlock] {
        let digital = accumulator?.blocks ?? []
        let driving = countsDriver ? driver.blocks(at: port) : []
        return driving + (selector?.blocks ?? []) + converters.blocks + digital
    }

    func read(activity: Double, lineActivity: Double) -> SubarrayRead {
        let counts = schedule.counts(port, activity: activity)
        let driving = driver.cost(of: .read(selections: counts.conversions, lineActivity: lineActivity))
        let encoding = converters.encoding * counts.conversions
        let adding = accumulator?.cost(ofReadAdding: counts.conversions) ?? .zero
        let selecting = selector?.cost ?? .zero
        let latency = ReadoutParts(
            conversion: encoding.latency, accumulation: adding.latency,
            array: max(driving.latency, selecting.latency) + settling / Double(port.inputBits))

        let charging = charged.energy(schedule: schedule, activity: activity, steps: port.outputsPerConverter)
        let lineCharging = port.counting.lineCharging(charging)
        let energy = ReadoutParts(
            conversion: encoding.energy + lineCharging.conversion, accumulation: adding.energy,
            array: driving.energy + selecting.energy + lineCharging.array)
        var read = SubarrayRead(
            latency: latency, energy: energy, conversionLatencyFactor: counts.conversions,
            conversionEnergyFactor: counts.selections)
        let kind = ConverterRead(
            isFlash: converters.isFlash, isOneByOne: schedule == .oneByOne, isTransposed: port.isTransposed)
        if let outside = port.counting.energyOutsideTotal(encoding: encoding.energy, of: kind) {
            read.totalEnergy -= outside
            read.countsConversionInTotalEnergy = false
        }
        return read
    }
}
