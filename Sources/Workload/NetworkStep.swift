// SPDX-License-Identifier: Apache-2.0

/// One step of a network: a layer that has weights, or what stands between layers.
public struct NetworkStep: Sendable, Equatable {
    /// The source of a value.
    public enum Source: Sendable, Equatable {
        /// The input of the network.
        case image
        /// The output of a step, after a pooling that it is followed by: the number of the step from 0.
        case step(Int)
    }

    /// The operation.
    public let operation: Operation
    /// Extents, kernel and name, in the form that ``Operation/form`` tells.
    public let geometry: Layer
    /// The inputs, in order: for `scale` the map, then the factors; for `product` the map, then the matrices.
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

    /// Elements of the first input [1].
    public var inputElements: Int {
        operation == .embedding
            ? geometry.inputHeight * geometry.inputWidth
            : geometry.inputChannels * geometry.inputHeight * geometry.inputWidth
    }

    /// Elements of the second input; nil if there is none [1].
    public var secondElements: Int? {
        switch operation {
        case .add, .multiply: inputElements
        case .scale: geometry.inputChannels
        case .product: geometry.weightCount
        default: nil
        }
    }

    /// Multiply-accumulate operations of two activations with each other [1].
    public var dynamicMultiplyAccumulates: Int { operation == .product ? geometry.multiplyAccumulates : 0 }
}

extension NetworkStep {
    /// What a step computes; the raw value is the word in a network file.
    public enum Operation: String, Sendable, CaseIterable {
        /// A convolution or fully connected layer.
        case convolution
        /// The largest element under a window.
        case maximumPool = "max_pool"
        /// The mean of the elements under a window.
        case averagePool = "average_pool"
        /// The sum of two feature maps.
        case add
        /// Two feature maps, multiplied element by element.
        case multiply
        /// A feature map, each channel multiplied by its own number, as in squeeze and excitation.
        case scale
        /// The vectors of a map times matrices that are activations as well, one for each group, as in attention.
        case product
        /// exp(x) over the sum of exp(x), over the channels of a group.
        case softmax
        /// Mean and variance of the channels of a group become 0 and 1; then a scale and a shift for each channel.
        case layerNormalization = "layer_norm"
        /// As ``layerNormalization`` without a mean and a shift.
        case rootMeanSquareNormalization = "rms_norm"
        /// Mean and variance of a group of channels, over all places, become 0 and 1.
        case groupNormalization = "group_norm"
        /// The Gaussian error linear unit.
        case gelu
        /// x times its logistic function.
        case silu
        /// Another function of one number that no comparison computes, such as tanh.
        case function
        /// Elements times a number, plus a number: a scale, a mask.
        case affine
        /// Rows of a table with learned vectors: input channels are the rows of the table.
        case embedding
        /// Some of the channels of a map, at all its places or, with a stride, at some.
        case select
        /// Vectors that are kept from earlier tokens, as many as the padding above says, then those of a map.
        case cache
        /// Learned vectors, as many as the padding above says, then those of a map: the class token of a vision transformer.
        case prepend

        /// How the geometry of a step describes it.
        public enum Form: Sendable, Equatable {
            /// As a layer: kernel, strides, groups, output channels.
            case layer
            /// A window over each channel: a layer with a group for each channel.
            case window
            /// Element by element: a layer with a kernel of one element and a group for each channel.
            case elements
            /// Groups of channels: a layer with a kernel of one element that puts out as many channels as it reads.
            case groups
            /// As a layer with a kernel of one element and a stride of 1, except for `select`.
            case pointwise
            /// As a layer with a kernel of one element, as many channels as it reads, and a padding above.
            case rows
        }

        /// How the geometry of a step describes it.
        public var form: Form {
            switch self {
            case .convolution: .layer
            case .maximumPool, .averagePool: .window
            case .add, .multiply, .scale, .gelu, .silu, .function, .affine: .elements
            case .softmax, .layerNormalization, .rootMeanSquareNormalization, .groupNormalization: .groups
            case .product, .embedding, .select: .pointwise
            case .cache, .prepend: .rows
            }
        }

        /// How many values it reads.
        public var inputCount: Int {
            switch self {
            case .add, .multiply, .scale, .product: 2
            default: 1
            }
        }

        /// Whether arithmetic is done, in contrast to a choice of elements.
        public var computes: Bool { ![.embedding, .select, .cache, .prepend].contains(self) }
    }
}
