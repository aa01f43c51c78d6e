import Workload

/// Networks that benchmarks run.
public enum BenchmarkNetworks {
    /// VGG-8 for CIFAR-10: the default network of DNN+NeuroSim, and of Tessera.
    public static func vgg8() throws -> Network {
        try vgg8(shrinkingBy: .pooling)
    }

    /// VGG-8 with a quarter of the channels, whose layers fill less than a tile.
    public static func narrowVGG8() throws -> Network {
        try vgg8(shrinkingBy: .pooling, narrowing: 4)
    }

    /// VGG-8 whose feature maps shrink by strides of 2 instead of pooling.
    public static func stridedVGG8() throws -> Network {
        try vgg8(shrinkingBy: .stride)
    }

    /// How a convolution halves its feature map.
    private enum Shrinking {
        case pooling
        case stride
    }

    private static func vgg8(shrinkingBy shrinking: Shrinking, narrowing: Int = 1) throws -> Network {
        let convolutions: [(side: Int, channels: Int, outputs: Int, shrinks: Bool)] = [
            (32, 3, 128, false), (32, 128, 128, true),
            (16, 128, 256, false), (16, 256, 256, true),
            (8, 256, 512, false), (8, 512, 512, true),
        ]
        var layers = try convolutions.map { shape in
            let isStrided = shape.shrinks && shrinking == .stride
            let channels = shape.channels == 3 ? 3 : shape.channels / narrowing
            return try Layer(
                inputHeight: shape.side, inputWidth: shape.side, inputChannels: channels, kernelHeight: 3,
                kernelWidth: 3, outputChannels: shape.outputs / narrowing,
                isFollowedByPooling: shape.shrinks && !isStrided, stride: isStrided ? 2 : 1)
        }
        layers.append(try fullyConnected(inputs: 8192 / narrowing, outputs: 1024 / narrowing))
        layers.append(try fullyConnected(inputs: 1024 / narrowing, outputs: 10))
        return try Network(layers: layers)
    }

    private static func fullyConnected(inputs: Int, outputs: Int) throws -> Layer {
        try Layer(
            inputHeight: 1, inputWidth: 1, inputChannels: inputs, kernelHeight: 1, kernelWidth: 1,
            outputChannels: outputs)
    }
}
