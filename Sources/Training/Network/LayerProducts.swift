// SPDX-License-Identifier: Apache-2.0

import Parallelism
import TrainingKernels

/// The three matrix products of a layer over a batch.
///
/// Images are worked on in pieces of fixed size, which lanes take in turn; each lane adds its gradients up in one order, and
/// lanes are added in one order. Results do not depend on the number of threads.
struct LayerProducts<Scalar: TrainingScalar>: Sendable {
    private let layer: WeightedLayer
    private let images: Int
    private let threads: Int
    private let window: tk_batch_window
    private let pieces: [Range<Int>]
    private let lanes: Int

    /// Elements of unfolded maps that a piece has at most, if it has more than one image.
    private static var largestPiece: Int { 1 << 20 }
    /// Pieces that a batch has at least, if it has as many images.
    private static var leastPieces: Int { 8 }

    init(_ layer: WeightedLayer, images: Int, threads: Int) {
        self.layer = layer
        self.images = images
        self.threads = threads
        window = layer.window(images: images)
        let perImage = max(1, layer.rows * layer.outputShape.plane)
        let size = max(1, min(Self.largestPiece / perImage, (images + Self.leastPieces - 1) / Self.leastPieces))
        pieces = Parallelism.pieces(of: images, size: size)
        lanes = min(Self.leastPieces, pieces.count)
    }

    private var plane: Int { layer.outputShape.plane }
    private var outputsPerGroup: Int { layer.outputs / layer.groups }
    /// Where a group's channels begin in maps of the input.
    private func inputStart(_ group: Int) -> Int {
        layer.isPointwise && layer.convolution == nil
            ? 0 : group * layer.inputShape.channels / layer.groups * images * layer.inputShape.plane
    }

    /// weights x inputs, as maps of the output.
    func outputs(of inputs: BatchMaps<Scalar>, weights: [Scalar]) -> BatchMaps<Scalar> {
        var result = BatchMaps<Scalar>(zeros: layer.outputShape, images: images)
        result.values.withUnsafeMutableBufferPointer { buffer in
            let target = SharedBuffer(buffer)
            forEachPiece(inputs) { columns, stride, piece, group, _ in
                let product = MatrixProduct(
                    rows: outputsPerGroup, columns: piece.count * plane, inner: layer.rows, strideA: layer.rows,
                    strideB: stride, strideC: images * plane)
                weights.withUnsafeBufferPointer { weights in
                    guard let a = weights.baseAddress, let c = target.base else { return }
                    Scalar.multiply(
                        product, a + group * outputsPerGroup * layer.rows, columns,
                        into: c + group * outputsPerGroup * images * plane + piece.lowerBound * plane)
                }
            }
        }
        return result
    }

    /// Sums over places and images of error times input: [outputs][rows].
    func gradient(of inputs: BatchMaps<Scalar>, errors: BatchMaps<Scalar>) -> [Scalar] {
        let count = layer.weightCount
        var sums = [Scalar](repeating: 0, count: lanes * count)
        sums.withUnsafeMutableBufferPointer { buffer in
            let target = SharedBuffer(buffer)
            forEachPiece(inputs) { columns, stride, piece, group, lane in
                let product = MatrixProduct(
                    rows: outputsPerGroup, columns: layer.rows, inner: piece.count * plane, transposesB: true,
                    strideA: images * plane, strideB: stride, strideC: layer.rows, adds: true)
                errors.values.withUnsafeBufferPointer { errors in
                    guard let a = errors.baseAddress, let c = target.base else { return }
                    Scalar.multiply(
                        product, a + group * outputsPerGroup * images * plane + piece.lowerBound * plane, columns,
                        into: c + lane * count + group * outputsPerGroup * layer.rows)
                }
            }
            for lane in 1..<max(1, lanes) {
                Training.forEachPiece(of: count, threads: threads) { part in
                    guard let sums = target.base else { return }
                    let own = sums + lane * count
                    for index in part { sums[index] += own[index] }
                }
            }
        }
        sums.removeLast((lanes - 1) * count)
        return sums
    }

    /// Errors at the input: transposed weights x errors, over the layer's scale.
    func backward(_ errors: BatchMaps<Scalar>, weights: [Scalar]) -> BatchMaps<Scalar> {
        let shape = layer.convolution == nil ? layer.inputShape.flat : layer.inputShape
        var result = BatchMaps<Scalar>(zeros: shape, images: images)
        result.values.withUnsafeMutableBufferPointer { buffer in
            let target = SharedBuffer(buffer)
            forEachInParallel(lanes, threads: threads) { lane in
                var columns = [Scalar](repeating: 0, count: layer.isPointwise ? 0 : columnCount)
                for index in stride(from: lane, to: pieces.count, by: lanes) {
                    for group in 0..<layer.groups {
                        backward(pieces[index], group, errors, weights, target, &columns)
                    }
                }
            }
        }
        return result
    }

    private func backward(
        _ piece: Range<Int>, _ group: Int, _ errors: BatchMaps<Scalar>, _ weights: [Scalar],
        _ target: SharedBuffer<Scalar>, _ columns: inout [Scalar]
    ) {
        errors.values.withUnsafeBufferPointer { errors in
            weights.withUnsafeBufferPointer { weights in
                columns.withUnsafeMutableBufferPointer { columns in
                    guard let a = weights.baseAddress, let b = errors.baseAddress, let maps = target.base else {
                        return
                    }
                    let start = maps + inputStart(group)
                    let width = piece.count * plane
                    let isPointwise = layer.isPointwise
                    let product = MatrixProduct(
                        rows: layer.rows, columns: width, inner: outputsPerGroup, transposesA: true,
                        strideA: layer.rows, strideB: images * plane, strideC: isPointwise ? images * plane : width)
                    guard let unfolded = isPointwise ? start + piece.lowerBound * plane : columns.baseAddress else {
                        return
                    }
                    Scalar.multiply(
                        product, a + group * outputsPerGroup * layer.rows,
                        b + group * outputsPerGroup * images * plane + piece.lowerBound * plane, into: unfolded)
                    if !isPointwise { Scalar.fold(unfolded, window, piece, into: start) }
                }
            }
        }
    }

    private var columnCount: Int { layer.rows * (pieces.first?.count ?? 0) * plane }

    /// Calls `body` with the unfolded inputs of each piece and group, the distance of their rows, and the lane.
    private func forEachPiece(
        _ inputs: BatchMaps<Scalar>,
        _ body: @Sendable (UnsafePointer<Scalar>, Int, Range<Int>, _ group: Int, _ lane: Int) -> Void
    ) {
        forEachInParallel(lanes, threads: threads) { lane in
            var columns = [Scalar](repeating: 0, count: layer.isPointwise ? 0 : columnCount)
            inputs.values.withUnsafeBufferPointer { inputs in
                columns.withUnsafeMutableBufferPointer { columns in
                    guard let maps = inputs.baseAddress else { return }
                    for index in stride(from: lane, to: pieces.count, by: lanes) {
                        let piece = pieces[index]
                        for group in 0..<layer.groups {
                            let start = maps + inputStart(group)
                            if layer.isPointwise {
                                body(start + piece.lowerBound * plane, images * plane, piece, group, lane)
                            } else if let unfolded = columns.baseAddress {
                                Scalar.unfold(start, window, piece, into: unfolded)
                                body(unfolded, piece.count * plane, piece, group, lane)
                            }
                        }
                    }
                }
            }
        }
    }
}
