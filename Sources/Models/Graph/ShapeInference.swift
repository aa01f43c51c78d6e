// SPDX-License-Identifier: Apache-2.0

extension Operation {
    /// Extents of the output, without images. `inputs` are the extents of the values that are read.
    ///
    /// - Throws: `GraphProblem` when the operation does not fit them, or the output is too large.
    func outputShape(_ inputs: [[Int]]) throws(GraphProblem) -> [Int] {
        let shape = try unlimitedOutputShape(inputs)
        guard GraphLimits.elements(shape) != nil else {
            throw GraphProblem(
                "an output of shape \(shape) (allowed: 1 to \(GraphLimits.mostElements) elements an image)")
        }
        return shape
    }

    private func unlimitedOutputShape(_ inputs: [[Int]]) throws(GraphProblem) -> [Int] {
        if case .constant(let constant) = self { return constant.shape }
        let first = inputs[0]
        let shape: [Int]
        switch self {
        case .linear(let layer):
            shape = try layer.outputShape(first)
        case .matrix, .reshape, .constant:
            throw GraphProblem("the shape does not follow from the operation")
        case .batchNormalization(let normalization):
            let channels = normalization.scale.count
            guard first.first == channels else {
                throw GraphProblem("\(channels) channels of parameters for an input of shape \(first)")
            }
            shape = first
        case .activation, .quantize, .dequantize:
            shape = first
        case .softmax(let axis, let count):
            guard axis >= 0, count >= 1, axis + count <= first.count else {
                throw GraphProblem("axes that an input of shape \(first) does not have")
            }
            shape = first
        case .selection(let axis, let places):
            shape = try Self.selected(first, axis: axis, places: places)
        case .localResponse(let response):
            shape = try response.outputShape(first)
        case .resize(let axes):
            shape = try ResizedAxis.outputShape(first, axes)
        case .overlap(let overlap):
            shape = try overlap.outputShape(first)
        case .pooling(let pooling):
            shape = try Self.pooled(first, pooling.window)
        case .normalization(let normalization):
            shape = try normalization.outputShape(first)
        case .choice:
            shape = try Self.broadcast(Self.broadcast(first, inputs[1]), inputs[2])
        case .product, .integerProduct:
            shape = try Self.multiplied(first, inputs[1])
        case .lookup(let table):
            shape = first + table.shape.dropFirst()
        case .meanOfLast(let axes), .maximumOfLast(let axes), .sumOfLast(let axes):
            guard axes >= 1, axes < first.count + 1 else { throw GraphProblem("an input of shape \(first)") }
            shape = Array(first.dropLast(axes)) + Array(repeating: 1, count: axes)
        case .binary:
            shape = try Self.broadcast(first, inputs[1])
        case .binaryConstant(_, let constant, _):
            shape = try Self.broadcast(first, constant.shape)
        case .concatenation(let axis):
            shape = try Self.concatenated(inputs, axis: axis)
        case .transpose(let order):
            guard order.sorted() == Array(first.indices) else {
                throw GraphProblem("an order of axes that does not fit an input of shape \(first)")
            }
            shape = order.map { first[$0] }
        case .padding(let margin):
            shape = try Self.padded(first, by: margin)
        }
        return shape
    }

    private static func pooled(_ shape: [Int], _ window: Window) throws(GraphProblem) -> [Int] {
        let (channels, height, width) = try featureMap(shape)
        let extents = try window.outputExtents(height: height, width: width)
        let pooled = [channels, extents.height, extents.width]
        guard GraphLimits.elements(pooled + [window.vertical.kernel, window.horizontal.kernel]) != nil else {
            throw GraphProblem("over \(GraphLimits.mostElements) elements under the places of the window an image")
        }
        return pooled
    }

    private static func padded(_ shape: [Int], by margin: Padding) throws(GraphProblem) -> [Int] {
        let limit = 0...GraphLimits.largestExtent
        guard shape.count >= 2, [margin.top, margin.left, margin.bottom, margin.right].allSatisfy(limit.contains)
        else {
            throw GraphProblem("a padding that does not fit an input of shape \(shape) (allowed: not negative)")
        }
        return shape.dropLast(2) + [
            shape[shape.count - 2] + margin.top + margin.bottom, shape[shape.count - 1] + margin.left + margin.right,
        ]
    }

    static func featureMap(_ shape: [Int]) throws(GraphProblem) -> (channels: Int, height: Int, width: Int) {
        guard shape.count == 3 else {
            throw GraphProblem("an input of shape \(shape) an image (allowed: [channels, height, width])")
        }
        return (shape[0], shape[1], shape[2])
    }

    private static func broadcast(_ left: [Int], _ right: [Int]) throws(GraphProblem) -> [Int] {
        let fits = zip(left, right).allSatisfy { $0 == $1 || $0 == 1 || $1 == 1 }
        guard left.count == right.count, fits else {
            throw GraphProblem("operands of shapes \(left) and \(right) do not fit together")
        }
        return zip(left, right).map(max)
    }

    private static func multiplied(_ left: [Int], _ right: [Int]) throws(GraphProblem) -> [Int] {
        guard left.count == right.count, left.count >= 2, left[left.count - 1] == right[right.count - 2] else {
            throw GraphProblem(
                "a product of matrices of shapes \(left) and \(right) (needed: [..., m, k] and [..., k, n])")
        }
        return try broadcast(Array(left.dropLast(2)), Array(right.dropLast(2)))
            + [left[left.count - 2], right[right.count - 1]]
    }

    private static func selected(_ shape: [Int], axis: Int, places: [Int]) throws(GraphProblem) -> [Int] {
        guard shape.indices.contains(axis) else { throw GraphProblem("axis \(axis + 1) of an input of shape \(shape)") }
        guard !places.isEmpty else { throw GraphProblem("no element of axis \(axis + 1) is left") }
        guard places.allSatisfy((0..<shape[axis]).contains) else {
            throw GraphProblem("elements beyond the extent \(shape[axis]) of axis \(axis + 1)")
        }
        var selected = shape
        selected[axis] = places.count
        return selected
    }

    private static func concatenated(_ inputs: [[Int]], axis: Int) throws(GraphProblem) -> [Int] {
        var shape = inputs[0]
        guard shape.indices.contains(axis) else { throw GraphProblem("axis \(axis + 1) of an input of shape \(shape)") }
        for other in inputs.dropFirst() {
            var (mine, its) = (shape, other)
            guard mine.count == its.count else { throw GraphProblem("inputs of shapes \(inputs)") }
            mine[axis] = 0
            its[axis] = 0
            guard mine == its else { throw GraphProblem("inputs of shapes \(inputs) differ beside axis \(axis + 1)") }
            shape[axis] += other[axis]
        }
        return shape
    }
}

extension Operation.Normalizing {
    func outputShape(_ input: [Int]) throws(GraphProblem) -> [Int] {
        guard axes >= 1, axes <= input.count else { throw GraphProblem("an input of shape \(input)") }
        return input
    }
}

extension LinearLayer {
    func outputShape(_ input: [Int]) throws(GraphProblem) -> [Int] {
        guard let window else {
            guard let last = input.last, last == rows else {
                throw GraphProblem("weights for \(rows) inputs, but the input has the shape \(input)")
            }
            return input.dropLast() + [outputs]
        }
        let (channels, height, width) = try Operation.featureMap(input)
        guard rows == channels / groups * window.area, channels % groups == 0 else {
            throw GraphProblem(
                "weights for \(rows / max(1, window.area)) channels in each of \(groups) groups, but the input has "
                    + "\(channels) channels")
        }
        let extents = try window.outputExtents(height: height, width: width)
        // The unfolded input of one image must be of a sensible size as well.
        guard GraphLimits.elements([rows, groups, extents.height, extents.width]) != nil else {
            throw GraphProblem("over \(GraphLimits.mostElements) inputs of dot products an image")
        }
        return [outputs, extents.height, extents.width]
    }
}
