// SPDX-License-Identifier: Apache-2.0

/// A picture as it is stored.
package struct Picture: Equatable, Sendable {
    /// The most pixels of a picture that is read: what a small file may claim to be must fit into memory.
    package static let mostPixels = 1 << 26

    /// Pixels in a row.
    package let width: Int
    /// Rows.
    package let height: Int
    /// 1 for grey, 3 for red, green and blue.
    package let channels: Int
    /// Samples, pixel by pixel: [height][width][channels].
    package let samples: Pixels

    /// A picture of the given samples.
    package init(width: Int, height: Int, channels: Int, samples: Pixels) {
        self.width = width
        self.height = height
        self.channels = channels
        self.samples = samples
    }
}
