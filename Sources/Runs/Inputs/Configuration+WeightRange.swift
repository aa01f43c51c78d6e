// SPDX-License-Identifier: Apache-2.0

import Configuration

extension Configuration {
    /// The smallest and the largest weight of the algorithm [1].
    var weightRange: ClosedRange<Double> { self.minimumWeight...self.maximumWeight }
}
