// SPDX-License-Identifier: Apache-2.0

/// A line of a network file.
struct NetworkRow {
    var values: [Layer.Quantity: Int] = [:]
    /// Numbers of quantities that may have one for each direction or side.
    var lists: [Layer.Quantity: [Int]] = [:]
    var name: String?
    var operation = NetworkStep.Operation.convolution
    var inputs: [String] = []

    /// Whether a quantity that the operation needs has no value.
    func lacks(_ quantity: Layer.Quantity) -> Bool {
        switch (operation.form, quantity) {
        case (.layer, .kernelHeight), (.layer, .kernelWidth), (.layer, .outputChannels), (.pointwise, .outputChannels):
            values[quantity] == nil
        default: false
        }
    }

    /// The geometry of the step.
    var geometry: Layer {
        get throws(InvalidLayer) {
            let channels = values[.inputChannels] ?? 0
            if operation != .convolution { try checkWithoutWeights(channels) }
            let form = operation.form
            return try Layer(
                inputHeight: values[.inputHeight] ?? 0, inputWidth: values[.inputWidth] ?? 0, inputChannels: channels,
                kernelHeight: values[.kernelHeight] ?? 1, kernelWidth: values[.kernelWidth] ?? 1,
                outputChannels: values[.outputChannels] ?? channels,
                isFollowedByPooling: values[.isFollowedByPooling] == 1, strides: pair(.stride),
                dilations: pair(.dilation), name: name, padding: padding ?? (form == .layer ? nil : 0),
                groups: form == .window || form == .elements ? max(1, channels) : values[.groups] ?? 1,
                hasBias: values[.hasBias] == 1, hasBatchNormalization: values[.hasBatchNormalization] == 1)
        }
    }

    /// A number for each direction; 1 when none is given.
    private func pair(_ quantity: Layer.Quantity) -> AxisPair {
        let numbers = lists[quantity] ?? [1]
        return AxisPair(vertical: numbers.first ?? 1, horizontal: numbers.last ?? 1)
    }

    /// The padding of one, two or four numbers; nil when none is given.
    private var padding: Layer.Padding? {
        guard let numbers = lists[.padding], let first = numbers.first, let last = numbers.last else { return nil }
        guard numbers.count == 4 else { return Layer.Padding(vertical: first, horizontal: last) }
        return Layer.Padding(top: first, left: numbers[1], bottom: numbers[2], right: last)
    }

    /// Padding at the sides that an operation without a window does not have.
    private var paddingBesides: [Int] {
        let numbers = padding?.numbers ?? [0]
        return operation.form == .rows ? Array(numbers.dropFirst()) : numbers
    }

    private func checkWithoutWeights(_ channels: Int) throws(InvalidLayer) {
        let word = operation.rawValue
        let form = operation.form
        if form != .pointwise, let outputs = values[.outputChannels], outputs != channels {
            throw InvalidLayer(
                quantity: .outputChannels,
                message: "is \(outputs), but \(word) puts out as many channels as it reads (allowed: \(channels))")
        }
        for quantity in [Layer.Quantity.hasBias, .hasBatchNormalization, .isFollowedByPooling]
        where (values[quantity] ?? 0) != 0 {
            throw InvalidLayer(quantity: quantity, message: "is 1, but \(word) has no weights (allowed: 0)")
        }
        if !operation.computes, let groups = values[.groups], groups != 1 {
            throw InvalidLayer(quantity: .groups, message: "is \(groups), but \(word) has no groups (allowed: 1)")
        }
        guard form != .window else { return }
        let steps: [(Layer.Quantity, [Int], Int)] = [
            (.kernelHeight, [values[.kernelHeight] ?? 1], 1), (.kernelWidth, [values[.kernelWidth] ?? 1], 1),
            (.stride, operation == .select ? [1] : pair(.stride).numbers, 1), (.dilation, pair(.dilation).numbers, 1),
            (.padding, paddingBesides, 0),
        ]
        for (quantity, numbers, only) in steps {
            guard let other = numbers.first(where: { $0 != only }) else { continue }
            throw InvalidLayer(
                quantity: quantity, message: "is \(other), but \(word) has no window (allowed: \(only))")
        }
    }
}
