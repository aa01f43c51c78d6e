// SPDX-License-Identifier: Apache-2.0

/// The work of the compute unit for all tiles of a group, as if their transfers took no time.
struct UnitWork: Sendable, Equatable {
    /// Cycles: for each tile the larger one of its cycles and its accesses.
    var cycles = 0
    /// Words that the unit reads.
    var reads = 0
    /// Words that the unit writes.
    var writes = 0
    /// Whether these are the figures themselves; otherwise each is at most as large as its figure.
    var isExact = true

    /// Tiles with equal accesses.
    struct Tiles {
        let accesses: UnitAccesses
        let count: Int
    }

    /// The work for tiles of some outputs and places, with channels in tiles of the given size.
    init(_ tiles: [Tiles], reduction: Int, of channels: Int, machine: StreamMachine) {
        let count = ceilingDivision(reduction, channels)
        for tile in tiles {
            let unit = tile.accesses
            func add(_ size: Int, isFirst: Bool, isLast: Bool, times: Int) {
                let read = size * unit.wordsOfChannel + (isFirst ? unit.biasWords : unit.partialWords)
                let written = isLast ? unit.finishedWords : unit.partialWords
                let number = times * tile.count
                cycles += number * max(size * unit.cyclesOfChannel, (read + written) * machine.accessCycles)
                reads += number * read
                writes += number * written
            }
            guard count > 1 else {
                add(reduction, isFirst: true, isLast: true, times: 1)
                continue
            }
            add(channels, isFirst: true, isLast: false, times: 1)
            add(channels, isFirst: false, isLast: false, times: count - 2)
            add(reduction - (count - 1) * channels, isFirst: false, isLast: true, times: 1)
        }
    }

    /// What the work is at least, by the largest tile: blocks are no larger than the tile and no larger than the lanes, and each
    /// block reads its weights and inputs packed, without padding.
    ///
    /// - Parameters:
    ///   - contraction: the contraction.
    ///   - machine: the machine.
    ///   - outputs: outputs of a place in a tile.
    ///   - reduction: channels in a tile.
    ///   - places: places in a tile.
    init(atLeastFor contraction: Contraction, machine: StreamMachine, outputs: Int, reduction: Int, places: Int) {
        let bits = contraction.bits
        let wordBits = Double(machine.memory.wordBits)
        let results =
            Double(contraction.outputs) * Double(contraction.vertical.places)
            * Double(contraction.horizontal.places)
        let channels = Double(contraction.reduction)
        let operations = results * channels * Double(contraction.kernelArea)
        let inputs = contraction.vertical.readersInside * contraction.horizontal.readersInside
        let weightWords = operations * Double(bits.weight) / Double(min(places, machine.lanes))
        let inputWords =
            channels * Double(inputs) * Double(contraction.outputs) / Double(min(outputs, machine.lanes))
            * Double(bits.activation)
        let sums = results * Double(ceilingDivision(contraction.reduction, reduction) - 1) * Double(bits.partialSum)
        // Below the exact quotient, however it is rounded.
        func whole(_ words: Double) -> Int { Int(words * (1 - 1e-9)) }
        reads = whole((weightWords + inputWords + sums) / wordBits)
        writes = whole((sums + results * Double(bits.activation)) / wordBits)
        cycles = max(whole(operations / Double(machine.lanes)), (reads + writes) * machine.accessCycles)
        isExact = false
    }
}

extension StreamAxis {
    /// How often places read an element of the map, and not padding [1].
    fileprivate var readersInside: Int {
        (0..<kernel).reduce(0) { $0 + insidePlaces(first: 0, count: places, offset: $1) }
    }
}
