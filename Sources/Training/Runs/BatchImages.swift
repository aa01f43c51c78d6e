// SPDX-License-Identifier: Apache-2.0

import Inference
import Models

/// Images of a batch, changed at random where settings ask for it.
struct BatchImages: Sendable {
    let batches: ImageBatches
    let shape: MapShape

    init(_ batches: ImageBatches) {
        self.batches = batches
        shape =
            batches.shape.count == 3
            ? MapShape(channels: batches.shape[0], height: batches.shape[1], width: batches.shape[2])
            : MapShape(channels: batches.shape.reduce(1, *))
    }

    /// Images by their numbers, unchanged.
    func maps(_ numbers: [Int]) -> BatchMaps<Float> {
        BatchMaps(imageByImage: batches.elements(of: numbers), shape, images: numbers.count)
    }

    /// Images by their numbers, shifted and mirrored at random: the numbers of the stream belong to images, not to places in a
    /// batch.
    func changed(_ numbers: [Int], _ settings: TrainingSettings, _ stream: RandomStream) -> BatchMaps<Float> {
        let pad = settings.augmentPadding
        guard pad > 0 || settings.augmentFlip else { return maps(numbers) }
        var elements = batches.elements(of: numbers)
        let darkest = Float(settings.inputRange.lowerBound)
        for (place, number) in numbers.enumerated() {
            let down = Int(stream.uniform(3 * number) * Double(2 * pad + 1)) - pad
            let right = Int(stream.uniform(3 * number + 1) * Double(2 * pad + 1)) - pad
            let isMirrored = settings.augmentFlip && stream.uniform(3 * number + 2) < 0.5
            let range = place * shape.count..<(place + 1) * shape.count
            let image = Array(elements[range])
            for channel in 0..<shape.channels {
                for row in 0..<shape.height {
                    for column in 0..<shape.width {
                        let source = (row: row + down, column: (isMirrored ? shape.width - 1 - column : column) + right)
                        let isInside =
                            (0..<shape.height).contains(source.row) && (0..<shape.width).contains(source.column)
                        elements[range.lowerBound + (channel * shape.height + row) * shape.width + column] =
                            isInside
                            ? image[(channel * shape.height + source.row) * shape.width + source.column] : darkest
                    }
                }
            }
        }
        return BatchMaps(imageByImage: elements, shape, images: numbers.count)
    }
}
