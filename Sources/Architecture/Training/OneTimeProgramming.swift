// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// Loading the weights of a layer into erased arrays, once, before inference starts.
///
/// Erased means: every resistive or ferroelectric cell at its least conductance, every SRAM cell at zero. The same
/// model as an update during training (``WriteUpdate``), from the erased state to the weights. This is a figure of
/// Tessera's own, without a reference to agree with.
public struct OneTimeProgramming: Sendable {
    /// The model of a write.
    public let update: WriteUpdate
    /// Conductance of every cell before [S].
    public let erasedConductance: Double

    /// Programming through `update`, from cells of `erasedConductance` [S]; by default their least conductance.
    public init(update: WriteUpdate, erasedConductance: Double? = nil) {
        self.update = update
        self.erasedConductance = erasedConductance ?? update.cell.leastConductance
    }

    /// The demand of writing the conductances `target` [S] into one subarray.
    public func demand(of target: CellBlock<Double>) -> WriteDemand {
        let erasedRow = [Double](repeating: erasedConductance, count: target.columns)
        return erasedRow.withUnsafeBufferPointer { row in
            guard let base = row.baseAddress else { return nothing(in: target.rows, target.columns) }
            let erased = CellBlock(base: base, rowStride: 0, rows: target.rows, columns: target.columns)
            return update.demand(new: target, old: erased)
        }
    }

    /// No writes into `rows` x `columns` cells.
    private func nothing(in rows: Int, _ columns: Int) -> WriteDemand {
        update.demand(of: WriteStatistics(rows: rows, columns: columns))
    }

    /// Cost of a layer from the costs of its subarrays, with `copies` of the layer on the chip.
    ///
    /// - Parameters:
    ///   - subarrays: Cost of writing each subarray of one copy.
    ///   - copies: Copies of the layer; each is written.
    ///   - writtenAtOnce: Subarrays that are written at the same time, at least 1.
    /// - Returns: The time [s] and energy [J] for all copies.
    public static func cost(
        of subarrays: some Sequence<OperationCost>, copies: Int = 1, writtenAtOnce: Int = 1
    ) -> OperationCost {
        let one = subarrays.reduce(OperationCost.zero, +)
        return (one * Double(copies)).shared(by: Double(max(1, writtenAtOnce)))
    }
}
