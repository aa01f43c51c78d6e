// SPDX-License-Identifier: Apache-2.0

/// Runs the nodes of a network over a batch of images, in `Float` or `Double`.
///
/// Values are [images][elements]. A batch is run by one thread from begin to end.
struct GraphExecutor<Scalar: NetworkScalar>: Sendable {
    /// The function that computes the layers of the hardware: layer, inputs, images, number of the first image.
    typealias MatrixRunner = @Sendable (Int, [Scalar], Int, Int) -> [Scalar]
    /// The function that computes products of two values on hardware: product, operands, images, number of the first image.
    typealias ProductRunner = @Sendable (Int, [[Scalar]], Int, Int) -> [Scalar]

    let graph: NetworkGraph
    private let weights: [Int: PreparedLinear<Scalar>]
    private let tables: [Int: BroadcastTable]
    /// For each choice, how its three values are repeated.
    private let choices: [Int: [BroadcastTable]]
    /// The last node that reads each value.
    private let lastReader: [Int]

    init(_ graph: NetworkGraph) {
        self.graph = graph
        var weights: [Int: PreparedLinear<Scalar>] = [:]
        var tables: [Int: BroadcastTable] = [:]
        var choices: [Int: [BroadcastTable]] = [:]
        var lastReader = [Int](repeating: -1, count: graph.nodes.count + 1)
        for (index, node) in graph.nodes.enumerated() {
            for input in node.inputs { lastReader[input] = index }
            switch node.operation {
            case .linear(let layer): weights[index] = PreparedLinear(layer)
            case .binary:
                let shapes = node.inputs.map(graph.shape(of:))
                tables[index] = BroadcastTable(left: shapes[0], right: shapes[1])
            case .binaryConstant(_, let constant, _):
                tables[index] = BroadcastTable(left: graph.shape(of: node.inputs[0]), right: constant.shape)
            case .choice:
                let shapes = node.inputs.map(graph.shape(of:))
                choices[index] = shapes.map { BroadcastTable(repeating: $0, as: node.shape) }
            case .transpose(let order):
                tables[index] = BroadcastTable(transposing: graph.shape(of: node.inputs[0]), order: order)
            default: break
            }
        }
        lastReader[graph.output] = graph.nodes.count
        self.weights = weights
        self.tables = tables
        self.choices = choices
        self.lastReader = lastReader
    }

    /// Runs the network over a batch.
    ///
    /// - Parameters:
    ///   - input: the images: [images][elements].
    ///   - images: how many.
    ///   - firstImage: number of the first one among all.
    ///   - matrix: computes layers that hardware computes.
    ///   - product: computes products of two values that hardware computes.
    ///   - observe: sees what enters each convolution, fully connected layer and product of two values that is not computed
    ///     by hardware: the node, which of its operands, and its elements.
    /// - Returns: the results of the batch: [images][results].
    func run(
        _ input: [Scalar], images: Int, firstImage: Int = 0, matrix: MatrixRunner = { _, _, _, _ in [] },
        product: ProductRunner = { _, _, _, _ in [] },
        observe: (_ node: Int, _ operand: Int, _ input: [Scalar]) -> Void = { _, _, _ in }
    ) -> [Scalar] {
        var values = [[Scalar]?](repeating: nil, count: graph.nodes.count + 1)
        values[0] = input
        for (index, node) in graph.nodes.enumerated() {
            let inputs = node.inputs.map { values[$0] ?? [] }
            for source in node.inputs where lastReader[source] == index { values[source] = nil }
            switch node.operation {
            case .matrix(let layer): values[index + 1] = matrix(layer, inputs[0], images, firstImage)
            case .integerProduct(let number):
                values[index + 1] = product(number, inputs, images, firstImage)
            case .linear, .product:
                for (operand, input) in inputs.enumerated() { observe(index, operand, input) }
                values[index + 1] = result(of: index, inputs, images)
            default: values[index + 1] = result(of: index, inputs, images)
            }
        }
        return values[graph.output] ?? []
    }

    private func result(of index: Int, _ inputs: [[Scalar]], _ images: Int) -> [Scalar] {
        let node = graph.nodes[index]
        let count = node.shape.reduce(1, *)
        let inputShape = node.inputs.first.map(graph.shape(of:)) ?? []
        switch node.operation {
        case .constant(let constant):
            let numbers = constant.values.map { Scalar($0) }
            return images == 1 ? numbers : (0..<images).flatMap { _ in numbers }
        case .linear:
            return weights[index]?.run(inputs[0], images, inputShape: inputShape, outputShape: node.shape) ?? []
        case .matrix, .integerProduct, .reshape:
            return inputs[0]
        case .batchNormalization(let normalization):
            let scale = normalization.scale.map { Scalar($0) }
            let shift = normalization.shift.map { Scalar($0) }
            let inner = count / scale.count
            return filled(images * count) { result in
                for row in 0..<images * scale.count {
                    let (factor, offset) = (scale[row % scale.count], shift[row % scale.count])
                    for place in row * inner..<(row + 1) * inner { result[place] = inputs[0][place] * factor + offset }
                }
            }
        case .activation(let function):
            return applied(function, inputs[0])
        case .pooling(let pooling):
            return pooled(pooling, inputs[0], images, inputShape, node.shape)
        case .meanOfLast(let axes):
            let inner = inputShape.suffix(axes).reduce(1, *)
            return reduced(inputs[0], inner) { $0.reduce(0, +) / Scalar(inner) }
        case .maximumOfLast(let axes):
            return reduced(inputs[0], inputShape.suffix(axes).reduce(1, *)) { $0.max() ?? 0 }
        case .sumOfLast(let axes):
            return reduced(inputs[0], inputShape.suffix(axes).reduce(1, *)) { $0.reduce(0, +) }
        case .product:
            return multiplied(inputs, node.inputs.map(graph.shape(of:)), node.shape, images)
        case .choice:
            return chosen(inputs, choices[index] ?? [], images)
        case .binary(let function):
            return combined(function, inputs[0], inputs[1], table: tables[index], images: images)
        case .binaryConstant(let function, let constant, let constantIsLeft):
            return combined(
                function, inputs[0], constant.values.map { Scalar($0) }, table: tables[index], images: images,
                isSwapped: constantIsLeft, isConstant: true)
        case .concatenation(let axis):
            return concatenated(inputs, node.inputs.map(graph.shape(of:)), axis: axis, images)
        case .transpose:
            return tables[index]?.permuted(inputs[0], images: images) ?? []
        case .softmax, .selection, .localResponse, .resize, .overlap, .lookup, .normalization:
            return rearranged(node.operation, inputs[0], images, inputShape)
        case .padding(let margin):
            return padded(inputs[0], margin, inputShape, images)
        case .quantize(let quantization):
            return inputs[0].map { Scalar(quantization.integer(Double($0))) }
        case .dequantize(let quantization):
            return inputs[0].map { Scalar(quantization.scale * (Double($0) - Double(quantization.zeroPoint))) }
        }
    }

    /// Operations that combine or select elements of one value.
    private func rearranged(_ operation: Operation, _ input: [Scalar], _ images: Int, _ shape: [Int]) -> [Scalar] {
        switch operation {
        case .softmax(let axis, let count): softmax(input, shape: shape, axis: axis, count: count)
        case .selection(let axis, let places): selected(input, shape: shape, axis: axis, places: places)
        case .localResponse(let response): normalized(input, response, shape: shape)
        case .resize(let axes): resized(input, axes, shape: shape)
        case .overlap(let overlap): overlapped(input, overlap, images: images, shape: shape)
        case .lookup(let table): looked(input, up: table)
        case .normalization(let normalization): normalized(input, normalization, shape: shape)
        default: input
        }
    }
}

/// An array that a closure fills.
func filled<Element>(_ count: Int, _ fill: (UnsafeMutableBufferPointer<Element>) -> Void) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
        fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
        initialized = count
    }
}
