// SPDX-License-Identifier: Apache-2.0

/// Comparison of points by several objectives, which are all minimized.
package enum ParetoFront {
    /// Whether one point is at least as good as another in everything, and better in something.
    package static func dominates(_ left: [Double], _ right: [Double]) -> Bool {
        var isBetter = false
        for (own, other) in zip(left, right) {
            if own > other { return false }
            if own < other { isBetter = true }
        }
        return isBetter
    }

    /// The points that no other one dominates, by the first objective, then the next ones; of equal points the first.
    ///
    /// - Parameter values: the objectives of each point.
    /// - Returns: numbers of points.
    package static func indices(of values: [[Double]]) -> [Int] {
        let order = values.indices.sorted { left, right in
            values[left] == values[right] ? left < right : values[left].lexicographicallyPrecedes(values[right])
        }
        var front: [Int] = []
        // Only an earlier point can dominate a later one.
        for index in order {
            let isDominated = front.contains { kept in zip(values[kept], values[index]).allSatisfy { $0 <= $1 } }
            if !isDominated { front.append(index) }
        }
        return front
    }
}
