// SPDX-License-Identifier: Apache-2.0

import Circuits

/// Everything at the edges of an array that reads it in one direction.
public protocol ReadOut: Sendable {
    /// The direction.
    var port: ReadPort { get }
    /// The circuits, those that another read-out counts left out.
    var blocks: [SubarrayBlock] { get }
    /// The ADC of a sensed line; nil of a read-out whose lines carry bits, or whose sense amplifiers belong to it.
    var converter: (any ColumnConverter)? { get }

    /// One read of all outputs for one bit of every input.
    ///
    /// - Parameters:
    ///   - activity: share of the inputs that are one [1].
    ///   - lineActivity: the activity that the energy of the line drivers follows [1].
    /// - Returns: the cost of the read.
    func read(activity: Double, lineActivity: Double) -> SubarrayRead
}
