// SPDX-License-Identifier: Apache-2.0

/// A group of channels among those of its layer that share arrays: side by side along a diagonal, each with rows and columns
/// of its own.
struct PackedGroup: Sendable, Equatable {
    /// Its number in the layer, from 0.
    let group: Int
    /// The groups that share its arrays, its own included, in the order of their rows.
    let members: Range<Int>

    /// A group that has its arrays for itself.
    static let alone = PackedGroup(0, among: 0..<1)

    /// A group among some of its layer.
    ///
    /// - Precondition: it is one of them.
    init(_ group: Int, among members: Range<Int>) {
        precondition(members.contains(group), "a group is a member of its pack")
        self.group = group
        self.members = members
    }

    /// How many groups share the arrays [1].
    var count: Int { members.count }

    /// Its own rows among those of all members, of `rows` each.
    func ownRows(_ rows: Int) -> Range<Int> {
        let first = (group - members.lowerBound) * rows
        return first..<first + rows
    }

    /// The inputs of all members side by side: [vectors][members][rows].
    ///
    /// - Parameters:
    ///   - inputs: The inputs of each group of the layer: [vectors][rows].
    ///   - vectors: How many vectors there are.
    ///   - rows: Rows of a group.
    /// - Returns: The inputs of the rows that are read together.
    func sideBySide(_ inputs: [[Int32]], vectors: Int, rows: Int) -> [Int32] {
        (0..<vectors).flatMap { vector in
            members.flatMap { inputs[$0][vector * rows..<(vector + 1) * rows] }
        }
    }

    /// The inputs of its own rows where those of the other members are off: [vectors][members][rows].
    ///
    /// - Parameters:
    ///   - inputs: Its own inputs: [vectors][rows].
    ///   - vectors: How many vectors there are.
    ///   - rows: Rows of a group.
    /// - Returns: The inputs of the rows that are read together.
    func withOthersOff(_ inputs: [Int32], vectors: Int, rows: Int) -> [Int32] {
        let own = ownRows(rows)
        var result = [Int32](repeating: 0, count: vectors * count * rows)
        for vector in 0..<vectors {
            let start = vector * count * rows
            result.replaceSubrange(
                start + own.lowerBound..<start + own.upperBound, with: inputs[vector * rows..<(vector + 1) * rows])
        }
        return result
    }
}
