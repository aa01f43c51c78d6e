// SPDX-License-Identifier: Apache-2.0

import ModelsKernels
import Parallelism

/// A convolution or fully connected layer with its weights in the format of execution.
struct PreparedLinear<Scalar: NetworkScalar>: Sendable {
    private let layer: LinearLayer
    private let weights: [Scalar]
    private let bias: [Scalar]

    init(_ layer: LinearLayer) {
        self.layer = layer
        weights = layer.realWeights.map { Scalar($0) }
        bias = layer.bias.map { Scalar($0) }
    }

    func run(_ input: [Scalar], _ images: Int, inputShape: [Int], outputShape: [Int]) -> [Scalar] {
        guard let window = layer.window else { return vectors(input) }
        let places = tk_window(
            window, channels: inputShape[0] / layer.groups, height: inputShape[1], width: inputShape[2],
            outHeight: outputShape[1], outWidth: outputShape[2])
        return maps(input, images, inputShape.reduce(1, *), places, isPointwise: window.isPointwise)
    }

    /// Each run of `rows` elements is a vector.
    private func vectors(_ input: [Scalar]) -> [Scalar] {
        let count = input.count / layer.rows
        return filled(count * layer.outputs) { result in
            guard let target = result.baseAddress else { return }
            input.withUnsafeBufferPointer { input in
                weights.withUnsafeBufferPointer { weights in
                    guard let input = input.baseAddress, let weights = weights.baseAddress else { return }
                    Scalar.multiply(
                        input, weights, transposed: true, rows: count, columns: layer.outputs, inner: layer.rows,
                        into: target)
                }
            }
            for vector in 0..<count {
                for output in 0..<layer.outputs { target[vector * layer.outputs + output] += bias[output] }
            }
        }
    }

    /// Elements of a map that are unfolded at a time, so that they stay in the processor's cache.
    private static var unfoldedElements: Int { 1 << 15 }

    private func maps(
        _ input: [Scalar], _ images: Int, _ imageSize: Int, _ places: tk_window, isPointwise: Bool
    ) -> [Scalar] {
        let (positions, outputs) = (places.places, layer.outputs / layer.groups)
        let groupSize = imageSize / layer.groups
        let (height, width) = (Int(places.out_height), Int(places.out_width))
        let lines = isPointwise ? height : min(height, max(1, Self.unfoldedElements / (layer.rows * width)))
        let unfolded = UnsafeMutablePointer<Scalar>.allocate(capacity: isPointwise ? 1 : layer.rows * lines * width)
        defer { unfolded.deallocate() }
        return filled(images * layer.outputs * positions) { result in
            input.withUnsafeBufferPointer { input in
                weights.withUnsafeBufferPointer { weights in
                    guard let input = input.baseAddress, let weights = weights.baseAddress,
                        let target = result.baseAddress
                    else { return }
                    for part in 0..<images * layer.groups {
                        let source = input + part * groupSize
                        for range in pieces(of: height, size: lines) {
                            if !isPointwise { Scalar.unfold(source, places.lines(range), into: unfolded) }
                            Scalar.multiply(
                                weights + part % layer.groups * outputs * layer.rows,
                                isPointwise ? source : UnsafePointer(unfolded),
                                transposed: false, rows: outputs, columns: range.count * width, inner: layer.rows,
                                into: target + part * outputs * positions + range.lowerBound * width, stride: positions)
                        }
                    }
                    for row in 0..<images * layer.outputs {
                        let offset = bias[row % layer.outputs]
                        for place in row * positions..<(row + 1) * positions { target[place] += offset }
                    }
                }
            }
        }
    }
}
