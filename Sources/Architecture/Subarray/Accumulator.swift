import Circuits
import Configuration
import Technology

/// The digital circuits behind the converters: they add up the rows of a row-by-row read, weight the cells of a weight,
/// and weight the bits of an input.
struct Accumulator: Sendable {
    /// What an accumulator adds up.
    struct Task: Sendable {
        /// Units, one for each result that is there at a time.
        var units: Int
        /// Length of a sum, or of a conversion where rows need no adding up [bit].
        var sumBits: Int
        /// Whether rows are read one after the other, so that their conversions are added up.
        var addsRows: Bool
        /// Shift-and-add steps over the cells of a weight in one read [1]; nil where results are binary.
        var weightSteps: Double?
        /// Shift-and-add steps over the bits of an input in one read [1].
        var inputSteps: Double
        /// Adders that switch in an addition; nil for all.
        var activeAdders: Int?
        /// Flip-flops that switch in an addition; nil for all.
        var activeBits: Int?
    }

    let task: Task
    let adder: Adder?
    let register: DFlipFlop?
    let weightShiftAdd: ShiftAdd?
    let inputShiftAdd: ShiftAdd?
    let blocks: [SubarrayBlock]
    private let readPulseWidth: Double

    /// An accumulator at the outputs of `port`.
    init(_ task: Task, port: ReadPort, inputs: DesignInputs) {
        let technology = inputs.technology
        let clock = inputs.configuration.clockFrequency
        let roles = inputs.revision.circuits
        let layout = port.outputLayout
        func sums(bits: Int) -> Adder {
            Adder(bits: bits, count: task.units, layout: layout, technology: technology)
        }
        func shiftAdd(bits: Int, steps: Int) -> ShiftAdd? {
            guard steps > 1, task.weightSteps != nil else { return nil }
            return ShiftAdd(
                unitCount: task.units, adderBits: bits, pulseCount: steps, clockFrequency: clock, layout: layout,
                technology: technology)
        }
        let weightBits = task.sumBits
        let inputBits = task.sumBits + inputs.columnsPerWeight
        let adder = task.addsRows ? sums(bits: task.sumBits) : nil
        let register =
            task.addsRows
            ? DFlipFlop(
                count: (task.sumBits + 1) * task.units, clockFrequency: clock, layout: layout, technology: technology)
            : nil
        let weightShiftAdd = shiftAdd(bits: weightBits, steps: inputs.columnsPerWeight)
        let inputShiftAdd = shiftAdd(bits: inputBits, steps: port.inputBits)
        self.task = task
        self.adder = adder
        self.register = register
        self.weightShiftAdd = weightShiftAdd
        self.inputShiftAdd = inputShiftAdd
        readPulseWidth = inputs.configuration.readPulseWidth
        blocks = [
            adder.map { Self.block($0, adder: $0, port: port, roles: roles) },
            register.map { SubarrayBlock($0, as: .accumulation, at: .outputs) },
            weightShiftAdd.map { Self.block($0, adder: sums(bits: weightBits), port: port, roles: roles) },
            inputShiftAdd.map { Self.block($0, adder: sums(bits: inputBits), port: port, roles: roles) },
        ].compactMap { $0 }
    }

    /// A circuit that holds `adder`.
    private static func block(
        _ circuit: some CircuitModel, adder: Adder, port: ReadPort, roles: any CircuitRoles
    ) -> SubarrayBlock {
        var footprint = circuit.footprint
        if case .width(let width) = port.outputLayout {
            footprint = roles.footprint(of: footprint, adders: adder.footprint, width: width)
        }
        return SubarrayBlock(circuit, as: .accumulation, at: .outputs, footprint: footprint)
    }

    /// Time in one read with a number of row additions [s].
    func latency(additions: Double) -> Double {
        let load = register?.transmissionGateDrainCapacitance ?? 0
        let adding = adder?.readLatency(load: load, operations: additions) ?? 0
        let storing = register?.readLatency(operations: additions) ?? 0
        let weights =
            weightShiftAdd?.readLatency(operations: task.weightSteps ?? 0, readPulseWidth: readPulseWidth) ?? 0
        let bits = inputShiftAdd?.readLatency(operations: task.inputSteps, readPulseWidth: readPulseWidth) ?? 0
        return adding + storing + weights + bits
    }

    /// Energy in one read with a number of row additions [J].
    func energy(additions: Double) -> Double {
        let adding = adder?.readEnergy(operations: additions, activeAdders: task.activeAdders) ?? 0
        let activeBits = task.activeBits.map(Double.init)
        let storing = register?.readEnergy(operations: additions, activeBits: activeBits) ?? 0
        let weights = weightShiftAdd?.readEnergy(operations: task.weightSteps ?? 0) ?? 0
        let bits = inputShiftAdd?.readEnergy(operations: task.inputSteps) ?? 0
        return adding + storing + weights + bits
    }
}
