// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Macro

extension Configuration {
    /// The arrays that the parameters describe: what a run prices and what it converts.
    ///
    /// - Conventional modes: `offset` weights in cells of `cellBits`, as many as a weight has at most.
    /// - BNN: weights of -1 and +1 for inputs of 0 and 1, so that rows at 0 are off. Row by row a weight is one cell; with
    ///   all rows at once it is a cell and its opposite beside it, whose conversions are subtracted (X. Sun et al., ASP-DAC
    ///   2018, see ``WeightMapping/odd``).
    /// - XNOR: weights and inputs of -1 and +1, in two cells above each other of which one is on, so that an array holds
    ///   half as many rows of weights (X. Sun et al., "XNOR-RRAM: A Scalable and Parallel Resistive Synaptic Architecture
    ///   for Binary Neural Networks", DATE 2018).
    ///
    /// With `revision = tessera` a read takes `inputBitsPerRead` bits, and with `weightJoining = analog` the columns of a weight
    /// have one conversion.
    ///
    /// Rows are read all at once or in groups of `numRowParallel`, with `levelOutput` codes, or one by one, where the levels of a cell
    /// are told apart.
    ///
    /// - Parameters:
    ///   - weightBits: Bits of a weight [bit].
    ///   - activationBits: Bits of an activation [bit].
    ///   - cellBits: Bits that a cell can hold [bit].
    /// - Returns: The design of the arrays.
    public func array(weightBits: Int, activationBits: Int, cellBits: Int) -> ArrayDesign {
        let weights =
            switch self.operationMode {
            case .conventionalSequential, .conventionalParallel:
                WeightEncoding(
                    .offset, bits: weightBits, cellBits: min(cellBits, weightBits), joining: self.weightJoining)
            case .bnnSequential: WeightEncoding(.odd, bits: 1)
            case .bnnParallel: WeightEncoding(.oddPair, bits: 1)
            case .xnorSequential, .xnorParallel: WeightEncoding(.xnor, bits: 1, layout: .complementaryRows)
            }
        let rows = max(1, self.subarrayRows / weights.rowsPerWeight)
        let rowsPerRead = max(1, min(self.subarrayRows, self.parallelRows) / weights.rowsPerWeight)
        return ArrayDesign(
            weights: weights,
            inputs: InputEncoding(
                bits: activationBits, bitsPerStep: self.inputBitsPerRead(activationBits),
                isBipolar: self.operationMode.isXNOR),
            reads: ReadPlan(
                rowsPerArray: rows, rowsPerRead: self.operationMode.isParallel ? rowsPerRead : 1,
                isRowByRow: !self.operationMode.isParallel),
            columns: self.subarrayColumns,
            codes: self.operationMode.isParallel ? self.adcLevels : weights.topConvertedLevel + 1)
    }

    /// How columns of a weight become one number. Adders take each column as it is.
    private var weightJoining: WeightJoining {
        guard self.revision == .tessera, self.macro.domain != .digital else { return .digital }
        return switch self.macro.weightJoining {
        case .digital: .digital
        case .analog: .analog
        }
    }

    /// Bits of an activation that one read takes, no more than the activation has [bit].
    private func inputBitsPerRead(_ activationBits: Int) -> Int {
        self.revision == .tessera ? min(self.macro.inputBitsPerRead, max(1, activationBits)) : 1
    }
}
