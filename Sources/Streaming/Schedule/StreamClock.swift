// SPDX-License-Identifier: Apache-2.0

/// Adds up steps of tiles in time.
///
/// Without double buffering a tile comes, is computed with, and goes, one after the other. With it, the tile of the next step
/// comes and that of the step before goes while the unit computes; all of them share the port of the SRAM.
struct StreamClock {
    /// What is under way, on which the time of the steps to come depends.
    struct State: Equatable {
        /// The step whose tiles are there, and which is not computed yet.
        var pending: TileStep?
        /// The tiles that go meanwhile.
        var storing = Transfers()
    }

    private let machine: StreamMachine
    private(set) var counts = StreamCounts()
    private(set) var state = State()

    init(_ machine: StreamMachine) {
        self.machine = machine
    }

    /// A step.
    mutating func add(_ step: TileStep) {
        count(step)
        guard machine.usesDoubleBuffering else {
            advance(step, besides: Transfers())
            wait(step.loads.cycles + step.stores.cycles)
            return
        }
        if state.pending != nil {
            computePending(before: step)
        } else {
            wait(step.loads.cycles)
        }
        state.pending = step
    }

    /// Steps with the given counts, so many times, which leave everything under way as it is.
    mutating func add(_ steps: StreamCounts, times: Int) {
        counts = counts + steps * times
    }

    /// Finishes the transfers after the last step.
    mutating func finish() {
        guard let last = state.pending else { return }
        computePending(before: TileStep())
        wait(last.stores.cycles)
        state = State()
    }

    private mutating func computePending(before next: TileStep) {
        guard let step = state.pending else { return }
        advance(step, besides: next.loads + state.storing)
        state = State(pending: nil, storing: step.stores)
    }

    /// The unit computes, while tiles come and go.
    private mutating func advance(_ step: TileStep, besides transfers: Transfers) {
        let port = (step.unitReads + step.unitWrites + transfers.words) * machine.accessCycles
        let busy = max(step.unitCycles, port)
        let all = max(busy, transfers.cycles)
        counts.cycles += all
        counts.unitCycles += step.unitCycles
        counts.portWaits += busy - step.unitCycles
        counts.transferWaits += all - busy
    }

    private mutating func wait(_ cycles: Int) {
        counts.cycles += cycles
        counts.transferWaits += cycles
    }

    private mutating func count(_ step: TileStep) {
        counts.swaps += step.loads.tiles
        counts.stores += step.stores.tiles
        counts.reads += step.unitReads + step.stores.words
        counts.writes += step.unitWrites + step.loads.words
        counts.backingReads += step.loads.backingWords
        counts.backingWrites += step.stores.backingWords
    }
}
