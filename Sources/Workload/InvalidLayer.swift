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

    func validate() throws(InvalidLayer) {
        try validateExtents()
        try validatePadding()
        try validateGroups()
        try validateSize()
    }

    private func validateExtents() throws(InvalidLayer) {
        let extents: [(Quantity, Int)] = [
            (.inputHeight, inputHeight), (.inputWidth, inputWidth), (.inputChannels, inputChannels),
            (.kernelHeight, kernelHeight), (.kernelWidth, kernelWidth), (.outputChannels, outputChannels),
            (.stride, stride), (.groups, groups),
        ]
        for (quantity, value) in extents where value < 1 || value > Self.largestExtent {
            throw InvalidLayer(
                quantity: quantity, message: "is \(value) (allowed: whole numbers from 1 to \(Self.largestExtent))")
        }
    }

    private func validatePadding() throws(InvalidLayer) {
        if let padding, padding < 0 || padding > Self.largestExtent {
            throw InvalidLayer(
                quantity: .padding, message: "is \(padding) (allowed: whole numbers from 0 to \(Self.largestExtent))")
        }
        let sides: [(Quantity, kernel: Int, input: Int, padding: Int)] = [
            (.kernelHeight, kernelHeight, inputHeight, effectivePadding.vertical),
            (.kernelWidth, kernelWidth, inputWidth, effectivePadding.horizontal),
        ]
        for side in sides {
            let size = side.input + 2 * side.padding
            if side.kernel > size {
                let what = padding.map { "input of \(side.input) with padding \($0)" } ?? "input of \(side.input)"
                throw InvalidLayer(
                    quantity: side.0, message: "is \(side.kernel), larger than the \(what) (allowed: up to \(size))")
            }
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
