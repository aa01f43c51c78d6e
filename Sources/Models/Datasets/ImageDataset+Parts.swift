// SPDX-License-Identifier: Apache-2.0

import Formats

import Diagnostics

extension ImageDataset {
    /// The images that remain without the first `first` ones, 0 or more; nil when none remain.
    public func dropping(first: Int) throws(InputError) -> ImageDataset? {
        precondition(first >= 0, "a negative number of images")
        guard first > 0 else { return self }
        guard first < count else { return nil }
        let start = first * shape.reduce(1, *)
        return try ImageDataset(
            file: file, shape: shape, pixels: pixels[start..<pixels.count], labels: labels.map { Array($0[first...]) },
            classNames: classNames, normalization: normalization,
            firstLine: firstLine.map { $0 + first })
    }
}
