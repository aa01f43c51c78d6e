// SPDX-License-Identifier: Apache-2.0

/// The counts of a step of a network.
public struct StreamCounts: Sendable, Equatable {
    /// Cycles from begin to end.
    public var cycles = 0
    /// Cycles in which the unit multiplies.
    public var unitCycles = 0
    /// Cycles in which the unit waits for the SRAM's port, which can be read or written once at a time.
    public var portWaits = 0
    /// Cycles in which the unit waits for tiles that come or go.
    public var transferWaits = 0
    /// Tiles that come into the SRAM, each in the place of another one.
    public var swaps = 0
    /// Tiles that leave the SRAM.
    public var stores = 0
    /// Words that are read from the SRAM.
    public var reads = 0
    /// Words that are written to the SRAM.
    public var writes = 0
    /// Words that come from the backing memory.
    public var backingReads = 0
    /// Words that go to the backing memory.
    public var backingWrites = 0

    /// All counts are 0.
    public init() {}

    /// Words that go to and from the backing memory.
    public var traffic: Int { backingReads + backingWrites }

    /// Cycles in which the unit waits.
    public var stalls: Int { portWaits + transferWaits }

    /// One after the other.
    public static func + (left: StreamCounts, right: StreamCounts) -> StreamCounts { left.with(right, +) }

    /// The difference of two, count by count.
    static func - (left: StreamCounts, right: StreamCounts) -> StreamCounts { left.with(right, -) }

    /// So many times the same.
    static func * (left: StreamCounts, times: Int) -> StreamCounts { left.with(left) { count, _ in count * times } }

    /// Count by count.
    private func with(_ other: StreamCounts, _ operation: (Int, Int) -> Int) -> StreamCounts {
        var result = StreamCounts()
        result.cycles = operation(cycles, other.cycles)
        result.unitCycles = operation(unitCycles, other.unitCycles)
        result.portWaits = operation(portWaits, other.portWaits)
        result.transferWaits = operation(transferWaits, other.transferWaits)
        result.swaps = operation(swaps, other.swaps)
        result.stores = operation(stores, other.stores)
        result.reads = operation(reads, other.reads)
        result.writes = operation(writes, other.writes)
        result.backingReads = operation(backingReads, other.backingReads)
        result.backingWrites = operation(backingWrites, other.backingWrites)
        return result
    }
}
