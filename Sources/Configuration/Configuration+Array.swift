// SPDX-License-Identifier: Apache-2.0

import CellArrays

extension Configuration {
    /// The arrays that the parameters describe: what a run prices and what it converts.
    ///
    /// - Conventional modes: `offset` weights in cells of `cellBits`, as many as a weight has at most.
    /// - Binary modes: signs as XNOR bits, in one cell (BNN row by row), in two cells side by side (BNN, all rows),
    ///   or in two above each other (XNOR), so that an array holds half as many rows of weights.
    ///
    /// Rows are read all at once, with `levelOutput` codes, or one by one, where the levels of a cell are told apart.
    ///
    /// - Parameters:
    ///   - weightBits: Bits of a weight [bit].
    ///   - activationBits: Bits of an activation [bit].
    ///   - cellBits: Bits that a cell can hold [bit].
    /// - Returns: The design of the arrays.
    public func array(weightBits: Int, activationBits: Int, cellBits: Int) -> ArrayDesign {
        let isBinary = !self.operationMode.isConventional
        let weights =
            isBinary
            ? WeightEncoding(.xnor, bits: 1, layout: self.operationMode.cellLayout)
            : WeightEncoding(.offset, bits: weightBits, cellBits: min(cellBits, weightBits))
        let rows = max(1, self.subarrayRows / weights.rowsPerWeight)
        return ArrayDesign(
            weights: weights, inputs: InputEncoding(bits: activationBits, isBipolar: isBinary),
            reads: ReadPlan(
                rowsPerArray: rows, rowsPerRead: self.operationMode.isParallel ? rows : 1,
                isRowByRow: !self.operationMode.isParallel),
            columns: self.subarrayColumns, codes: self.operationMode.isParallel ? self.adcLevels : weights.topLevel + 1)
    }
}

extension OperationMode {
    /// How a level lies in cells.
    public var cellLayout: CellLayout {
        switch self {
        case .conventionalSequential, .conventionalParallel, .bnnSequential: .single
        case .bnnParallel: .complementaryColumns
        case .xnorSequential, .xnorParallel: .complementaryRows
        }
    }
}
