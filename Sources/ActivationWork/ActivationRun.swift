// SPDX-License-Identifier: Apache-2.0

import Circuits
import Workload

/// A network on hardware for work on activations: which part of its numbers the buffer holds, and what each step costs.
struct ActivationRun {
    private let machine: ActivationMachine
    private let network: Network
    private let bits: Double
    /// Bits of keys and values that are kept [bit].
    let cacheCapacity: Double
    /// Share of the keys and values that the buffer holds; DRAM holds the others [1].
    let keptShare: Double

    init(_ machine: ActivationMachine, _ network: Network) {
        self.machine = machine
        self.network = network
        bits = Double(machine.hardware.activationBits)
        cacheCapacity = bits * ActivationMachine.keptNumbers(network)
        let room = max(0, machine.buffer.capacity - machine.workingCapacity)
        keptShare = cacheCapacity > room ? room / cacheCapacity : 1
    }

    /// The cost of a step; nil for layers with weights, which the arrays of the chip compute.
    func step(at index: Int) -> ActivationEstimate.Step? {
        let step = network.steps[index]
        let costs: [ActivationEstimate.Kind: OperationCost]
        var wear = ActivationEstimate.Wear()
        switch step.operation {
        case .convolution: return nil
        case .product:
            let shape = ProductShape(step)
            let cost = machine.engine.cost(of: shape)
            costs = product(shape, cost, at: index)
            wear = ActivationEstimate.Wear(writtenCells: cost.writtenCells, mostWrites: cost.mostWrites)
        case .embedding, .select, .cache, .prepend: costs = movement(step)
        default: costs = vector(VectorWork(step), at: index)
        }
        return ActivationEstimate.Step(
            index: index, name: step.geometry.name ?? "\(index + 1)", operation: step.operation,
            multiplyAccumulates: Double(step.dynamicMultiplyAccumulates), costs: costs.filter { $0.value != .zero },
            wear: wear)
    }

    // MARK: Kinds of steps

    private func product(
        _ shape: ProductShape, _ cost: ProductCost, at index: Int
    ) -> [ActivationEstimate.Kind: OperationCost] {
        let adding = machine.unit.cost(of: .pass(numbers: cost.additions, .init(additions: 1)))
        let vectors = bits * shape.vectorNumbers * cost.vectorReads
        let matrix = bits * shape.matrixNumbers * cost.matrixReads
        let results = bits * shape.results
        var traffic = Traffic()
        let outside = 1 - heldShare(ofStep: index)
        traffic.buffer = read(vectors) + write(results)
        traffic.outside = outside * (vectors + results)
        if network.keepsMatrix(ofStep: index) {
            traffic.kept = read(matrix)
            traffic.outside += (1 - keptShare) * matrix
        } else {
            traffic.buffer += read(matrix)
            traffic.outside += outside * matrix
        }
        let busy = cost.writing.latency + cost.multiplying.latency + adding.latency
        return costs(of: traffic, beside: busy).merging(
            [.writing: cost.writing, .multiplying: cost.multiplying, .elements: adding]
        ) { $0 + $1 }
    }

    private func vector(_ work: VectorWork, at index: Int) -> [ActivationEstimate.Kind: OperationCost] {
        let step = network.steps[index]
        var own = OperationCost.zero
        var traffic = Traffic()
        for pass in work.passes {
            own += machine.unit.cost(of: .pass(numbers: work.numbers, pass.work))
            traffic.buffer += read(bits * work.numbers * pass.reads) + write(bits * work.numbers * pass.writes)
        }
        if work.perVector != VectorUnit.Work() {
            own += machine.unit.cost(of: .pass(numbers: work.vectors, work.perVector))
        }
        // Numbers beyond the buffer come from DRAM once and go back once: the passes take them vector by vector.
        let outside = 1 - heldShare(ofStep: index)
        traffic.outside =
            outside * bits
            * (Double(step.inputElements) + Double(step.secondElements ?? 0) + Double(step.finalElements))
        var result = costs(of: traffic, beside: own.latency)
        result[kind(of: step.operation), default: .zero] += own
        return result
    }

    /// Steps that compute nothing: rows of a table come from DRAM, and vectors are put where the next step reads them.
    private func movement(_ step: NetworkStep) -> [ActivationEstimate.Kind: OperationCost] {
        var traffic = Traffic()
        switch step.operation {
        case .cache:
            let new = bits * Double(step.inputElements)
            traffic.kept = write(new)
            traffic.outside = (1 - keptShare) * new
        case .embedding:
            let rows = bits * Double(step.finalElements)
            traffic.buffer = write(rows)
            traffic.outside = rows
        case .prepend:
            let learned = bits * Double(step.finalElements - step.inputElements)
            traffic.buffer = write(learned)
            traffic.outside = learned
        default:
            let chosen = bits * Double(step.finalElements)
            traffic.buffer = read(chosen) + write(chosen)
        }
        return costs(of: traffic, beside: 0)
    }

    private func kind(of operation: NetworkStep.Operation) -> ActivationEstimate.Kind {
        switch operation {
        case .softmax: .softmax
        case .layerNormalization, .rootMeanSquareNormalization, .groupNormalization: .normalization
        case .gelu, .silu, .function: .function
        default: .elements
        }
    }

    // MARK: Traffic

    /// What a step moves.
    private struct Traffic {
        /// Maps from the buffer and to it.
        var buffer = OperationCost.zero
        /// Keys and values from the buffer and to it.
        var kept = OperationCost.zero
        /// Bits from DRAM and to it [bit].
        var outside = 0.0
    }

    private func read(_ bits: Double) -> OperationCost { machine.buffer.cost(of: .read(bits: bits)) }

    private func write(_ bits: Double) -> OperationCost { machine.buffer.cost(of: .write(bits: bits)) }

    /// Share of the numbers of a step that the buffer holds [1].
    private func heldShare(ofStep index: Int) -> Double {
        let needed =
            bits
            * ActivationMachine.numbers(network.steps[index], hasKeptMatrix: network.keepsMatrix(ofStep: index))
        // Where the largest step does not fit, the buffer holds no keys and values.
        let room = max(min(machine.workingCapacity, machine.buffer.capacity), 0)
        return needed > room ? room / needed : 1
    }

    /// Traffic goes on beside the work: its time counts as far as it is longer.
    private func costs(of traffic: Traffic, beside busy: Double) -> [ActivationEstimate.Kind: OperationCost] {
        let port = traffic.buffer.latency + traffic.kept.latency
        let waiting = max(0, port - busy)
        let outside = machine.hardware.dram.cost(of: .transfer(bits: traffic.outside))
        func share(_ cost: OperationCost) -> OperationCost {
            OperationCost(latency: port > 0 ? waiting * cost.latency / port : 0, energy: cost.energy)
        }
        return [
            .buffer: share(traffic.buffer), .cache: share(traffic.kept),
            .memory: OperationCost(latency: max(0, outside.latency - max(busy, port)), energy: outside.energy),
        ]
    }
}
