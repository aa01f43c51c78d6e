// SPDX-License-Identifier: Apache-2.0

/// The role of adder trees: each sums up the results of several units.
public protocol SumTree: CircuitModel where Operation == AdderTree.Operation {
    /// How many units one tree can sum up [1].
    var unitCount: Int { get }
    /// Length of an operand at the leaves [bit].
    var inputBits: Int { get }
    /// Number of trees [1].
    var treeCount: Int { get }
    /// Stages of a tree that sums up all units [1].
    var stageCount: Int { get }
    /// Static power of those adders that are used when `units` units are summed up [W].
    func leakagePower(summing units: Int) -> Double
}

extension AdderTree: SumTree {}
