// SPDX-License-Identifier: Apache-2.0

import Configuration
import Testing
import _TestSupport

@testable import Streaming

@Suite("Schedules of streamed networks")
struct ScheduleTests {
    /// What a walk counts, without what it concludes for time.
    private func accesses(_ counts: StreamCounts) -> [Int] {
        [
            counts.unitCycles, counts.swaps, counts.stores, counts.reads, counts.writes, counts.backingReads,
            counts.backingWrites,
        ]
    }

    @Test("Counts of a schedule equal those of a run element by element, to the word")
    func equalsBruteForce() throws {
        var random = SeededGenerator(seed: 1)
        var spilled = 0
        for round in 0..<400 {
            let contraction = smallContraction(&random)
            let machine = try streamMachine(
                "streamWordBits=\([8, 16, 32][random.below(3)])",
                "streamBackingWordBits=\([8, 16, 64][random.below(3)])",
                "streamOperationsPerCycle=\(1 + random.below(12))")
            let shape = Tiling(
                outputs: 1 + random.below(contraction.outputs), reduction: 1 + random.below(contraction.reduction),
                rows: 1 + random.below(contraction.vertical.places),
                columns: 1 + random.below(contraction.horizontal.places), order: LoopOrder.all[random.below(6)])
            let residency = Residency(input: random.below(3) == 0, output: false)
            let schedule = ContractionSchedule(contraction, machine: machine, shape: shape, residency: residency)
            let counter = AccessCounter(contraction, machine: machine, shape: shape, residency: residency)
            #expect(accesses(schedule.counts) == accesses(counter.counts), "round \(round): \(contraction) \(shape)")
            if counter.counts.stores > contraction.groups { spilled += 1 }
        }
        #expect(spilled > 50)
    }

    @Test("What the search promises is what the schedule moves", arguments: [false, true])
    func searchAgreesWithSchedule(isDouble: Bool) throws {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<200 {
            let contraction = smallContraction(&random)
            let machine = try streamMachine(
                "streamCapacity=\(24 + random.below(200))", "streamBackingWordBits=\([8, 16, 32][random.below(3)])",
                "streamDoubleBuffering=\(isDouble)")
            guard let choice = TileSearch(contraction, machine: machine, residency: Residency()).best else { continue }
            let schedule = ContractionSchedule(
                contraction, machine: machine, shape: choice.shape, residency: Residency())
            #expect(schedule.counts.traffic == choice.words)
            #expect(schedule.counts.swaps + schedule.counts.stores == choice.transfers)
        }
    }

    @Test("No tiles of any size in any order move less than those found, but for the rounding to words")
    func searchIsBest() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<60 {
            let contraction = smallContraction(&random)
            let machine = try streamMachine(
                "streamCapacity=\(60 + random.below(200))", "streamWordBits=8", "streamBackingWordBits=8")
            let search = TileSearch(contraction, machine: machine, residency: Residency())
            guard let choice = search.best else { continue }
            var least = Int.max
            for shape in allShapes(contraction) where roomNeeded(contraction, shape) <= machine.memory.words {
                let counts = ContractionSchedule(
                    contraction, machine: machine, shape: shape, residency: Residency()
                ).counts
                least = min(least, counts.traffic)
            }
            #expect(choice.words <= least + least / 20, "\(contraction) \(choice.shape)")
        }
    }

    private func allShapes(_ contraction: Contraction) -> [Tiling] {
        var shapes: [Tiling] = []
        for outputs in 1...contraction.outputs {
            for reduction in 1...contraction.reduction {
                for rows in 1...contraction.vertical.places {
                    for columns in 1...contraction.horizontal.places {
                        shapes += LoopOrder.all.map {
                            Tiling(
                                outputs: outputs, reduction: reduction, rows: rows, columns: columns, order: $0)
                        }
                    }
                }
            }
        }
        return shapes
    }

    /// Bytes that the tiles of a shape take, with words of a byte, evaluated anew.
    private func roomNeeded(_ contraction: Contraction, _ shape: Tiling) -> Int {
        let bits = contraction.bits
        let rows = contraction.vertical.tiles(of: shape.rows).map(\.tile.elements).max() ?? 0
        let columns = contraction.horizontal.tiles(of: shape.columns).map(\.tile.elements).max() ?? 0
        let isOnePass = shape.reduction == contraction.reduction
        func bytes(_ elements: Int, _ bits: Int) -> Int { (elements * bits + 7) / 8 }
        let area = contraction.vertical.kernel * contraction.horizontal.kernel
        return bytes(shape.outputs * shape.reduction * area, bits.weight)
            + (contraction.hasBias ? bytes(shape.outputs, bits.partialSum) : 0)
            + bytes(shape.reduction * rows * columns, bits.activation)
            + bytes(shape.outputs * shape.rows * shape.columns, isOnePass ? bits.activation : bits.partialSum)
    }

    @Test("A larger SRAM never moves more, and all time is accounted for", arguments: [false, true])
    func largerIsNoWorse(isDouble: Bool) throws {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<40 {
            let contraction = smallContraction(&random)
            var before = Int.max
            for power in 3...12 {
                let machine = try streamMachine("streamCapacity=\(1 << power)", "streamDoubleBuffering=\(isDouble)")
                let search = TileSearch(contraction, machine: machine, residency: Residency())
                guard let choice = search.best else {
                    #expect(before == Int.max)
                    continue
                }
                #expect(choice.words <= before)
                before = choice.words
                let counts = ContractionSchedule(
                    contraction, machine: machine, shape: choice.shape, residency: Residency()
                ).counts
                #expect(counts.cycles == counts.unitCycles + counts.portWaits + counts.transferWaits)
                #expect(min(counts.unitCycles, counts.portWaits, counts.transferWaits) >= 0)
            }
            #expect(before < Int.max)
        }
    }

    @Test(
        "Turns and groups that are passed over take as long as if each were walked through", arguments: [false, true])
    func turnsAreAlike(isDouble: Bool) throws {
        var random = SeededGenerator(seed: 5)
        for round in 0..<300 {
            let contraction = smallContraction(&random, most: 9)
            let machine = try streamMachine(
                "streamDoubleBuffering=\(isDouble)", "streamBackingLatency=\(Double(random.below(4)) * 10e-9)",
                "streamOperationsPerCycle=\(1 + random.below(12))", "streamAccessTime=\(1 + random.below(20))e-9")
            let shape = Tiling(
                outputs: 1 + random.below(3), reduction: 1 + random.below(3), rows: 1 + random.below(2),
                columns: 1 + random.below(2), order: LoopOrder.all[random.below(6)])
            let residency = Residency(input: random.below(3) == 0, output: false)
            let schedule = ContractionSchedule(contraction, machine: machine, shape: shape, residency: residency)
            let walk = TileWalk(contraction, machine: machine, shape: shape, residency: residency)
            #expect(
                schedule.counts == countsTurnByTurn(walk, groups: contraction.groups, machine: machine),
                "round \(round): \(contraction) \(shape)")
        }
    }

    /// The counts of a walk that passes over no turn.
    private func countsTurnByTurn(_ walk: TileWalk, groups: Int, machine: StreamMachine) -> StreamCounts {
        let levels = walk.levels
        let runs = levels.map {
            walk.counts($0).enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
        }
        let turns = runs.reduce(1) { $0 * $1.count }
        var clock = StreamClock(machine)
        for _ in 0..<groups {
            var place = TileWalk.Place()
            for turn in 0..<turns {
                var rest = turn
                for (level, run) in zip(levels, runs).reversed() {
                    place.tile[level.rawValue] = rest % run.count
                    place.run[level.rawValue] = run[rest % run.count]
                    rest /= run.count
                }
                clock.add(walk.step(place, keepsSums: levels.last == .reduction))
                place = walk.after(place)
            }
        }
        clock.finish()
        return clock.counts
    }

    @Test("Double buffering hides time, and never costs any")
    func doubleBufferingHides() throws {
        let bits = Contraction.Bits(weight: 8, activation: 8, partialSum: 32)
        let contraction = Contraction(
            outputs: 16, reduction: 16, vertical: StreamAxis(inputs: 14, places: 12, kernel: 3),
            horizontal: StreamAxis(inputs: 14, places: 12, kernel: 3), bits: bits)
        let shape = Tiling(outputs: 4, reduction: 16, rows: 2, columns: 12, order: LoopOrder.all[0])
        func cycles(_ isDouble: Bool) throws -> Int {
            let machine = try streamMachine(
                "streamDoubleBuffering=\(isDouble)", "streamBackingLatency=1e-6", "streamCapacity=65536")
            return ContractionSchedule(contraction, machine: machine, shape: shape, residency: Residency()).counts
                .cycles
        }
        #expect(try cycles(true) < cycles(false))
    }

    @Test("A block fits the accumulators, and no other proportion of it takes less time")
    func blocks() throws {
        var random = SeededGenerator(seed: 6)
        let bits = Contraction.Bits(weight: 8, activation: 8, partialSum: 32)
        for _ in 0..<100 {
            let lanes = 1 + random.below(300)
            let machine = try streamMachine("streamOperationsPerCycle=\(lanes)")
            let (outputs, rows, columns) = (1 + random.below(40), 1 + random.below(8), 1 + random.below(30))
            let block = UnitBlock(bits: bits, machine: machine, outputs: outputs, rows: rows, columns: columns)
            #expect(block.outputs * block.rows * block.columns <= lanes)
            #expect(block.outputs <= outputs && block.rows <= rows && block.columns <= columns)
            func time(_ a: Int, _ b: Int, _ c: Int) -> Int {
                let blocks = ((outputs + a - 1) / a) * ((rows + b - 1) / b) * ((columns + c - 1) / c)
                return blocks * max(1, (a + 1) / 2 + (b * c + 1) / 2)
            }
            for a in 1...outputs where a <= lanes {
                let c = min(columns, lanes / a)
                let b = min(rows, lanes / (a * c))
                #expect(time(block.outputs, block.rows, block.columns) <= time(a, b, c) + time(a, b, c) / 4)
            }
        }
    }

    @Test("Tile sizes are the smallest for each number of tiles", arguments: [1, 2, 7, 12, 100])
    func tileSizesAreCanonical(count: Int) {
        let sizes = tileSizes(count)
        let expected = Set((1...count).map { (count + $0 - 1) / $0 })
        #expect(sizes == expected.sorted())
    }
}
