// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Parallelism
import Workload

/// A network on a systolic array.
public struct SystolicRun: Sendable, Equatable {
    /// The array.
    public let design: SystolicDesign
    /// Subjects that are counted as the hardware works.
    public let exactSubjects: [CountingSubject]
    /// The figures of each layer, in the order of the layers.
    public let layers: [LayerFigures]

    /// Runs layers one after the other.
    ///
    /// - Parameters:
    ///   - layers: the layers, at least one.
    ///   - design: the array.
    ///   - counting: how figures are counted.
    ///   - threads: how many layers are followed at a time; figures do not depend on it.
    /// - Throws: `InputError` for the first layer that is too large.
    public init(
        _ layers: [SystolicLayer], on design: SystolicDesign, counting: any SystolicCounting, threads: Int = 1
    ) throws(InputError) {
        guard !layers.isEmpty else { throw InputError("there are no layers to run") }
        self.design = design
        exactSubjects = SystolicRun.exactSubjects(of: counting)
        let residencies = SystolicRun.residencies(of: layers, on: design, counting: counting)
        // Layers that are alike do alike.
        var places: [Task: Int] = [:]
        var tasks: [Task] = []
        var taskOfLayer: [Int] = []
        for (layer, residency) in zip(layers, residencies) {
            let task = Task(layer: try layer.unnamed(), residency: residency)
            let place = places[task] ?? tasks.count
            if place == tasks.count {
                places[task] = place
                tasks.append(task)
            }
            taskOfLayer.append(place)
        }
        let distinct = tasks
        let figures = try parallelMap(distinct.count, threads: threads) { index throws(InputError) in
            let task = distinct[index]
            return try LayerSimulation(task.layer, on: design, counting: counting, residency: task.residency).figures()
        }
        self.layers = zip(layers, taskOfLayer).map { layer, task in
            var figures = figures[task]
            figures.layer = layer
            return figures
        }
    }

    /// A layer to follow.
    private struct Task: Hashable {
        let layer: SystolicLayer
        let residency: LayerSimulation.Residency
    }

    /// A run whose layers have been followed.
    init(figures layers: [LayerFigures], on design: SystolicDesign, exactSubjects: [CountingSubject]) {
        self.layers = layers
        self.design = design
        self.exactSubjects = exactSubjects
    }

    /// The subjects that a policy counts as the hardware works, in the order of reports.
    static func exactSubjects(of counting: any SystolicCounting) -> [CountingSubject] {
        let departed = counting.departedSubjects
        return CountingSubject.allCases.filter { !departed.contains($0) }
    }

    /// Which maps stay on the chip.
    static func residencies(
        of layers: [SystolicLayer], on design: SystolicDesign, counting: any SystolicCounting
    ) -> [LayerSimulation.Residency] {
        var result = [LayerSimulation.Residency](repeating: .init(), count: layers.count)
        for index in layers.indices.dropLast()
        where counting.keepsOnChip(MapHandover(from: layers[index], to: layers[index + 1], on: design)) {
            result[index].keepsOutput = true
            result[index + 1].keepsInput = true
        }
        return result
    }

    /// Cycles of all layers, one after the other [cycles].
    public var totalCycles: Int { layers.reduce(0) { $0 + $1.totalCycles } }
    /// Cycles of all layers in which the array waits [cycles].
    public var stallCycles: Int { layers.reduce(0) { $0 + $1.stallCycles } }
    /// Multiply-accumulate operations of all layers [1].
    public var multiplyAccumulates: Int { layers.reduce(0) { $0 + $1.layer.multiplyAccumulates } }
    /// Words that move between DRAM and the chip [1].
    public var dramWords: Int { layers.reduce(0) { $0 + $1.dramWords } }
    /// Share of all elements and all cycles that compute, at most 1 [1].
    public var utilization: Double {
        let cycles = layers.reduce(0) { $0 + $1.arrayCycles }
        return Double(multiplyAccumulates) / (Double(cycles) * Double(design.elements))
    }
}
