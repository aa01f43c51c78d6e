// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Technology

/// The results that an accumulator adds up.
public struct AccumulationTask: Sendable, Equatable {
    /// Number of units, one for each result at a time.
    public let units: Int
    /// Length of a sum, or of a conversion where rows need no adding up [bit].
    public let sumBits: Int
    /// Whether rows are read one after the other, so that their conversions are added up.
    let addsRows: Bool
    /// Shift-and-add steps over the cells of a weight in one read [1]; nil where results are binary.
    public let weightSteps: Double?
    /// Shift-and-add steps over the bits of an input in one read [1].
    let inputSteps: Double
    /// Adders that switch in an addition; nil for all.
    public let activeAdders: Int?
    /// Flip-flops that switch in an addition; nil for all.
    public let activeBits: Int?

    init(
        units: Int, sumBits: Int, addsRows: Bool, weightSteps: Double?, inputSteps: Double, activeAdders: Int? = nil,
        activeBits: Int? = nil
    ) {
        self.units = units
        self.sumBits = sumBits
        self.addsRows = addsRows
        self.weightSteps = weightSteps
        self.inputSteps = inputSteps
        self.activeAdders = activeAdders
        self.activeBits = activeBits
    }
}

/// Adders that keep the sum of rows, and shift-adds that weight the cells of a weight and the bits of an input.
struct ShiftAddAccumulator: Accumulator {
    let parts: [CircuitPart]
    /// Adding the conversions of a row, and keeping the sum.
    private let adding: OperationCost
    private let storing: OperationCost
    /// Weighting the cells of a weight, and the bits of an input, in one read.
    private let weighting: OperationCost
    private let shifting: OperationCost

    /// An accumulator at the outputs of `port`.
    init(_ task: AccumulationTask, port: ReadPort, inputs: DesignInputs) {
        let technology = inputs.technology
        let clock = inputs.configuration.clockFrequency
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
        func part(_ circuit: some CircuitModel, adder: Adder) -> CircuitPart {
            guard case .width(let width) = layout else { return CircuitPart(circuit) }
            return CircuitPart(
                circuit,
                footprint: inputs.revision.circuits.footprint(
                    of: circuit.footprint, adders: adder.footprint, width: width))
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
        let pulse = inputs.configuration.readPulseWidth
        func steps(_ count: Double, of circuit: ShiftAdd?) -> OperationCost {
            circuit?.cost(of: .accumulate(steps: count, readPulseWidth: pulse)) ?? .zero
        }
        let load = register?.transmissionGateDrainCapacitance ?? 0
        adding = adder?.cost(of: .add(load: load, active: task.activeAdders)) ?? .zero
        storing = register?.cost(of: .store(activeBits: task.activeBits.map(Double.init))) ?? .zero
        weighting = steps(task.weightSteps ?? 0, of: weightShiftAdd)
        shifting = steps(task.inputSteps, of: inputShiftAdd)
        parts = [
            adder.map { part($0, adder: $0) },
            register.map { CircuitPart($0) },
            weightShiftAdd.map { part($0, adder: sums(bits: weightBits)) },
            inputShiftAdd.map { part($0, adder: sums(bits: inputBits)) },
        ].compactMap { $0 }
    }

    func cost(ofReadAdding additions: Double) -> OperationCost {
        adding * additions + storing * additions + weighting + shifting
    }
}
