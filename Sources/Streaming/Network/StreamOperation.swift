// SPDX-License-Identifier: Apache-2.0

/// A step of a streamed network.
public struct StreamOperation: Sendable, Equatable {
    /// What is computed.
    public enum Kind: String, Sendable, CaseIterable {
        /// A convolution whose channels all meet.
        case convolution
        /// A convolution of groups of channels.
        case groupedConvolution = "grouped convolution"
        /// A convolution of each channel by itself.
        case depthwiseConvolution = "depthwise convolution"
        /// A fully connected layer or a product of matrices.
        case fullyConnected = "fully connected"
        /// The largest element under a window.
        case maximumPool = "max pool"
        /// The mean of the elements under a window.
        case averagePool = "average pool"
        /// A sum of two maps, or another operation on two maps element by element.
        case add
        /// A map of which each channel is multiplied by a number.
        case scale
        /// A product of two activations, of which the second one comes as weights do.
        case product
        /// A function of a map that is no part of the step that makes it.
        case function

        /// Whether it has weights that belong to the network.
        public var hasWeights: Bool {
            switch self {
            case .convolution, .groupedConvolution, .depthwiseConvolution, .fullyConnected: true
            case .maximumPool, .averagePool, .add, .scale, .product, .function: false
            }
        }
    }

    /// The source of a map.
    public enum Source: Sendable, Equatable {
        /// The input of the network.
        case image
        /// A step, by its number from 0.
        case operation(Int)
        /// Several steps.
        case several([Int])
    }

    /// Its name, as the user gave it.
    public let name: String
    /// What is computed.
    public let kind: Kind
    /// The loops.
    public let contraction: Contraction
    /// The maps that are read.
    public let inputs: [Source]
    /// Weights, biases and the like that training adjusts [1].
    public let trainableParameters: Int
    /// Numbers that are stored beside these, such as running means [1].
    public let storedStatistics: Int

    /// Describes a step.
    public init(
        name: String, kind: Kind, contraction: Contraction, inputs: [Source], trainableParameters: Int = 0,
        storedStatistics: Int = 0
    ) {
        self.name = name
        self.kind = kind
        self.contraction = contraction
        self.inputs = inputs
        self.trainableParameters = trainableParameters
        self.storedStatistics = storedStatistics
    }
}

extension StreamOperation {
    /// The same step with a batch normalization of its outputs.
    func normalized(channels: Int) -> StreamOperation {
        let isOneAnOutput = contraction.groups * contraction.outputs == channels
        return StreamOperation(
            name: name, kind: kind, contraction: isOneAnOutput ? contraction.biased : contraction, inputs: inputs,
            trainableParameters: trainableParameters + 2 * channels,
            storedStatistics: storedStatistics + 2 * channels)
    }
}

/// A network as steps that stream through a memory.
public struct StreamNetwork: Sendable, Equatable {
    /// The steps in the order in which they run, at least one.
    public let operations: [StreamOperation]

    /// Parameters that training adjusts [1].
    public var trainableParameters: Int { operations.reduce(0) { $0 + $1.trainableParameters } }

    /// Numbers that are stored beside these [1].
    public var storedStatistics: Int { operations.reduce(0) { $0 + $1.storedStatistics } }

    /// Multiply-accumulate operations of the steps with weights for an image [1].
    public var multiplyAccumulates: Int {
        operations.reduce(0) { $0 + ($1.kind.hasWeights ? $1.contraction.operations : 0) }
    }

    /// How many steps read the map of each step.
    var readers: [Int] {
        var readers = [Int](repeating: 0, count: operations.count)
        for operation in operations {
            for input in operation.inputs {
                switch input {
                case .image: break
                case .operation(let number): readers[number] += 1
                case .several(let numbers): for number in numbers { readers[number] += 1 }
                }
            }
        }
        return readers
    }

    /// Whether the map of a step is the only one that the next step reads, and no other step reads it.
    var passesOn: [Bool] {
        let readers = self.readers
        return operations.indices.map { index in
            guard index + 1 < operations.count, readers[index] == 1 else { return false }
            let next = operations[index + 1]
            let elements = operations[index].contraction.outputElements
            return next.inputs.first == .operation(index) && next.kind != .add
                && next.contraction.inputElements == elements
        }
    }
}

/// The bits of the numbers of a network [bit].
public struct StreamPrecision: Sendable, Equatable {
    /// Bits of a weight.
    public let weightBits: Int
    /// Bits of an activation.
    public let activationBits: Int

    /// Describes numbers.
    public init(weightBits: Int = 8, activationBits: Int = 8) {
        self.weightBits = weightBits
        self.activationBits = activationBits
    }

    /// Bits of a contraction's numbers.
    func bits(weights: Int, machine: StreamMachine) -> Contraction.Bits {
        Contraction.Bits(weight: weights, activation: activationBits, partialSum: machine.partialSumBits)
    }
}
