// SPDX-License-Identifier: Apache-2.0

/// One layer of a network that has weights: a convolution, or a fully connected layer as a 1 x 1 convolution of a 1 x 1
/// input.
public struct Layer: Sendable, Equatable {
    /// A quantity that describes a layer; the raw value is its column name in a network file.
    public enum Quantity: String, Sendable, CaseIterable {
        case inputHeight = "input_height"
        case inputWidth = "input_width"
        case inputChannels = "input_channels"
        case kernelHeight = "kernel_height"
        case kernelWidth = "kernel_width"
        case outputChannels = "output_channels"
        case isFollowedByPooling = "pooling"
        case stride
        case name
        case padding
        case dilation
        case groups
        case operation
        case inputs
        case hasBias = "bias"
        case hasBatchNormalization = "batch_norm"
    }

    /// Height of the input feature map, without padding [1].
    public let inputHeight: Int
    /// Width of the input feature map, without padding [1].
    public let inputWidth: Int
    /// Channels of the input feature map, all groups together [1].
    public let inputChannels: Int
    /// Height of the kernel [1].
    public let kernelHeight: Int
    /// Width of the kernel [1].
    public let kernelWidth: Int
    /// Channels of the output feature map, all groups together [1].
    public let outputChannels: Int
    /// Whether a 2 x 2 pooling of stride 2 follows.
    public let isFollowedByPooling: Bool
    /// From one position of the kernel to the next [1].
    public let strides: AxisPair
    /// From one element of the kernel to the next; 1 without gaps. It enlarges what the kernel covers, not its weights [1].
    public let dilations: AxisPair
    /// Name of the layer, as the user gave it.
    public let name: String?
    /// Padding as given, nil when it was not given.
    public let padding: Padding?
    /// Groups of channels that are convolved on their own; `inputChannels` of them make a depthwise convolution [1].
    public let groups: Int
    /// Whether each output has a bias.
    public let hasBias: Bool
    /// Whether a batch normalization follows: a scale, a shift, and a running mean and variance for each output channel.
    public let hasBatchNormalization: Bool
    /// Padding that output sizes are counted with: `padding` when it was given, else what `Network` concluded from the
    /// neighbouring layers, else the padding that keeps the size of the feature map at stride 1.
    public let effectivePadding: Padding

    /// Describes a layer.
    ///
    /// - Throws: `InvalidLayer` when the quantities make no layer.
    public init(
        inputHeight: Int, inputWidth: Int, inputChannels: Int, kernelHeight: Int, kernelWidth: Int,
        outputChannels: Int, isFollowedByPooling: Bool = false, strides: AxisPair, dilations: AxisPair = 1,
        name: String? = nil, padding: Padding? = nil, groups: Int = 1, hasBias: Bool = false,
        hasBatchNormalization: Bool = false
    ) throws(InvalidLayer) {
        self.inputHeight = inputHeight
        self.inputWidth = inputWidth
        self.inputChannels = inputChannels
        self.kernelHeight = kernelHeight
        self.kernelWidth = kernelWidth
        self.outputChannels = outputChannels
        self.isFollowedByPooling = isFollowedByPooling
        self.strides = strides
        self.dilations = dilations
        self.name = name
        self.padding = padding
        self.groups = groups
        self.hasBias = hasBias
        self.hasBatchNormalization = hasBatchNormalization
        effectivePadding =
            padding
            ?? Padding(
                vertical: Self.sizeKeepingPadding(kernel: kernelHeight, dilation: dilations.vertical),
                horizontal: Self.sizeKeepingPadding(kernel: kernelWidth, dilation: dilations.horizontal))
        try validate()
    }

    /// Describes a layer with the same stride in both directions, the same padding on all sides, and a kernel without gaps.
    ///
    /// - Throws: `InvalidLayer` when the quantities make no layer.
    public init(
        inputHeight: Int, inputWidth: Int, inputChannels: Int, kernelHeight: Int, kernelWidth: Int,
        outputChannels: Int, isFollowedByPooling: Bool = false, stride: Int = 1, name: String? = nil,
        padding: Int? = nil, groups: Int = 1, hasBias: Bool = false, hasBatchNormalization: Bool = false
    ) throws(InvalidLayer) {
        try self.init(
            inputHeight: inputHeight, inputWidth: inputWidth, inputChannels: inputChannels, kernelHeight: kernelHeight,
            kernelWidth: kernelWidth, outputChannels: outputChannels, isFollowedByPooling: isFollowedByPooling,
            strides: AxisPair(stride), name: name, padding: padding.map { Padding($0) }, groups: groups,
            hasBias: hasBias, hasBatchNormalization: hasBatchNormalization)
    }

    /// The same layer with another padding in place of the assumed one.
    init(_ layer: Layer, effectivePadding: Padding) {
        inputHeight = layer.inputHeight
        inputWidth = layer.inputWidth
        inputChannels = layer.inputChannels
        kernelHeight = layer.kernelHeight
        kernelWidth = layer.kernelWidth
        outputChannels = layer.outputChannels
        isFollowedByPooling = layer.isFollowedByPooling
        strides = layer.strides
        dilations = layer.dilations
        name = layer.name
        padding = layer.padding
        groups = layer.groups
        hasBias = layer.hasBias
        hasBatchNormalization = layer.hasBatchNormalization
        self.effectivePadding = effectivePadding
    }
}

extension Layer {
    /// Whether this is a fully connected layer: a single input position and a 1 x 1 kernel.
    public var isFullyConnected: Bool {
        inputHeight == 1 && inputWidth == 1 && kernelHeight == 1 && kernelWidth == 1
    }

    /// Rows of the weight matrix, which are the inputs of each dot product [1].
    public var weightRows: Int { inputChannels / groups * kernelHeight * kernelWidth }

    /// Rows of the input matrix: `weightRows` of each group, one group below the other [1].
    public var inputRows: Int { inputChannels * kernelHeight * kernelWidth }

    /// Outputs of a group, which are the columns of the weight matrix that share their inputs [1].
    public var outputsPerGroup: Int { outputChannels / groups }

    /// Weights of the layer, without biases [1].
    public var weightCount: Int { weightRows * outputChannels }

    /// Height of the output feature map, before any pooling [1].
    public var outputHeight: Int { vertical.positions }

    /// Width of the output feature map, before any pooling [1].
    public var outputWidth: Int { horizontal.positions }

    /// Positions of the kernel, each with an input vector of its own, with padding, strides and dilations [1].
    public var outputVectors: Int { outputHeight * outputWidth }

    /// Multiply-accumulate operations for one input, with padding, strides and groups [1].
    public var multiplyAccumulates: Int {
        let (product, overflow) = outputVectors.multipliedReportingOverflow(by: weightCount)
        return overflow ? .max : product
    }

    /// Zeros on either side that keep the size of a map at stride 1, rounded down [1]. Numbers beyond all bounds are
    /// refused later, and only must not trap here.
    private static func sizeKeepingPadding(kernel: Int, dilation: Int) -> Int {
        (kernel &- 1) &* dilation / 2
    }
}
