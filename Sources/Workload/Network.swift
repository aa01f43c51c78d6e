import Diagnostics

/// The layers of a network in the order in which they run.
public struct Network: Sendable, Equatable {
    /// The layers, at least one, with paddings that were not given worked out.
    public let layers: [Layer]

    /// Makes a network.
    ///
    /// Where a layer's padding is not given, it is worked out. A padding fits when the layer's output, after its
    /// pooling, has the size of the next layer's input, or as many values as a fully connected layer behind it reads.
    /// The padding that keeps the size of the feature map at stride 1 is taken if it fits, else the smallest one that
    /// does; if none fits, as where branches meet, the former.
    ///
    /// - Throws: `InputError` when there is no layer, or when a layer's kernel is larger than its input and neither the
    ///   layer nor the next one says how it is padded.
    public init(layers: [Layer]) throws(InputError) {
        guard !layers.isEmpty else { throw InputError("a network needs at least one layer") }
        var resolved: [Layer] = []
        for (index, layer) in layers.enumerated() {
            let next = index + 1 < layers.count ? layers[index + 1] : nil
            guard let result = layer.resolvingPadding(before: next) else {
                throw InputError("\(layer.label(at: index)): \(layer.unpaddedKernelProblem)")
            }
            resolved.append(result)
        }
        self.layers = resolved
    }

    /// Multiply-accumulate operations for one input, with padding, stride and groups [1].
    public var multiplyAccumulates: Int {
        layers.reduce(0) { sum, layer in
            let (total, overflow) = sum.addingReportingOverflow(layer.multiplyAccumulates)
            return overflow ? .max : total
        }
    }

    /// Weights of all layers, without biases [1].
    public var weightCount: Int { layers.reduce(0) { $0 + $1.weightCount } }
}

extension Layer {
    /// What to call a layer in a message: its name if it has one, and its number from 1.
    public func label(at index: Int) -> String {
        name.map { "layer \(index + 1) (\($0))" } ?? "layer \(index + 1)"
    }

    /// Why a layer without padding is refused.
    var unpaddedKernelProblem: InvalidLayer {
        let isTall = kernelHeight > inputHeight
        return InvalidLayer(
            quantity: isTall ? .kernelHeight : .kernelWidth,
            message: "is \(isTall ? kernelHeight : kernelWidth), larger than the input of "
                + "\(isTall ? inputHeight : inputWidth) (allowed: up to the size of the padded input; give a `padding`)"
        )
    }

    /// The layer with its padding worked out from the next layer, or nothing when its kernel is larger than its input
    /// and no padding follows from anything.
    func resolvingPadding(before next: Layer?) -> Layer? {
        guard padding == nil else { return self }
        if let next, let fitting = paddingFitting(next) {
            return Layer(self, effectivePadding: fitting)
        }
        return kernelHeight > inputHeight || kernelWidth > inputWidth ? nil : self
    }

    private func paddingFitting(_ next: Layer) -> Padding? {
        guard outputChannels == next.inputChannels || next.isFullyConnected else { return nil }
        let largest = max(kernelHeight, kernelWidth) - 1
        // A kernel as large as this is a fully connected layer in disguise, and has no padding worth a search.
        guard largest < 64 else { return nil }
        for amount in [largest / 2] + Array(0...largest) {
            let vertical = amount == largest / 2 ? effectivePadding.vertical : min(amount, kernelHeight - 1)
            let horizontal = amount == largest / 2 ? effectivePadding.horizontal : min(amount, kernelWidth - 1)
            guard kernelHeight <= inputHeight + 2 * vertical, kernelWidth <= inputWidth + 2 * horizontal else {
                continue
            }
            let pooling = isFollowedByPooling ? 2 : 1
            let height = positions(inputHeight, kernel: kernelHeight, padding: vertical) / pooling
            let width = positions(inputWidth, kernel: kernelWidth, padding: horizontal) / pooling
            if feeds(next, height: height, width: width) {
                return Padding(vertical: vertical, horizontal: horizontal)
            }
        }
        return nil
    }

    private func feeds(_ next: Layer, height: Int, width: Int) -> Bool {
        if outputChannels == next.inputChannels, height == next.inputHeight, width == next.inputWidth { return true }
        let (area, overflow) = height.multipliedReportingOverflow(by: width)
        guard !overflow, next.isFullyConnected else { return false }
        return next.inputChannels % outputChannels == 0 && next.inputChannels / outputChannels == area
    }
}
