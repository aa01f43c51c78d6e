// SPDX-License-Identifier: Apache-2.0

import Parallelism

/// Extents of a feature map of one image.
public struct MapShape: Sendable, Equatable, CustomStringConvertible {
    /// Channels [1].
    public let channels: Int
    /// Rows [1].
    public let height: Int
    /// Columns [1].
    public let width: Int

    /// Extents.
    public init(channels: Int, height: Int = 1, width: Int = 1) {
        self.channels = channels
        self.height = height
        self.width = width
    }

    /// Elements of a channel [1].
    public var plane: Int { height * width }
    /// Elements of an image [1].
    public var count: Int { channels * plane }
    /// The elements as the channels of a map of one place.
    var flat: MapShape { MapShape(channels: count) }

    /// The channels alone, or channels x rows x columns.
    public var description: String { plane == 1 ? "\(channels)" : "\(channels) x \(height) x \(width)" }
}

/// Feature maps of a batch: [channels][images][height][width], so that a channel of all images is one run of memory.
struct BatchMaps<Scalar: TrainingScalar>: Sendable {
    let shape: MapShape
    let images: Int
    var values: [Scalar]

    init(_ shape: MapShape, images: Int, values: [Scalar]) {
        self.shape = shape
        self.images = images
        self.values = values
    }

    /// Maps of zeros.
    init(zeros shape: MapShape, images: Int) {
        self.init(shape, images: images, values: [Scalar](repeating: 0, count: shape.count * images))
    }

    /// Maps of images that follow each other, [images][channels][height][width].
    init(imageByImage values: [Scalar], _ shape: MapShape, images: Int) {
        self.init(shape, images: images, values: Self.swapped(values, images, shape.channels, plane: shape.plane))
    }

    /// The elements image by image: [images][channels][height][width].
    var imageByImage: [Scalar] { Self.swapped(values, shape.channels, images, plane: shape.plane) }

    /// Elements with the first two axes exchanged: [outer][inner][plane] becomes [inner][outer][plane].
    static func swapped(_ values: [Scalar], _ outer: Int, _ inner: Int, plane: Int) -> [Scalar] {
        guard outer > 1, inner > 1 else { return values }
        return [Scalar](unsafeUninitializedCapacity: values.count) { buffer, initialized in
            for first in 0..<outer {
                for second in 0..<inner {
                    let source = (first * inner + second) * plane
                    let target = (second * outer + first) * plane
                    for place in 0..<plane { buffer[target + place] = values[source + place] }
                }
            }
            initialized = values.count
        }
    }

    /// Each element as a channel of a map of one place: [channels][images][plane] becomes [channels][plane][images].
    var flattened: BatchMaps {
        guard shape.plane > 1 else { return self }
        return BatchMaps(shape.flat, images: images, values: transposedPlanes(rows: images, columns: shape.plane))
    }

    /// The opposite of ``flattened``.
    func unflattened(_ shape: MapShape) -> BatchMaps {
        guard shape.plane > 1 else { return self }
        return BatchMaps(
            shape, images: images,
            values: BatchMaps(shape, images: images, values: values)
                .transposedPlanes(rows: shape.plane, columns: images))
    }

    private func transposedPlanes(rows: Int, columns: Int) -> [Scalar] {
        [Scalar](unsafeUninitializedCapacity: values.count) { buffer, initialized in
            for channel in 0..<shape.channels {
                let start = channel * rows * columns
                for row in 0..<rows {
                    for column in 0..<columns {
                        buffer[start + column * rows + row] = values[start + row * columns + column]
                    }
                }
            }
            initialized = values.count
        }
    }
}

/// Elements that a thread takes at a time in passes over all of them.
let passSize = 1 << 15

/// Calls `body` for each piece of some elements, on several threads.
func forEachPiece(of count: Int, threads: Int, _ body: @Sendable (Range<Int>) -> Void) {
    let parts = pieces(of: count, size: passSize)
    forEachInParallel(parts.count, threads: threads) { body(parts[$0]) }
}
