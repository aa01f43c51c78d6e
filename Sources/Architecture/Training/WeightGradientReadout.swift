// SPDX-License-Identifier: Apache-2.0

import Circuits

/// How one array of a weight-gradient unit applies errors to the stored activations and digitizes the products.
protocol WeightGradientReadout: Sendable {
    /// The circuits around the cells, without prechargers and write drivers.
    var blocks: ChipBlock { get }
    /// Bits of a partial sum that the array delivers, before sums of several arrays are added [bit].
    var sumBits: Double { get }
    /// Sums that follow each other on one adder tree for the errors of one output channel [1].
    var accumulations: Double { get }

    /// Multiplying with the errors of one output channel, all bits, when the share `activity` of rows is not zero [1].
    func read(_ cells: WeightGradientCells, activity: Double) -> OperationCost

    /// Selecting the rows for writing when the share `activity` of rows is not zero [1].
    func select(_ cells: WeightGradientCells, activity: Double) -> OperationCost
}
