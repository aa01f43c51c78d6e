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
    public static func + (left: StreamCounts, right: StreamCounts) -> StreamCounts {
        var sum = left
        for path in all { sum[keyPath: path] += right[keyPath: path] }
        return sum
    }

    /// The difference of two, count by count.
    static func - (left: StreamCounts, right: StreamCounts) -> StreamCounts {
        var difference = left
        for path in all { difference[keyPath: path] -= right[keyPath: path] }
        return difference
    }

    /// So many times the same.
    static func * (left: StreamCounts, times: Int) -> StreamCounts {
        var product = left
        for path in all { product[keyPath: path] *= times }
        return product
    }

    private static var all: [WritableKeyPath<StreamCounts, Int>] {
        [
            \.cycles, \.unitCycles, \.portWaits, \.transferWaits, \.swaps, \.stores, \.reads, \.writes, \.backingReads,
            \.backingWrites,
        ]
    }
}

/// Adds up steps of tiles in time.
///
/// Without double buffering a tile comes, is computed with, and goes, one after the other. With it, the tile of the next step
/// comes and that of the step before goes while the unit computes; all of them share the port of the SRAM.
struct StreamClock {
    private let machine: StreamMachine
    private(set) var counts = StreamCounts()
    private var pending: TileStep?
    private var storing = TileStep()

    init(_ machine: StreamMachine) {
        self.machine = machine
    }

    /// A step, `times` times one after the other.
    mutating func add(_ step: TileStep, times: Int) {
        count(step, times: times)
        guard machine.usesDoubleBuffering else {
            advance(step, besides: 0, portWords: 0, times: times)
            wait(times * (step.loadCycles + step.storeCycles))
            return
        }
        if pending != nil {
            computePending(before: step)
        } else {
            wait(step.loadCycles)
        }
        pending = step
        guard times > 1 else { return }
        computePending(before: step)
        let words = step.loadWords + step.storeWords
        advance(step, besides: step.loadCycles + step.storeCycles, portWords: words, times: times - 2)
        pending = step
        storing = step
    }

    /// Finishes the transfers after the last step.
    mutating func finish() {
        guard let last = pending else { return }
        computePending(before: TileStep())
        wait(last.storeCycles)
        storing = TileStep()
    }

    private mutating func computePending(before next: TileStep) {
        guard let step = pending else { return }
        advance(
            step, besides: next.loadCycles + storing.storeCycles, portWords: next.loadWords + storing.storeWords,
            times: 1)
        storing = step
        pending = nil
    }

    /// The unit computes, while something else takes `besides` cycles and `portWords` accesses.
    private mutating func advance(_ step: TileStep, besides: Int, portWords: Int, times: Int) {
        guard times > 0 else { return }
        let port = (step.unitReads + step.unitWrites + portWords) * machine.accessCycles
        let busy = max(step.unitCycles, port)
        let all = max(busy, besides)
        counts.cycles += times * all
        counts.unitCycles += times * step.unitCycles
        counts.portWaits += times * (busy - step.unitCycles)
        counts.transferWaits += times * (all - busy)
    }

    private mutating func wait(_ cycles: Int) {
        counts.cycles += cycles
        counts.transferWaits += cycles
    }

    private mutating func count(_ step: TileStep, times: Int) {
        counts.swaps += times * step.loads
        counts.stores += times * step.stores
        counts.reads += times * (step.unitReads + step.storeWords)
        counts.writes += times * (step.unitWrites + step.loadWords)
        counts.backingReads += times * step.loadBackingWords
        counts.backingWrites += times * step.storeBackingWords
    }
}
