// SPDX-License-Identifier: Apache-2.0

/// Runs the tiles of a contraction in time.
///
/// Turns of a loop that are alike, and that begin in the same state of the machine, take the same time: the first of them are
/// run, and the others are counted as often as they are. Turns are alike within a run of equal tiles, but for its first turn,
/// before which the SRAM holds other tiles, and for the last one over channels, which finishes sums.
struct TileRunner {
    private let walk: TileWalk
    private let levels: [TileWalk.Level]
    private let runs: [[Int]]
    private let keepsSums: Bool
    private var clock: StreamClock
    private var place = TileWalk.Place()

    init(_ walk: TileWalk, machine: StreamMachine) {
        self.walk = walk
        levels = walk.levels
        runs = levels.map(walk.counts)
        keepsSums = levels.last == .reduction
        clock = StreamClock(machine)
    }

    /// The counts of so many groups, one after the other.
    func counts(groups: Int) -> StreamCounts {
        var runner = self
        for _ in 0..<groups {
            runner.place = TileWalk.Place()
            runner.descend(0)
        }
        runner.clock.finish()
        return runner.clock.counts
    }

    private mutating func descend(_ depth: Int) {
        guard depth < levels.count else {
            clock.add(walk.step(place, keepsSums: keepsSums))
            place = walk.after(place)
            return
        }
        var first = 0
        for (run, count) in runs[depth].enumerated() {
            place.run[levels[depth].rawValue] = run
            turn(depth, from: first, count: count)
            first += count
        }
    }

    /// The turns of a run of equal tiles.
    private mutating func turn(_ depth: Int, from first: Int, count: Int) {
        let level = levels[depth]
        let end = first + count
        let alike = level == .reduction && end == walk.reductionCount ? end - 1 : end
        var before: StreamClock.State?
        var index = first
        while index < end {
            place.tile[level.rawValue] = index
            let counts = clock.counts
            descend(depth + 1)
            if index > first, index < alike - 1, clock.state == before {
                let turns = alike - 1 - index
                clock.add(clock.counts - counts, times: turns)
                place.advance(level, by: turns)
                index += turns
            }
            before = clock.state
            index += 1
        }
    }
}
