// SPDX-License-Identifier: Apache-2.0

/// Quantities that make no layer.
public struct InvalidLayer: Error, Equatable, Sendable, CustomStringConvertible {
    /// The quantity that is wrong.
    public let quantity: Layer.Quantity
    /// What is wrong with it and what is allowed.
    public let message: String

    /// What is wrong and what is allowed, beginning with the name of the quantity.
    public var description: String { "\(quantity.rawValue) \(message)" }
}

extension Layer {
    /// The largest extent of anything: beyond it no network has been built [1].
    public static let largestExtent = Int(Int32.max)
    /// The most weights that a layer may have: 8 GiB in double precision [1].
    public static let mostWeights = 1 << 30
    /// The most elements that the input matrix of a layer may have [1].
    public static let mostInputElements = 1 << 32

    /// The most elements that an input map may have [1].
    public static let mostMapElements = 1 << 40

    func validate() throws(InvalidLayer) {
        try validateExtents()
        try validateKernel()
        try validateGroups()
        try validateSize()
    }

    /// Checks each number on its own, so that sums and products of two of them cannot overflow.
    private func validateExtents() throws(InvalidLayer) {
        let extents: [(Quantity, Int)] = [
            (.inputHeight, inputHeight), (.inputWidth, inputWidth), (.inputChannels, inputChannels),
            (.kernelHeight, kernelHeight), (.kernelWidth, kernelWidth), (.outputChannels, outputChannels),
            (.stride, strides.vertical), (.stride, strides.horizontal), (.dilation, dilations.vertical),
            (.dilation, dilations.horizontal), (.groups, groups),
        ]
        for (quantity, value) in extents where value < 1 || value > Self.largestExtent {
            throw InvalidLayer(
                quantity: quantity, message: "is \(value) (allowed: whole numbers from 1 to \(Self.largestExtent))")
        }
        for value in padding?.numbers ?? [] where value < 0 || value > Self.largestExtent {
            throw InvalidLayer(
                quantity: .padding, message: "is \(value) (allowed: whole numbers from 0 to \(Self.largestExtent))")
        }
    }

    private func validateKernel() throws(InvalidLayer) {
        for (quantity, axis) in [(Quantity.kernelHeight, vertical), (.kernelWidth, horizontal)]
        where axis.span > axis.paddedInput {
            let pads = axis.before == axis.after ? "\(axis.before)" : "\(axis.before) and \(axis.after)"
            let what = padding == nil ? "input of \(axis.input)" : "input of \(axis.input) with padding \(pads)"
            let size =
                axis.dilation == 1
                ? "\(axis.kernel)" : "\(axis.kernel), which dilation \(axis.dilation) spreads over \(axis.span)"
            throw InvalidLayer(
                quantity: quantity, message: "is \(size), larger than the \(what) (allowed: up to \(axis.paddedInput))")
        }
    }

    private func validateGroups() throws(InvalidLayer) {
        for (channels, what) in [(inputChannels, "input_channels"), (outputChannels, "output_channels")]
        where channels % groups != 0 {
            throw InvalidLayer(
                quantity: .groups,
                message: "is \(groups), which does not divide \(what) = \(channels) (allowed: common divisors of "
                    + "input_channels and output_channels)")
        }
    }

    private func validateSize() throws(InvalidLayer) {
        let weights = [inputChannels / groups, kernelHeight, kernelWidth, outputChannels]
        guard let count = Self.product(weights), count <= Self.mostWeights else {
            throw InvalidLayer(
                quantity: .outputChannels,
                message: "makes a layer of over \(Self.mostWeights) weights (input channels x kernel x output "
                    + "channels; allowed: up to that many)")
        }
        guard let map = Self.product([inputHeight, inputWidth, inputChannels]), map <= Self.mostMapElements else {
            throw InvalidLayer(
                quantity: .inputHeight,
                message: "makes an input map of over \(Self.mostMapElements) elements (height x width x channels; "
                    + "allowed: up to that many)")
        }
        let inputs = [inputChannels, kernelHeight, kernelWidth, outputHeight, outputWidth]
        guard let elements = Self.product(inputs), elements <= Self.mostInputElements else {
            throw InvalidLayer(
                quantity: .inputHeight,
                message: "makes a layer of over \(Self.mostInputElements) inputs (input channels x kernel x positions "
                    + "of the kernel; allowed: up to that many)")
        }
    }

    private static func product(_ factors: [Int]) -> Int? {
        var result = 1
        for factor in factors {
            let (product, overflow) = result.multipliedReportingOverflow(by: factor)
            if overflow { return nil }
            result = product
        }
        return result
    }
}
