// SPDX-License-Identifier: Apache-2.0

import ModelsKernels

/// Operations that go element by element or rearrange elements.
extension GraphExecutor {
    func reduced(_ input: [Scalar], _ inner: Int, _ function: (ArraySlice<Scalar>) -> Scalar) -> [Scalar] {
        (0..<input.count / inner).map { function(input[$0 * inner..<($0 + 1) * inner]) }
    }

    func pooled(
        _ pooling: Operation.Pooling, _ input: [Scalar], _ images: Int, _ inputShape: [Int], _ outputShape: [Int]
    ) -> [Scalar] {
        let window = tk_window(
            pooling.window, channels: images * inputShape[0], height: inputShape[1], width: inputShape[2],
            outHeight: outputShape[1], outWidth: outputShape[2])
        return filled(images * outputShape.reduce(1, *)) { result in
            input.withUnsafeBufferPointer { input in
                guard let source = input.baseAddress, let target = result.baseAddress else { return }
                Scalar.pool(source, window, pooling, into: target)
            }
        }
    }

    func concatenated(_ inputs: [[Scalar]], _ shapes: [[Int]], axis: Int, _ images: Int) -> [Scalar] {
        let outer = images * shapes[0][..<axis].reduce(1, *)
        let runs = shapes.map { $0[axis...].reduce(1, *) }
        var result: [Scalar] = []
        result.reserveCapacity(outer * runs.reduce(0, +))
        for place in 0..<outer {
            for (input, run) in zip(inputs, runs) { result += input[place * run..<(place + 1) * run] }
        }
        return result
    }

    func padded(_ input: [Scalar], _ margin: Operation.Padding, _ shape: [Int], _ images: Int) -> [Scalar] {
        let (height, width) = (shape[shape.count - 2], shape[shape.count - 1])
        let outWidth = width + margin.left + margin.right
        let outSize = (height + margin.top + margin.bottom) * outWidth
        let planes = input.count / (height * width)
        var result = [Scalar](repeating: Scalar(margin.value), count: planes * outSize)
        for row in 0..<planes * height {
            let (plane, y) = row.quotientAndRemainder(dividingBy: height)
            let start = plane * outSize + (y + margin.top) * outWidth + margin.left
            result.replaceSubrange(start..<start + width, with: input[row * width..<(row + 1) * width])
        }
        return result
    }
}

/// For each element of a result, which elements of the operands belong to it.
struct BroadcastTable: Sendable {
    /// Elements of the operands for one image [1].
    private let leftCount: Int
    private let rightCount: Int
    /// Elements of the result for one image [1].
    private let count: Int
    /// Nil where the elements are those of the result, one for one.
    let left: [Int32]?
    private let right: [Int32]?

    init(left: [Int], right: [Int]) {
        let shape = zip(left, right).map(max)
        leftCount = left.reduce(1, *)
        rightCount = right.reduce(1, *)
        count = shape.reduce(1, *)
        self.left = left == shape ? nil : Self.places(of: left, in: shape)
        self.right = right == shape ? nil : Self.places(of: right, in: shape)
    }

    init(transposing shape: [Int], order: [Int]) {
        count = shape.reduce(1, *)
        leftCount = count
        rightCount = 0
        right = nil
        left = Self.places(order.map { shape[$0] }, strides: order.map { Self.strides(shape)[$0] })
    }

    /// One operand whose axes of extent 1 are repeated.
    init(repeating shape: [Int], as target: [Int]) {
        count = target.reduce(1, *)
        leftCount = shape.reduce(1, *)
        rightCount = 0
        right = nil
        left = shape == target ? nil : Self.places(of: shape, in: target)
    }

    private static func strides(_ shape: [Int]) -> [Int] {
        shape.indices.map { shape[($0 + 1)...].reduce(1, *) }
    }

    private static func places(of operand: [Int], in shape: [Int]) -> [Int32] {
        places(shape, strides: zip(operand, strides(operand)).map { $0 == 1 ? 0 : $1 })
    }

    private static func places(_ shape: [Int], strides: [Int]) -> [Int32] {
        var places: [Int32] = [0]
        for (extent, stride) in zip(shape, strides) {
            places = places.flatMap { start in (0..<extent).map { start + Int32($0 * stride) } }
        }
        return places
    }

    @inline(__always)
    func combined<Scalar: NetworkScalar>(
        _ a: [Scalar], _ b: [Scalar], _ images: Int, _ isConstant: Bool, _ function: (Scalar, Scalar) -> Scalar
    ) -> [Scalar] {
        let isPlain = left == nil && right == nil
        let all = isPlain ? [] : Array(0..<Int32(count))
        let (leftPlaces, rightPlaces) = (left ?? all, right ?? all)
        return filled(images * count) { result in
            a.withUnsafeBufferPointer { a in
                b.withUnsafeBufferPointer { b in
                    for image in 0..<images {
                        let (x, y, z) = (image * leftCount, isConstant ? 0 : image * rightCount, image * count)
                        if isPlain {
                            for index in 0..<count { result[z + index] = function(a[x + index], b[y + index]) }
                        } else {
                            for index in 0..<count {
                                let (p, q) = (Int(leftPlaces[index]), Int(rightPlaces[index]))
                                result[z + index] = function(a[x + p], b[y + q])
                            }
                        }
                    }
                }
            }
        }
    }

    func permuted<Scalar>(_ input: [Scalar], images: Int) -> [Scalar] {
        guard let left else { return input }
        return filled(images * count) { result in
            for image in 0..<images {
                for index in 0..<count { result[image * count + index] = input[image * leftCount + Int(left[index])] }
            }
        }
    }
}
