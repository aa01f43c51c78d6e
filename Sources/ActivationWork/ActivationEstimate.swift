// SPDX-License-Identifier: Apache-2.0

import Circuits
import Macro
import Workload

/// Time, energy and area of the work on activations alone.
public struct ActivationEstimate: Sendable {
    /// A kind of work.
    public enum Kind: String, Sendable, CaseIterable {
        /// Matrices are written into the engine.
        case writing = "product writing"
        /// Vectors are multiplied with them.
        case multiplying = "product"
        case softmax
        case normalization
        /// GELU, SiLU and other functions.
        case function
        /// Sums and products of two maps, and sums of parts of products.
        case elements
        /// Activations are read from the buffer and written to it.
        case buffer
    }

    /// The cost of a step.
    public struct Step: Sendable {
        /// Its number in the network, from 0.
        public let index: Int
        /// Its name.
        public let name: String
        /// The operation.
        public let operation: NetworkStep.Operation
        /// Multiply-accumulate operations of activations with each other [1].
        public let multiplyAccumulates: Double
        /// Cost by kind. The buffer works beside the units; `buffer` has only its energy, and the time beyond theirs.
        public let costs: [Kind: OperationCost]

        /// All kinds one after the other.
        public var total: OperationCost { Kind.allCases.reduce(.zero) { $0 + (costs[$1] ?? .zero) } }
    }

    /// The hardware.
    public let hardware: ActivationHardware
    /// The steps that have a cost, in order.
    public let steps: [Step]
    /// Area of the engine for products, of the vector unit and of the buffer [m²].
    public let engineArea, vectorArea, bufferArea: Double
    /// Static power of all of them [W].
    public let leakagePower: Double
    /// Bits that the buffer holds: those of the step that needs most, and keys and values that are kept [bit].
    public let bufferCapacity: Double
    /// Bits of keys and values that are kept [bit].
    public let cacheCapacity: Double

    /// Area [m²].
    public var area: Double { engineArea + vectorArea + bufferArea }
    /// Time and dynamic energy of all steps, one after the other.
    public var total: OperationCost { steps.reduce(.zero) { $0 + $1.total } }
    /// Leakage during its own time [J].
    public var leakageEnergy: Double { leakagePower * total.latency }
    /// Dynamic energy and leakage [J].
    public var energy: Double { total.energy + leakageEnergy }
    /// Multiply-accumulate operations of activations with each other [1].
    public var multiplyAccumulates: Double { steps.reduce(0) { $0 + $1.multiplyAccumulates } }

    /// The cost of a kind of work.
    public func cost(of kind: Kind) -> OperationCost { steps.reduce(.zero) { $0 + ($1.costs[kind] ?? .zero) } }

    /// Estimates what a network does besides its layers with weights; nil where it does nothing that this hardware computes,
    /// and for networks that only add maps, as residual convolutional networks do.
    public init?(_ network: Network, on hardware: ActivationHardware) {
        guard !network.workBesideLayers.isEmpty else { return nil }
        let machine = ActivationMachine(network, hardware)
        self.hardware = hardware
        steps = network.steps.enumerated().compactMap { machine.cost(of: $1, at: $0) }
        engineArea = machine.engine.area
        vectorArea = machine.unit.area
        bufferArea = machine.buffer.area
        leakagePower = machine.engine.leakagePower + machine.unit.leakagePower + machine.buffer.leakagePower
        bufferCapacity = machine.buffer.capacity
        cacheCapacity = machine.cacheCapacity
    }
}

/// The sized hardware.
struct ActivationMachine {
    let engine: any ProductEngine
    let unit: VectorUnit
    let buffer: ActivationBuffer
    /// Bits of keys and values that are kept [bit].
    let cacheCapacity: Double
    private let bits: Double

    init(_ network: Network, _ hardware: ActivationHardware) {
        bits = Double(hardware.activationBits)
        unit = VectorUnit(lanes: hardware.lanes, bits: hardware.vectorBits, silicon: hardware.silicon)
        engine = Self.engine(hardware, unit: unit)
        let bits = bits
        func numbers(_ step: NetworkStep) -> Double {
            Double(step.inputElements) + Double(step.secondElements ?? 0) + Double(step.finalElements)
        }
        cacheCapacity = network.steps.filter { $0.operation == .cache }.reduce(0) {
            $0 + Double($1.finalElements) * bits
        }
        let most = network.steps.filter { $0.operation.computes }.map(numbers).max() ?? 0
        buffer = ActivationBuffer(
            capacity: most * bits + cacheCapacity, width: Double(hardware.lanes) * bits, cycleTime: unit.cycleTime,
            silicon: hardware.silicon)
    }

    /// The engine that the hardware asks for, beside a vector unit.
    static func engine(_ hardware: ActivationHardware, unit: VectorUnit) -> any ProductEngine {
        switch hardware.engine {
        case .digital: ArrayProducts(hardware, isDigital: true)
        case .sram: ArrayProducts(hardware, isDigital: false)
        case .systolic: SystolicProducts(hardware)
        case .vector: VectorProducts(unit: unit)
        }
    }

    /// The cost of a step; nil where it has none here.
    func cost(of step: NetworkStep, at index: Int) -> ActivationEstimate.Step? {
        let costs: [ActivationEstimate.Kind: OperationCost]
        if step.operation == .product {
            costs = product(ProductShape(step))
        } else if let work = VectorWork(step.operation) {
            costs = vector(work, step)
        } else {
            return nil
        }
        return ActivationEstimate.Step(
            index: index, name: step.geometry.name ?? "\(index + 1)", operation: step.operation,
            multiplyAccumulates: Double(step.dynamicMultiplyAccumulates), costs: costs)
    }

    private func product(_ shape: ProductShape) -> [ActivationEstimate.Kind: OperationCost] {
        let cost = engine.cost(of: shape)
        let adding = unit.cost(of: .pass(numbers: cost.additions, .init(additions: 1)))
        let traffic =
            buffer.cost(of: .read(bits: bits * shape.matrixNumbers * cost.matrixReads))
            + buffer.cost(of: .read(bits: bits * shape.vectorNumbers * cost.vectorReads))
            + buffer.cost(of: .write(bits: bits * shape.results))
        let busy = cost.writing.latency + cost.multiplying.latency + adding.latency
        return [
            .writing: cost.writing, .multiplying: cost.multiplying, .elements: adding,
            .buffer: beside(traffic, busy),
        ]
    }

    private func vector(_ work: VectorWork, _ step: NetworkStep) -> [ActivationEstimate.Kind: OperationCost] {
        let numbers = Double(step.inputElements)
        var own = OperationCost.zero
        var traffic = OperationCost.zero
        for pass in work.passes {
            own += unit.cost(of: .pass(numbers: numbers, pass.work))
            traffic += buffer.cost(of: .read(bits: bits * numbers * pass.reads))
            traffic += buffer.cost(of: .write(bits: bits * numbers * pass.writes))
        }
        if work.perVector != VectorUnit.Work() {
            own += unit.cost(of: .pass(numbers: VectorWork.vectors(of: step), work.perVector))
        }
        return [kind(of: step.operation): own, .buffer: beside(traffic, own.latency)]
    }

    /// Traffic beside work: what it takes longer than the work.
    private func beside(_ traffic: OperationCost, _ busy: Double) -> OperationCost {
        OperationCost(latency: max(0, traffic.latency - busy), energy: traffic.energy)
    }

    private func kind(of operation: NetworkStep.Operation) -> ActivationEstimate.Kind {
        switch operation {
        case .softmax: .softmax
        case .layerNormalization, .rootMeanSquareNormalization, .groupNormalization: .normalization
        case .gelu, .silu, .function: .function
        default: .elements
        }
    }
}
