// SPDX-License-Identifier: Apache-2.0

/// All combinations of choices along some axes. Points are numbered; the last axis changes first.
package struct ChoiceGrid: Sendable, Equatable {
    /// How many choices each axis has, at least one.
    package let extents: [Int]
    /// Points [1].
    package let count: Int

    /// Describes a grid; nil where an axis is empty or there are more points than a number can count.
    package init?(_ extents: [Int]) {
        var count = 1
        for extent in extents {
            let (product, overflows) = count.multipliedReportingOverflow(by: extent)
            guard extent > 0, !overflows else { return nil }
            count = product
        }
        self.extents = extents
        self.count = count
    }

    /// The choices of the point with a number.
    package func point(_ number: Int) -> [Int] {
        var rest = number
        var point = [Int](repeating: 0, count: extents.count)
        for (index, extent) in extents.enumerated().reversed() {
            point[index] = rest % extent
            rest /= extent
        }
        return point
    }

    /// The number of the point with some choices.
    package func number(of point: [Int]) -> Int {
        zip(point, extents).reduce(0) { $0 * $1.1 + $1.0 }
    }
}
