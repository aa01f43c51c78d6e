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
        /// Keys and values are read from the buffer and written to it.
        case cache = "keys and values"
        /// What the buffer does not hold, and rows of tables of learned vectors, are read from DRAM and written to it.
        case memory = "DRAM"
    }

    /// Writes of the cells of an engine that is written before it multiplies.
    public struct Wear: Sendable, Equatable {
        /// Writes of all cells together [1].
        public var writtenCells = 0.0
        /// Writes of the cell that is written most, where arrays take turns [1].
        public var mostWrites = 0.0

        /// One wear after the other.
        static func + (left: Wear, right: Wear) -> Wear {
            Wear(
                writtenCells: left.writtenCells + right.writtenCells, mostWrites: left.mostWrites + right.mostWrites)
        }
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
        /// Cost by kind; those without one are left out. Buffer and DRAM work beside the units: their kinds have the whole energy,
        /// and the time that they take longer than the units.
        public let costs: [Kind: OperationCost]
        /// Writes of the engine's cells.
        public let wear: Wear

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
    /// Size of the buffer [bit].
    public let bufferCapacity: Double
    /// Bits of keys and values that are kept for later tokens [bit].
    public let cacheCapacity: Double
    /// Share of them that the buffer holds; DRAM holds the others [1].
    public let keptShare: Double

    /// Area [m²].
    public var area: Double { engineArea + vectorArea + bufferArea }
    /// Time and dynamic energy of all steps, one after the other.
    public let total: OperationCost
    /// The same by kind of work.
    private let kinds: [Kind: OperationCost]
    /// Leakage during its own time [J].
    public var leakageEnergy: Double { leakagePower * total.latency }
    /// Dynamic energy and leakage [J].
    public var energy: Double { total.energy + leakageEnergy }
    /// Multiply-accumulate operations of activations with each other [1].
    public var multiplyAccumulates: Double { steps.reduce(0) { $0 + $1.multiplyAccumulates } }

    /// Writes of the engine's cells by all products.
    public var wear: Wear { steps.reduce(Wear()) { $0 + $1.wear } }

    /// The cost of a kind of work.
    public func cost(of kind: Kind) -> OperationCost { kinds[kind] ?? .zero }

    /// Estimates what a network does besides its layers with weights; nil where it does nothing that this hardware computes,
    /// and for networks that only add maps, as residual convolutional networks do.
    public init?(_ network: Network, on hardware: ActivationHardware) {
        guard let estimate = ActivationMachine(hardware, for: [network]).estimate(network) else { return nil }
        self = estimate
    }

    init(
        hardware: ActivationHardware, steps: [Step], engineArea: Double, vectorArea: Double, bufferArea: Double,
        leakagePower: Double, bufferCapacity: Double, cacheCapacity: Double, keptShare: Double
    ) {
        self.hardware = hardware
        self.steps = steps
        self.engineArea = engineArea
        self.vectorArea = vectorArea
        self.bufferArea = bufferArea
        self.leakagePower = leakagePower
        self.bufferCapacity = bufferCapacity
        self.cacheCapacity = cacheCapacity
        self.keptShare = keptShare
        total = steps.reduce(.zero) { $0 + $1.total }
        kinds = steps.reduce(into: [:]) { sums, step in
            for (kind, cost) in step.costs { sums[kind, default: .zero] += cost }
        }
    }
}
