// SPDX-License-Identifier: Apache-2.0

import Diagnostics

extension NetworkGraph {
    /// The labels of images, which must be classes of this network's only output.
    ///
    /// - Throws: `InputError` when they are missing or do not fit, or the network has several outputs.
    public func labels(of images: ImageDataset) throws(InputError) -> [Int] {
        try requireOneOutput()
        return try images.requiredLabels(classes: outputCount)
    }
}
