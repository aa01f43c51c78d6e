// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A network on arrays of one shape with buffers of any size, when DRAM is as fast as they need it. Then each buffer works on
/// its own, and what it does is found once for each of its sizes.
struct CalculatedLayers: Sendable {
    private struct Layer {
        let simulation: LayerSimulation
        var reads: [Operand: [Int: MemoryAccess]] = [:]
        var clocks: [Int: LayerClock] = [:]
    }

    private let layers: [SystolicLayer]
    private let counting: any SystolicCounting
    private let exactSubjects: [CountingSubject]
    private var known: [Layer] = []

    /// Prepares layers for the shape and the dataflow of a design.
    init(_ layers: [SystolicLayer], shape design: SystolicDesign, counting: any SystolicCounting) throws(InputError) {
        self.layers = layers
        self.counting = counting
        exactSubjects = SystolicRun.exactSubjects(of: counting)
        for layer in layers {
            known.append(Layer(simulation: try LayerSimulation(layer, on: design, counting: counting)))
        }
    }

    /// The network on a design of that shape.
    mutating func run(on design: SystolicDesign) throws(InputError) -> SystolicRun {
        let residencies = SystolicRun.residencies(of: layers, on: design, counting: counting)
        var figures: [LayerFigures] = []
        figures.reserveCapacity(layers.count)
        for (index, residency) in residencies.enumerated() {
            figures.append(try self.figures(of: index, on: design, residency: residency))
        }
        return SystolicRun(figures: figures, on: design, exactSubjects: exactSubjects)
    }

    private mutating func figures(
        of index: Int, on design: SystolicDesign, residency: LayerSimulation.Residency
    ) throws(InputError) -> LayerFigures {
        let ifmap = try reads(.ifmap, of: index, kilowords: design.ifmapKilowords)
        let filter = try reads(.filter, of: index, kilowords: design.filterKilowords)
        let clock = clock(of: index, kilowords: design.ofmapKilowords)
        return known[index].simulation.figures(clock, ifmapDRAM: ifmap, filterDRAM: filter, residency: residency)
    }

    private mutating func reads(
        _ operand: Operand, of index: Int, kilowords: Int
    ) throws(InputError) -> MemoryAccess {
        if let found = known[index].reads[operand]?[kilowords] { return found }
        let reads = try known[index].simulation.calculatedReads(operand, kilowords: kilowords)
        known[index].reads[operand, default: [:]][kilowords] = reads
        return reads
    }

    private mutating func clock(of index: Int, kilowords: Int) -> LayerClock {
        if let found = known[index].clocks[kilowords] { return found }
        let clock = known[index].simulation.calculatedClock(ofmapKilowords: kilowords)
        known[index].clocks[kilowords] = clock
        return clock
    }
}
