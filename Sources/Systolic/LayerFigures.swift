// SPDX-License-Identifier: Apache-2.0

/// The figures of a layer on a systolic array.
public struct LayerFigures: Sendable, Equatable {
    /// The layer.
    public internal(set) var layer: SystolicLayer
    /// Cycles until the last output, without the first fill of the buffers [cycles].
    public let totalCycles: Int
    /// Cycles in which the array waits [cycles].
    public let stallCycles: Int
    /// Share of the elements that a fold uses, on average [1].
    public let mappingEfficiency: Double
    /// Share of the elements that compute, on average over the cycles in which the array is busy [1].
    public let computeUtilization: Double
    /// Share of all elements and all cycles that compute, of `totalCycles`: where those are the number of the last cycle, a
    /// single element that never waits has slightly more than 1 [1].
    public let overallUtilization: Double
    /// Cycles that the array takes, the first and the last one included [cycles].
    public let arrayCycles: Int
    /// Share of all elements and all cycles that compute, at most 1 [1].
    public let utilization: Double

    /// Reads of the input buffer.
    public let ifmapSRAM: MemoryAccess
    /// Reads of the filter buffer.
    public let filterSRAM: MemoryAccess
    /// Writes to the output buffer.
    public let ofmapSRAM: MemoryAccess
    /// Reads of the input map from DRAM.
    public let ifmapDRAM: MemoryAccess
    /// Reads of the filters from DRAM.
    public let filterDRAM: MemoryAccess
    /// Writes of outputs to DRAM.
    public let ofmapDRAM: MemoryAccess
    /// Words that the array writes to the output buffer: outputs and partial sums, without the empty writes that
    /// `ofmapSRAM` may count [1].
    public let outputWrites: Int
    /// Partial sums that are read from the output buffer; none where the counting has none [1].
    public let partialSumReads: Int
    /// Partial sums that are read back from DRAM; none where the counting has none [1].
    public let partialSumDRAMReads: Int

    /// Cycles with the first fill of the buffers, until the last output is in DRAM [cycles].
    public var cyclesWithPrefetch: Int { ofmapDRAM.stop - min(ifmapDRAM.start, filterDRAM.start) }

    /// Words that move between DRAM and the chip [1].
    public var dramWords: Int { ifmapDRAM.words + filterDRAM.words + ofmapDRAM.words + partialSumDRAMReads }

    /// Words a cycle from the input buffer [words/cycle].
    public var ifmapSRAMBandwidth: Double { Double(ifmapSRAM.words) / Double(max(1, totalCycles)) }
    /// Words a cycle from the filter buffer [words/cycle].
    public var filterSRAMBandwidth: Double { Double(filterSRAM.words) / Double(max(1, totalCycles)) }
    /// Words a cycle into the output buffer [words/cycle].
    public var ofmapSRAMBandwidth: Double { Double(ofmapSRAM.words) / Double(max(1, totalCycles)) }
}
