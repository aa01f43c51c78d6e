// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A layer on a design: figures of shapes in closed form, figures of buffers by following what happens in them.
struct LayerSimulation: Sendable {
    /// Which maps stay on the chip, so that DRAM is not asked for them.
    struct Residency: Sendable, Hashable {
        /// Whether the layer's input map is on the chip already.
        var keepsInput = false
        /// Whether the layer's output map stays on the chip.
        var keepsOutput = false
    }

    let layer: SystolicLayer
    private let design: SystolicDesign
    private let counting: any SystolicCounting
    private let residency: Residency
    private let grid: FoldGrid
    private let ifmap: OperandSchedule
    private let filter: OperandSchedule
    private let outputs: OutputSchedule
    /// The windows, when they share words or leave the map.
    private let windows: InputWindows?
    private let spans: LayerClock.Spans

    init(
        _ layer: SystolicLayer, on design: SystolicDesign, counting: any SystolicCounting,
        residency: Residency = Residency()
    ) throws(InputError) {
        self.layer = layer
        self.design = design
        self.counting = counting
        self.residency = residency
        let grid = try FoldGrid(layer, on: design)
        self.grid = grid
        ifmap = OperandSchedule(.ifmap, grid: grid)
        filter = OperandSchedule(.filter, grid: grid)
        outputs = OutputSchedule(grid: grid)
        let windows = InputWindows(layer, grid: grid)
        self.windows = layer.windowsOverlap || layer.windowsLeaveMap ? windows : nil
        let lastOutput = outputs.cycle(ofOutput: outputs.outputs - 1)
        func whole(_ schedule: OperandSchedule) -> ClosedRange<Int> {
            let last = (grid.folds - 1) * grid.cycles
            return schedule.requestCycles(ofFold: 0).lowerBound...last
                + schedule.requestCycles(ofFold: grid.folds - 1).upperBound - 1
        }
        guard let ifmapSpan = layer.windowsLeaveMap ? windows.requestSpan : whole(ifmap) else {
            throw InputError("layer \(layer.name) reads nothing but the border of its input")
        }
        spans = LayerClock.Spans(
            ifmap: ifmapSpan, filter: whole(filter), ofmap: outputs.cycle(ofOutput: 0)...lastOutput)
    }

    /// All figures of the layer.
    ///
    /// - Throws: `InputError` when the layer is too large to follow.
    func figures() throws(InputError) -> LayerFigures {
        switch design.bandwidth {
        case .calculated:
            return try calculated()
        case .given(let ifmapBandwidth, let filterBandwidth, let ofmapBandwidth):
            return try given(ifmap: ifmapBandwidth, filter: filterBandwidth, ofmap: ofmapBandwidth)
        }
    }

    // MARK: Bandwidth as needed

    private func calculated() throws(InputError) -> LayerFigures {
        figures(
            calculatedClock(ofmapKilowords: design.ofmapKilowords),
            ifmapDRAM: try calculatedReads(.ifmap, kilowords: design.ifmapKilowords),
            filterDRAM: try calculatedReads(.filter, kilowords: design.filterKilowords), residency: residency)
    }

    /// The cycles when DRAM is as fast as the array needs it; only the buffer for outputs matters.
    func calculatedClock(ofmapKilowords: Int) -> LayerClock {
        LayerClock(
            grid: grid, ifmap: nil, filter: nil,
            writes: WriteBuffer(outputs, kilowords: ofmapKilowords, bandwidth: grid.columns), spans: spans)
    }

    /// The bandwidth that a buffer is deemed to be filled with for the first time [words/cycle].
    private static let firstFillBandwidth = 10

    /// The reads of an operand from DRAM when that is as fast as the array needs it.
    func calculatedReads(_ operand: Operand, kilowords: Int) throws(InputError) -> MemoryAccess {
        let capacity = EpochBuffer.capacity(kilowords: kilowords)
        let buffer =
            if operand == .ifmap, let windows {
                try EpochBuffer(windows, capacity: capacity)
            } else {
                EpochBuffer(operand == .ifmap ? ifmap : filter, capacity: capacity)
            }
        let row = EpochBuffer.hundredth(kilowords: kilowords)
        guard let lastFilling = buffer.lastFilling else {
            let words = ceilingQuotient(buffer.insertions, row) * row
            return MemoryAccess(
                start: -ceilingQuotient(words, Self.firstFillBandwidth), stop: -1, words: buffer.insertions)
        }
        let first = (operand == .ifmap ? spans.ifmap : spans.filter).lowerBound
        let fill = ceilingQuotient(capacity, Self.firstFillBandwidth)
        return MemoryAccess(start: first - fill, stop: lastFilling + 1, words: buffer.insertions)
    }

    // MARK: Bandwidth as given

    private func given(ifmap ifmapBandwidth: Int, filter filterBandwidth: Int, ofmap: Int) throws(InputError)
        -> LayerFigures
    {
        let charges = counting.chargesForWait
        let ifmapBuffer = try PrefetchBuffer(
            ifmap, windows: windows, kilowords: design.ifmapKilowords, bandwidth: ifmapBandwidth,
            chargesForWait: charges)
        let filterBuffer = try PrefetchBuffer(
            filter, windows: nil, kilowords: design.filterKilowords, bandwidth: filterBandwidth, chargesForWait: charges
        )
        // What stays on the chip is never waited for: as if a cycle could drain all columns.
        let drain = residency.keepsOutput ? max(ofmap, design.columns) : ofmap
        let clock = LayerClock(
            grid: grid, ifmap: residency.keepsInput ? nil : ifmapBuffer, filter: filterBuffer,
            writes: WriteBuffer(outputs, kilowords: design.ofmapKilowords, bandwidth: drain), spans: spans)
        return figures(
            clock, ifmapDRAM: access(clock.ifmap ?? ifmapBuffer), filterDRAM: access(clock.filter ?? filterBuffer),
            residency: residency)
    }

    private func access(_ buffer: PrefetchBuffer) -> MemoryAccess {
        MemoryAccess(start: -buffer.fillCycles, stop: buffer.lastRead, words: buffer.reads)
    }

    // MARK: Together

    /// All figures, from the cycles and the reads from DRAM.
    func figures(
        _ clock: LayerClock, ifmapDRAM: MemoryAccess, filterDRAM: MemoryAccess, residency: Residency
    ) -> LayerFigures {
        let duration = LayerDuration(
            busy: grid.totalCycles, stalls: clock.stalls, stallsOfOutputs: clock.stallsOfOutputs)
        let cycles = counting.cycles(of: duration)
        let elements = Double(grid.rows * grid.columns)
        let places = Double(grid.folds * grid.rows * grid.columns)
        let mapping = Double(grid.rowExtent * grid.columnExtent) / places
        let busyCycles = grid.dataflow == .outputStationary ? grid.cycles : grid.cycles + grid.columns - 1
        let writes = counting.outputWrites(of: outputs.outputs, folds: grid.folds, on: design)
        // Partial sums of all row groups but the first are added to what is there already.
        let sums = counting.partialSumReads(for: outputs.outputs - layer.outputWords)
        let ofmapDRAM = MemoryAccess(
            start: clock.writes.firstDrain ?? duration.lastCycle, stop: clock.writes.lastDrain,
            words: residency.keepsOutput ? 0 : clock.writes.writes)
        let spilled = min(sums, max(0, ofmapDRAM.words - layer.outputWords))
        return LayerFigures(
            layer: layer, totalCycles: cycles.total, stallCycles: clock.stalls, mappingEfficiency: mapping,
            computeUtilization: mapping * Double(grid.steps) / Double(busyCycles),
            overallUtilization: Double(layer.multiplyAccumulates) / (Double(max(1, cycles.total)) * elements),
            arrayCycles: cycles.array,
            utilization: Double(layer.multiplyAccumulates) / (Double(cycles.array) * elements),
            ifmapSRAM: MemoryAccess(
                start: clock.ifmapTimes.first, stop: clock.ifmapTimes.last, words: ifmap.requests),
            filterSRAM: MemoryAccess(
                start: clock.filterTimes.first, stop: clock.filterTimes.last, words: filter.requests),
            ofmapSRAM: MemoryAccess(start: clock.ofmapTimes.first, stop: clock.ofmapTimes.last, words: writes),
            ifmapDRAM: MemoryAccess(
                start: ifmapDRAM.start, stop: ifmapDRAM.stop, words: residency.keepsInput ? 0 : ifmapDRAM.words),
            filterDRAM: filterDRAM, ofmapDRAM: ofmapDRAM, outputWrites: outputs.outputs, partialSumReads: sums,
            partialSumDRAMReads: spilled)
    }
}
