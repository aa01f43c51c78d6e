// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A figure of silicon over the technology node, as it was published for some nodes.
///
/// Between two published nodes the logarithm of the figure is linear in the logarithm of the node.
struct NodeCurve: Sendable {
    /// Published figures by node [nm], from the largest node to the smallest.
    let points: [(node: Int, value: Double)]
    /// Where the figures come from.
    let source: String

    /// A curve through published figures.
    ///
    /// - Parameters:
    ///   - points: Figures above 0 by node [nm], from the largest node to the smallest.
    ///   - source: Where they come from.
    init(_ points: KeyValuePairs<Int, Double>, source: String) {
        self.points = points.map { ($0.key, $0.value) }
        self.source = source
    }

    /// Whether the figure of a node is published.
    func isPublished(at node: Int) -> Bool { points.contains { $0.node == node } }

    /// The figure at a node [nm]; that of the nearest published node outside the published range.
    func value(at node: Int) -> Double {
        guard let upper = points.last(where: { $0.node >= node }) else { return points[0].value }
        guard let lower = points.first(where: { $0.node <= node }) else { return upper.value }
        guard lower.node != upper.node else { return upper.value }
        let share = log(Double(node) / Double(lower.node)) / log(Double(upper.node) / Double(lower.node))
        return exp(log(lower.value) + share * log(upper.value / lower.value))
    }
}
