// SPDX-License-Identifier: Apache-2.0

/// One step of a network: a layer that has weights, or what stands between layers.
public struct NetworkStep: Sendable, Equatable {
    /// The operation; the raw value is the word in a network file.
    public enum Operation: String, Sendable, CaseIterable {
        /// A convolution or fully connected layer.
        case convolution
        /// The largest element under a window.
        case maximumPool = "max_pool"
        /// The mean of the elements under a window.
        case averagePool = "average_pool"
        /// The sum of two feature maps.
        case add
        /// A feature map, each channel multiplied by its own number, as in squeeze and excitation.
        case scale

        /// How many values it reads.
        public var inputCount: Int {
            switch self {
            case .convolution, .maximumPool, .averagePool: 1
            case .add, .scale: 2
            }
        }
    }

    /// The source of a value.
    public enum Source: Sendable, Equatable {
        /// The input of the network.
        case image
        /// The output of a step, after a pooling that it is followed by: the number of the step from 0.
        case step(Int)
    }

    /// The operation.
    public let operation: Operation
    /// Extents, kernel and name. Steps without weights are as a layer with a group for each channel.
    public let geometry: Layer
    /// The inputs, in order: for `scale` the map, then the factors.
    public let inputs: [Source]

    /// Describes a step.
    public init(_ geometry: Layer, operation: Operation = .convolution, inputs: [Source]) {
        self.geometry = geometry
        self.operation = operation
        self.inputs = inputs
    }

    /// Height of the output, after a pooling that follows [1].
    public var finalHeight: Int {
        geometry.isFollowedByPooling ? max(1, geometry.outputHeight / 2) : geometry.outputHeight
    }

    /// Width of the output, after a pooling that follows [1].
    public var finalWidth: Int {
        geometry.isFollowedByPooling ? max(1, geometry.outputWidth / 2) : geometry.outputWidth
    }

    /// Elements of the output, after a pooling that follows [1].
    public var finalElements: Int { geometry.outputChannels * finalHeight * finalWidth }
}
