// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A step of a network as it was scheduled.
public struct StreamLayer: Sendable {
    /// The step.
    public let operation: StreamOperation
    /// The counts of the step.
    public let counts: StreamCounts
    /// Energy [J].
    public let energy: StreamEnergy
    /// Extents of a tile.
    public let tile: Tile
    /// What stays in the SRAM while other tiles pass.
    public let dataflow: Dataflow
    /// Whether the map that it reads is in the SRAM already.
    public let findsInput: Bool
    /// Whether the map that it makes stays in the SRAM.
    public let keepsOutput: Bool

    /// Extents of a tile.
    public struct Tile: Sendable, Equatable {
        /// Outputs of a place [1].
        public let outputs: Int
        /// Summed channels [1].
        public let reduction: Int
        /// Rows of places [1].
        public let rows: Int
        /// Columns of places [1].
        public let columns: Int
    }

    /// What stays in the SRAM while other tiles pass.
    public enum Dataflow: String, Sendable, CaseIterable {
        /// A tile of weights.
        case weightStationary = "weight-stationary"
        /// A tile of sums.
        case outputStationary = "output-stationary"
        /// A tile of inputs.
        case inputStationary = "input-stationary"
        /// Everything: there is one tile.
        case whole
    }

    init(_ operation: StreamOperation, schedule: ContractionSchedule, machine: StreamMachine) {
        self.operation = operation
        counts = schedule.counts
        energy = StreamEnergy(
            schedule.counts, operations: operation.contraction.operations, machine: machine)
        let shape = schedule.shape
        tile = Tile(
            outputs: shape.outputs, reduction: shape.reduction, rows: shape.rows, columns: shape.columns)
        dataflow = Dataflow(shape, operation.contraction)
        findsInput = schedule.residency.input
        keepsOutput = schedule.residency.output
    }
}

extension StreamLayer.Dataflow {
    /// The data that the innermost loop with more than one turn leaves in the SRAM.
    fileprivate init(_ shape: Tiling, _ contraction: Contraction) {
        let turning = shape.order.loops.reversed().first { loop in
            switch loop {
            case .outputs: shape.outputs < contraction.outputs
            case .reduction: shape.reduction < contraction.reduction
            case .places:
                shape.rows < contraction.vertical.places || shape.columns < contraction.horizontal.places
            }
        }
        self =
            switch turning {
            case .places: .weightStationary
            case .reduction: .outputStationary
            case .outputs: .inputStationary
            case nil: .whole
            }
    }
}

/// A network streamed through an SRAM, image by image.
public struct StreamEstimate: Sendable {
    /// The machine.
    public let machine: StreamMachine
    /// The network.
    public let network: StreamNetwork
    /// The steps in order.
    public let layers: [StreamLayer]
    /// The counts for an image.
    public let counts: StreamCounts
    /// Energy of an image [J].
    public let energy: StreamEnergy

    /// Schedules a network: each step has the least value of the machine's objective that its maps in the SRAM allow, and which
    /// maps stay there is chosen so that all steps together have the least.
    ///
    /// - Parameters:
    ///   - network: the network.
    ///   - machine: the machine that it runs on.
    ///   - threads: how many threads may search.
    /// - Throws: `InputError` when a step does not fit: it says which one and how much it needs.
    public init(_ network: StreamNetwork, machine: StreamMachine, threads: Int = 1) throws(InputError) {
        self.network = network
        self.machine = machine
        let plan = try StreamPlan(network, machine: machine, threads: threads)
        layers = zip(network.operations, plan.schedules).map { operation, schedule in
            StreamLayer(operation, schedule: schedule, machine: machine)
        }
        counts = layers.reduce(StreamCounts()) { $0 + $1.counts }
        energy = layers.reduce(StreamEnergy()) { $0 + $1.energy }
    }

    /// Time of an image [s].
    public var latency: Double { machine.time(cycles: counts.cycles) }

    /// Images a second.
    public var throughput: Double { 1 / latency }

    /// Mean power [W].
    public var power: Double { energy.total / latency }
}
