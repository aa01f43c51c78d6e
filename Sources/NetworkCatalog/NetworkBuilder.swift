// SPDX-License-Identifier: Apache-2.0

import Workload

/// Puts a network together, step by step. Each method adds steps and returns the map that the last one puts out.
struct NetworkBuilder {
    /// The output of a step, with its extents.
    struct Map {
        let source: NetworkStep.Source
        let channels: Int
        let height: Int
        let width: Int

        /// An image, or another input of a network.
        static func image(channels: Int, height: Int, width: Int) -> Map {
            Map(source: .image, channels: channels, height: height, width: width)
        }

        /// The same elements with other extents.
        ///
        /// - Precondition: the number of elements is the same.
        func reshaped(channels: Int, height: Int, width: Int = 1) -> Map {
            precondition(channels * height * width == self.channels * self.height * self.width, "elements were lost")
            return Map(source: source, channels: channels, height: height, width: width)
        }

        /// All elements as the input of a fully connected layer.
        var flat: Map { reshaped(channels: channels * height * width, height: 1) }

        /// Each place as a token, with a vector of the channels.
        var sequence: Map { reshaped(channels: channels, height: height * width) }
    }

    private(set) var steps: [NetworkStep] = []

    /// The step that is added next, for names.
    private var number: Int { steps.count }

    private mutating func append(_ geometry: Layer, _ operation: NetworkStep.Operation, _ inputs: [Map]) -> Map {
        let step = NetworkStep(geometry, operation: operation, inputs: inputs.map(\.source))
        steps.append(step)
        return Map(
            source: .step(number - 1), channels: geometry.outputChannels, height: step.finalHeight,
            width: step.finalWidth)
    }
}

// MARK: Layers with weights

extension NetworkBuilder {
    /// What a convolution has besides its kernel.
    struct Options {
        var stride = 1
        var groups = 1
        var hasBias = false
        var hasBatchNormalization = true
        /// Whether a 2 x 2 pooling follows.
        var isPooled = false
        /// Zeros on each side; nil: as many as keep the size of the map at stride 1.
        var padding: Int?
    }

    /// A convolution with a square kernel.
    mutating func convolution(
        _ map: Map, _ name: String, outputs: Int, kernel: Int, _ options: Options = Options()
    ) throws(InvalidLayer) -> Map {
        let layer = try Layer(
            inputHeight: map.height, inputWidth: map.width, inputChannels: map.channels, kernelHeight: kernel,
            kernelWidth: kernel, outputChannels: outputs, isFollowedByPooling: options.isPooled,
            stride: options.stride, name: name, padding: options.padding ?? kernel / 2, groups: options.groups,
            hasBias: options.hasBias, hasBatchNormalization: options.hasBatchNormalization)
        return append(layer, .convolution, [map])
    }

    /// A fully connected layer on each vector of a map.
    mutating func dense(
        _ map: Map, _ name: String, outputs: Int, hasBias: Bool = true
    ) throws(InvalidLayer) -> Map {
        let options = Options(hasBias: hasBias, hasBatchNormalization: false, padding: 0)
        return try convolution(map, name, outputs: outputs, kernel: 1, options)
    }

    /// Rows of a table of learned vectors, one for each token.
    mutating func embedding(_ tokens: Int, _ name: String, rows: Int, length: Int) throws(InvalidLayer) -> Map {
        let image = Map.image(channels: rows, height: tokens, width: 1)
        return append(try pointwise(image, name, outputs: length), .embedding, [image])
    }
}

// MARK: Steps without weights

extension NetworkBuilder {
    /// The largest or mean element under a square window.
    mutating func pooling(
        _ map: Map, _ name: String, _ operation: NetworkStep.Operation, kernel: Int, stride: Int, padding: Int = 0
    ) throws(InvalidLayer) -> Map {
        let layer = try Layer(
            inputHeight: map.height, inputWidth: map.width, inputChannels: map.channels, kernelHeight: kernel,
            kernelWidth: kernel, outputChannels: map.channels, stride: stride, name: name, padding: padding,
            groups: map.channels)
        return append(layer, operation, [map])
    }

    /// The mean of each channel.
    mutating func globalMean(_ map: Map, _ name: String) throws(InvalidLayer) -> Map {
        let layer = try Layer(
            inputHeight: map.height, inputWidth: map.width, inputChannels: map.channels, kernelHeight: map.height,
            kernelWidth: map.width, outputChannels: map.channels, name: name, padding: 0, groups: map.channels)
        return append(layer, .averagePool, [map])
    }

    /// A function of single elements, of one map or of two.
    mutating func elements(
        _ name: String, _ operation: NetworkStep.Operation, _ maps: Map...
    ) throws(InvalidLayer) -> Map {
        append(try pointwise(maps[0], name, outputs: maps[0].channels, groups: maps[0].channels), operation, maps)
    }

    /// A softmax or a normalization over the channels of each group.
    mutating func normalized(
        _ map: Map, _ name: String, _ operation: NetworkStep.Operation, groups: Int = 1
    ) throws(InvalidLayer) -> Map {
        append(try pointwise(map, name, outputs: map.channels, groups: groups), operation, [map])
    }

    /// The vectors of a map times matrices of activations, one for each group, with so many columns in all.
    mutating func product(
        _ map: Map, _ matrices: Map, _ name: String, outputs: Int, groups: Int
    ) throws(InvalidLayer) -> Map {
        append(try pointwise(map, name, outputs: outputs, groups: groups), .product, [map, matrices])
    }

    /// Vectors of earlier tokens (`cache`) or learned ones (`prepend`), then those of a map.
    mutating func extended(
        _ map: Map, _ name: String, _ operation: NetworkStep.Operation, by vectors: Int
    ) throws(InvalidLayer) -> Map {
        let layer = try Layer(
            inputHeight: map.height, inputWidth: map.width, inputChannels: map.channels, kernelHeight: 1,
            kernelWidth: 1, outputChannels: map.channels, strides: 1, name: name,
            padding: Layer.Padding(top: vectors, left: 0, bottom: 0, right: 0))
        return append(layer, operation, [map])
    }

    /// One vector of each sequence.
    mutating func vector(of map: Map, _ name: String, sequences: Int = 1) throws(InvalidLayer) -> Map {
        let layer = try Layer(
            inputHeight: map.height, inputWidth: map.width, inputChannels: map.channels, kernelHeight: 1,
            kernelWidth: 1, outputChannels: map.channels, stride: map.height / sequences, name: name, padding: 0)
        return append(layer, .select, [map])
    }

    private func pointwise(
        _ map: Map, _ name: String, outputs: Int, groups: Int = 1
    ) throws(InvalidLayer) -> Layer {
        try Layer(
            inputHeight: map.height, inputWidth: map.width, inputChannels: map.channels, kernelHeight: 1,
            kernelWidth: 1, outputChannels: outputs, name: name, padding: 0, groups: groups)
    }
}
