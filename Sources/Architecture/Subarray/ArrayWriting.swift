import Circuits
import Counting

/// How new weights get into an array.
protocol ArrayWriting: Sendable {
    /// Circuits that serve writing only.
    var blocks: [SubarrayBlock] { get }

    /// Cost of an update.
    ///
    /// - Parameters:
    ///   - update: what changes.
    ///   - reads: what the array did before.
    ///   - transposedScans: shifts of the sourceline register in a transposed read [1].
    func write(_ update: ArrayUpdate, after reads: PrecedingReads, transposedScans: Double) -> OperationCost

    /// The row selections of an update, where drivers come after a decoder; nil elsewhere.
    func rowSelections(_ update: ArrayUpdate) -> RowSelections?
}
