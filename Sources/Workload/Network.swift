// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// The layers of a network in the order in which they run.
public struct Network: Sendable, Equatable {
    /// The layers that have weights, at least one, with paddings that were not given inferred.
    public let layers: [Layer]
    /// Everything that runs, in order: the layers, and between them poolings, sums and scalings.
    public let steps: [NetworkStep]
    /// Whether there are steps that the arrays of layers do not compute.
    private let hasWorkBesideLayers: Bool

    /// Makes a network.
    ///
    /// Where a layer's padding is not given, it is inferred. A padding fits when the layer's output, after its
    /// pooling, has the size of the next layer's input, or as many values as a fully connected layer behind it reads.
    /// The padding that keeps the size of the feature map at stride 1 is taken if it fits, else the smallest one that
    /// does; if none fits, as where branches meet, the former.
    ///
    /// - Throws: `InputError` when there is no layer, or when a layer's kernel is larger than its input and neither the
    ///   layer nor the next one says how it is padded.
    public init(layers: [Layer]) throws(InputError) {
        guard !layers.isEmpty else { throw InputError("a network needs at least one layer") }
        let steps = layers.enumerated().map { index, layer in
            NetworkStep(layer, inputs: [index == 0 ? .image : .step(index - 1)])
        }
        try self.init(steps: steps)
    }

    /// Makes a network of layers and of what stands between them.
    ///
    /// - Throws: `InputError` as ``init(layers:)`` does.
    public init(steps: [NetworkStep]) throws(InputError) {
        var resolved: [NetworkStep] = []
        for (index, step) in steps.enumerated() {
            let next = index + 1 < steps.count ? steps[index + 1].geometry : nil
            guard let geometry = step.geometry.resolvingPadding(before: next) else {
                throw InputError("\(step.geometry.label(at: index)): \(step.geometry.unpaddedKernelProblem)")
            }
            resolved.append(NetworkStep(geometry, operation: step.operation, inputs: step.inputs))
        }
        self.steps = resolved
        hasWorkBesideLayers = resolved.contains { Self.operationsBesideLayers.contains($0.operation) }
        layers = resolved.filter { $0.operation == .convolution }.map(\.geometry)
        guard !layers.isEmpty else { throw InputError("a network needs at least one layer that has weights") }
    }

    /// Multiply-accumulate operations for one input, with padding, stride and groups [1].
    public var multiplyAccumulates: Int {
        layers.reduce(0) { sum, layer in
            let (total, overflow) = sum.addingReportingOverflow(layer.multiplyAccumulates)
            return overflow ? .max : total
        }
    }

    /// Multiply-accumulate operations of activations with each other, for one input [1].
    public var dynamicMultiplyAccumulates: Int {
        steps.reduce(0) { sum, step in
            let (total, overflow) = sum.addingReportingOverflow(step.dynamicMultiplyAccumulates)
            return overflow ? .max : total
        }
    }

    /// How often the steps of transformers occur, which the arrays of layers do not compute: products of activations, softmax,
    /// normalizations, functions, products of two maps; in the order of ``NetworkStep/Operation``.
    public var workBesideLayers: [(operation: NetworkStep.Operation, count: Int)] {
        guard hasWorkBesideLayers else { return [] }
        var counts: [NetworkStep.Operation: Int] = [:]
        for index in steps.indices { counts[steps[index].operation, default: 0] += 1 }
        return Self.operationsBesideLayers.compactMap { operation in counts[operation].map { (operation, $0) } }
    }

    private static let operationsBesideLayers = NetworkStep.Operation.allCases.filter {
        ![.layer, .window].contains($0.form) && $0.computes && $0 != .add && $0 != .scale
    }

    /// Weights of all layers, without biases [1].
    public var weightCount: Int { layers.reduce(0) { $0 + $1.weightCount } }

    /// Parameters that training adjusts: weights, biases, and scales and shifts of batch normalizations [1].
    public var trainableParameters: Int { layers.reduce(0) { $0 + $1.trainableParameters } }

    /// Numbers that are stored with the parameters but not trained: running means and variances of batch
    /// normalizations, and for each of these a counter of steps, as PyTorch stores them [1].
    public var storedStatistics: Int {
        layers.reduce(0) { $0 + ($1.hasBatchNormalization ? 2 * $1.outputChannels + 1 : 0) }
    }
}

extension Layer {
    /// Weights, biases, and scales and shifts of a batch normalization [1].
    public var trainableParameters: Int {
        weightCount + (hasBias ? outputChannels : 0) + (hasBatchNormalization ? 2 * outputChannels : 0)
    }

    /// The label of a layer in a message: its name if it has one, and its number from 1.
    public func label(at index: Int) -> String {
        name.map { "layer \(index + 1) (\($0))" } ?? "layer \(index + 1)"
    }

    /// Why a layer without padding is refused.
    var unpaddedKernelProblem: InvalidLayer {
        let isTall = vertical.span > inputHeight
        let axis = isTall ? vertical : horizontal
        let size = axis.dilation == 1 ? "\(axis.kernel)" : "\(axis.kernel), which dilation spreads over \(axis.span)"
        return InvalidLayer(
            quantity: isTall ? .kernelHeight : .kernelWidth,
            message: "is \(size), larger than the input of \(axis.input) (allowed: up to the size of the padded input; "
                + "give a `padding`)")
    }

    /// The layer with its padding inferred from the next layer, or nil when its kernel is larger than its input and no
    /// padding follows from anything.
    func resolvingPadding(before next: Layer?) -> Layer? {
        guard padding == nil else { return self }
        if let next, let fitting = paddingFitting(next) {
            return Layer(self, effectivePadding: fitting)
        }
        return vertical.span > inputHeight || horizontal.span > inputWidth ? nil : self
    }

    private func paddingFitting(_ next: Layer) -> Padding? {
        guard outputChannels == next.inputChannels || next.isFullyConnected else { return nil }
        let largest = max(vertical.span, horizontal.span) - 1
        // A kernel as large as this is a fully connected layer in disguise, and has no padding worth a search.
        guard largest < 64 else { return nil }
        // Until it is replaced, it is the one that keeps the size at stride 1.
        let keeping = effectivePadding
        let others = (0...largest).filter { $0 != largest / 2 }.map { amount in
            Padding(vertical: min(amount, vertical.span - 1), horizontal: min(amount, horizontal.span - 1))
        }
        return ([keeping] + others).first { feeds(next, with: $0) }
    }

    private func feeds(_ next: Layer, with padding: Padding) -> Bool {
        let rows = vertical.padded(before: padding.top, after: padding.bottom)
        let columns = horizontal.padded(before: padding.left, after: padding.right)
        guard rows.span <= rows.paddedInput, columns.span <= columns.paddedInput else { return false }
        let pooling = isFollowedByPooling ? 2 : 1
        return feeds(next, height: rows.positions / pooling, width: columns.positions / pooling)
    }

    private func feeds(_ next: Layer, height: Int, width: Int) -> Bool {
        if outputChannels == next.inputChannels, height == next.inputHeight, width == next.inputWidth { return true }
        let (area, overflow) = height.multipliedReportingOverflow(by: width)
        guard !overflow, next.isFullyConnected else { return false }
        return next.inputChannels % outputChannels == 0 && next.inputChannels / outputChannels == area
    }
}
