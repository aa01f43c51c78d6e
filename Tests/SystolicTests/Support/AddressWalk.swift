// SPDX-License-Identifier: Apache-2.0

import Workload

@testable import Systolic

/// A layer on a design, followed address by address as the specification of SCALE-Sim reads: slow, and written without any
/// of the closed forms and shortcuts that it is compared with.
struct AddressWalk {
    let layer: SystolicLayer
    let design: SystolicDesign
    var doublesStalls = true

    /// Words asked for in a cycle, from left to right; nothing for those in no memory.
    typealias Requests = [Int?]

    private var rows: Int { design.rows }
    private var columns: Int { design.columns }
    private var m: Int { layer.windows }
    private var n: Int { layer.filters }
    private var k: Int { layer.windowWords }

    private var extents: (rows: Int, columns: Int, steps: Int) {
        switch design.dataflow {
        case .outputStationary: (m, n, k)
        case .weightStationary: (k, n, m)
        case .inputStationary: (k, m, n)
        }
    }

    private var foldCycles: Int {
        extents.steps + (design.dataflow == .outputStationary ? rows : 2 * rows) + columns - 2
    }

    private var folds: [(row: Int, column: Int)] {
        let rowStarts = stride(from: 0, to: extents.rows, by: rows)
        return stride(from: 0, to: extents.columns, by: columns).flatMap { column in rowStarts.map { ($0, column) } }
    }

    private func ifmapWord(_ window: Int, _ word: Int) -> Int? {
        let place = word / layer.channels
        let image = window / (layer.outputHeight * layer.outputWidth)
        let inImage = window % (layer.outputHeight * layer.outputWidth)
        let (strides, dilations) = (layer.strides, layer.dilations)
        let y = inImage / layer.outputWidth * strides.vertical + place / layer.filterWidth * dilations.vertical
        let x = inImage % layer.outputWidth * strides.horizontal + place % layer.filterWidth * dilations.horizontal
        let border = layer.border
        guard y >= border.top, y < layer.inputHeight - border.bottom, x >= border.left,
            x < layer.inputWidth - border.right
        else { return nil }
        return ((image * layer.inputHeight + y) * layer.inputWidth + x) * layer.channels + word % layer.channels
    }

    private func filterWord(_ filter: Int, _ word: Int) -> Int { filter * k + word }

    // MARK: Requests

    /// What is asked for in each cycle, and how many outputs come.
    func requests(_ operand: Operand) -> [Requests] {
        folds.flatMap { fold in (0..<foldCycles).map { requests(operand, fold, $0) } }
    }

    private func requests(_ operand: Operand, _ fold: (row: Int, column: Int), _ cycle: Int) -> Requests {
        let r = min(rows, extents.rows - fold.row)
        let c = min(columns, extents.columns - fold.column)
        func stream(_ lanes: Int, _ word: (Int, Int) -> Int?) -> Requests {
            let start = design.dataflow == .outputStationary ? 0 : rows
            return (0..<lanes).compactMap { lane in
                let step = cycle - start - lane
                return (0..<extents.steps).contains(step) ? .some(word(lane, step)) : nil
            }
        }
        func load(_ word: (Int, Int) -> Int?) -> Requests {
            let row = rows - 1 - cycle
            return (0..<r).contains(row) ? (0..<c).map { word(row, $0) } : []
        }
        switch (design.dataflow, operand) {
        case (.outputStationary, .ifmap): return stream(r) { ifmapWord(fold.row + $0, $1) }
        case (.outputStationary, .filter): return stream(c) { filterWord(fold.column + $0, $1) }
        case (.weightStationary, .ifmap): return stream(r) { ifmapWord($1, fold.row + $0) }
        case (.weightStationary, .filter): return load { filterWord(fold.column + $1, fold.row + $0) }
        case (.inputStationary, .ifmap): return load { ifmapWord(fold.column + $1, fold.row + $0) }
        case (.inputStationary, .filter): return stream(r) { filterWord($1, fold.row + $0) }
        }
    }

    /// Outputs in each cycle.
    var outputs: [Int] {
        folds.flatMap { fold -> [Int] in
            let r = min(rows, extents.rows - fold.row)
            let c = min(columns, extents.columns - fold.column)
            let isOutputStationary = design.dataflow == .outputStationary
            return (0..<foldCycles).map { cycle in
                (0..<c).count { lane in
                    let item = cycle - lane - (isOutputStationary ? extents.steps - 1 : 2 * rows - 1)
                    return isOutputStationary ? (rows - r..<rows).contains(item) : (0..<extents.steps).contains(item)
                }
            }
        }
    }

    // MARK: Prefetch order

    /// The order in which an operand is fetched ahead, with places without words.
    func prefetchOrder(_ operand: Operand) -> Requests {
        func stack(_ tiles: Int, _ height: Int, _ width: Int, _ word: (Int, Int, Int) -> Int?) -> [[Int?]] {
            (0..<tiles).flatMap { tile in (0..<height).map { row in (0..<width).map { word(tile, row, $0) } } }
        }
        func up(_ value: Int, _ divisor: Int) -> Int { (value + divisor - 1) / divisor }
        func ifmap(_ window: Int, _ word: Int) -> Int? { window < m && word < k ? ifmapWord(window, word) : nil }
        func filter(_ filter: Int, _ word: Int) -> Int? { filter < n && word < k ? filterWord(filter, word) : nil }
        switch (design.dataflow, operand) {
        case (.outputStationary, .ifmap):
            return diagonals(stack(up(m, rows), k, rows) { tile, row, column in ifmap(tile * rows + column, row) })
        case (.outputStationary, .filter):
            return diagonals(
                stack(up(n, columns), k, columns) { tile, row, column in filter(tile * columns + column, row) })
        case (.weightStationary, .ifmap):
            return diagonals(stack(up(k, rows), m, rows) { tile, row, column in ifmap(row, tile * rows + column) })
        case (.inputStationary, .filter):
            return diagonals(stack(up(k, rows), n, rows) { tile, row, column in filter(row, tile * rows + column) })
        case (.weightStationary, .filter):
            return stack(up(n, columns), k, columns) { tile, row, column in filter(tile * columns + column, row) }
                .flatMap { $0 }
        case (.inputStationary, .ifmap):
            return stack(up(m, columns), k, columns) { tile, row, column in ifmap(tile * columns + column, row) }
                .flatMap { $0 }
        }
    }

    private func diagonals(_ matrix: [[Int?]]) -> Requests {
        let width = matrix.first?.count ?? 0
        return (0..<matrix.count + width - 1).flatMap { diagonal in
            (0..<width).compactMap { column in
                let row = diagonal - column
                return matrix.indices.contains(row) ? .some(matrix[row][column]) : nil
            }
        }
    }

    // MARK: Figures

    /// Start, stop and words of the reads of DRAM when the bandwidth is calculated.
    func epochs(_ operand: Operand, kilowords: Int) -> MemoryAccess {
        let hundredth = kilowords * 1024 / 100
        let capacity = 50 * hundredth
        var epoch: Set<Int> = []
        var insertions = 0
        var last: Int?
        var first: Int?
        for (cycle, words) in requests(operand).enumerated() {
            for case let word? in words {
                first = first ?? cycle
                guard epoch.insert(word).inserted else { continue }
                insertions += 1
                if epoch.count == capacity {
                    last = cycle
                    epoch = []
                }
            }
        }
        guard let last, let first else {
            let filled = (insertions + hundredth - 1) / hundredth * hundredth
            return MemoryAccess(start: -((filled + 9) / 10), stop: -1, words: insertions)
        }
        return MemoryAccess(start: first - (capacity + 9) / 10, stop: last + 1, words: insertions)
    }

    /// A read buffer that is filled ahead, word by word.
    struct Prefetch {
        var reads: Int
        var last = -1
        let start: Int
        private let moveCycles: Int
        private let bandwidth: Int
        private let lines: [ArraySlice<Int>]
        private let held: Int
        private let moved: Int
        private var first = 0
        private var counts: [Int: Int] = [:]
        private let doublesStalls: Bool

        init(_ order: Requests, kilowords: Int, bandwidth: Int, doublesStalls: Bool) {
            let size = kilowords * 1024
            let active = size - size / 2
            let fill = min((active + bandwidth - 1) / bandwidth, (order.count + bandwidth - 1) / bandwidth)
            start = -fill
            reads = fill * bandwidth
            moveCycles = (size / 2 + bandwidth - 1) / bandwidth
            self.bandwidth = bandwidth
            self.doublesStalls = doublesStalls
            let words = order.compactMap { $0 }
            let width = (size + 99) / 100
            lines = (0...words.count / width).map {
                words[min(words.count, $0 * width)..<min(words.count, ($0 + 1) * width)]
            }
            held = min((active + width - 1) / width, lines.count)
            moved = min((size / 2 + width - 1) / width, lines.count - held)
            for line in 0..<held { count(line, 1) }
        }

        private mutating func count(_ line: Int, _ change: Int) {
            for word in lines[line % lines.count] { counts[word, default: 0] += change }
        }

        /// The lateness of a cycle.
        mutating func serve(_ requests: Requests, at cycle: Int) -> Int {
            var offset = 1
            for case let word? in requests {
                while counts[word, default: 0] == 0 {
                    for _ in 0..<moved {
                        count(first, -1)
                        count(first + held, 1)
                        first = (first + 1) % lines.count
                    }
                    reads += moveCycles * bandwidth
                    last += moveCycles + 1
                    let wait = last - (cycle + offset)
                    offset += wait
                    if wait > 0, doublesStalls { offset += wait }
                }
            }
            return offset - 1
        }
    }

    /// A write buffer, word by word.
    struct Writes {
        let capacity: Int
        let width: Int
        var free: Int
        var queue: [Int] = []
        var open = 0
        var drainEnd = 0
        var writes = 0
        var first: Int?
        var lastDrain = 0

        init(kilowords: Int, bandwidth: Int) {
            capacity = kilowords * 1024
            width = bandwidth
            free = capacity
        }

        mutating func close() {
            if open > 0 { queue.append(open) }
            open = 0
        }

        mutating func drain(at cycle: Int) {
            let lines = min((capacity / 2 + width - 1) / width, queue.count)
            let words = lines * width - (width - queue[lines - 1])
            queue.removeFirst(lines)
            writes += words
            free += words
            first = first ?? cycle
            drainEnd = cycle + lines - 1
            lastDrain = max(lastDrain, drainEnd)
        }

        mutating func serve(_ outputs: Int, at cycle: Int) -> Int {
            var now = cycle
            for _ in 0..<outputs {
                open += 1
                if open == width { close() }
                free -= 1
                if now < drainEnd {
                    if free <= 0 { now = drainEnd }
                } else if free < capacity - capacity / 2 {
                    close()
                    drain(at: now)
                }
            }
            return now - cycle
        }
    }

    /// The figures that depend on what happens when: cycles, stalls, first and last accesses, words.
    func figures() -> [String: Int] {
        let ifmap = requests(.ifmap)
        let filter = requests(.filter)
        let outputs = self.outputs
        var buffers: (ifmap: Prefetch, filter: Prefetch)?
        var writeBandwidth = columns
        if case .given(let ifmapWords, let filterWords, let ofmapWords) = design.bandwidth {
            writeBandwidth = ofmapWords
            buffers = (
                Prefetch(
                    prefetchOrder(.ifmap), kilowords: design.ifmapKilowords, bandwidth: ifmapWords,
                    doublesStalls: doublesStalls),
                Prefetch(
                    prefetchOrder(.filter), kilowords: design.filterKilowords, bandwidth: filterWords,
                    doublesStalls: doublesStalls)
            )
        }
        var writes = Writes(kilowords: design.ofmapKilowords, bandwidth: writeBandwidth)
        var stalls = 0
        var total = 0
        var stamps: (ifmap: [Int], filter: [Int], ofmap: [Int]) = ([], [], [])
        for index in outputs.indices {
            let time = index + stalls
            let first = buffers?.ifmap.serve(ifmap[index], at: time) ?? 0
            let second = buffers?.filter.serve(filter[index], at: time) ?? 0
            let third = writes.serve(outputs[index], at: time)
            if ifmap[index].contains(where: { $0 != nil }) { stamps.ifmap.append(time + 1 + first) }
            if !filter[index].isEmpty { stamps.filter.append(time + 1 + second) }
            if outputs[index] > 0 { stamps.ofmap.append(time + third) }
            total = time + third
            stalls += max(first, second, third)
        }
        writes.close()
        var cycle = total
        while !writes.queue.isEmpty {
            let queued = writes.queue.count
            writes.drain(at: cycle)
            cycle += queued - writes.queue.count
        }
        func dram(_ buffer: Prefetch?, _ operand: Operand, _ kilowords: Int) -> MemoryAccess {
            buffer.map { MemoryAccess(start: $0.start, stop: $0.last, words: $0.reads) }
                ?? epochs(operand, kilowords: kilowords)
        }
        let ifmapDRAM = dram(buffers?.ifmap, .ifmap, design.ifmapKilowords)
        let filterDRAM = dram(buffers?.filter, .filter, design.filterKilowords)
        return [
            "total": total, "stalls": stalls,
            "ifmap SRAM start": stamps.ifmap.first ?? 0, "ifmap SRAM stop": stamps.ifmap.last ?? 0,
            "ifmap SRAM words": ifmap.reduce(0) { $0 + $1.count },
            "filter SRAM start": stamps.filter.first ?? 0, "filter SRAM stop": stamps.filter.last ?? 0,
            "filter SRAM words": filter.reduce(0) { $0 + $1.count },
            "ofmap SRAM start": stamps.ofmap.first ?? 0, "ofmap SRAM stop": stamps.ofmap.last ?? 0,
            "output writes": outputs.reduce(0, +),
            "ifmap DRAM start": ifmapDRAM.start, "ifmap DRAM stop": ifmapDRAM.stop, "ifmap DRAM words": ifmapDRAM.words,
            "filter DRAM start": filterDRAM.start, "filter DRAM stop": filterDRAM.stop,
            "filter DRAM words": filterDRAM.words,
            "ofmap DRAM start": writes.first ?? 0, "ofmap DRAM stop": writes.lastDrain,
            "ofmap DRAM words": writes.writes,
        ]
    }
}

extension LayerFigures {
    /// The figures that ``AddressWalk`` gives, under the same names.
    var walked: [String: Int] {
        [
            "total": totalCycles, "stalls": stallCycles,
            "ifmap SRAM start": ifmapSRAM.start, "ifmap SRAM stop": ifmapSRAM.stop, "ifmap SRAM words": ifmapSRAM.words,
            "filter SRAM start": filterSRAM.start, "filter SRAM stop": filterSRAM.stop,
            "filter SRAM words": filterSRAM.words,
            "ofmap SRAM start": ofmapSRAM.start, "ofmap SRAM stop": ofmapSRAM.stop, "output writes": outputWrites,
            "ifmap DRAM start": ifmapDRAM.start, "ifmap DRAM stop": ifmapDRAM.stop, "ifmap DRAM words": ifmapDRAM.words,
            "filter DRAM start": filterDRAM.start, "filter DRAM stop": filterDRAM.stop,
            "filter DRAM words": filterDRAM.words,
            "ofmap DRAM start": ofmapDRAM.start, "ofmap DRAM stop": ofmapDRAM.stop, "ofmap DRAM words": ofmapDRAM.words,
        ]
    }
}
