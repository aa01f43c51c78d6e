// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Workload

/// Averages that follow from the weights of a layer, or of several layers with the same weights.
struct LayerAverages {
    /// Tells these weights from those of other layers.
    let id: Int
    let weights: WeightDistribution
    let changes: LevelChanges?
    let conductances: WeightConductances
    /// Outcomes of an update for a weight, and for its second row of cells if there is one; empty without training.
    private let updates: [CellWriteOutcomes]
    /// Outcomes of programming for the same cells.
    private let programmings: [CellWriteOutcomes]

    init(_ statistics: LayerStatistics, id: Int, model: StatisticsModel) {
        let inputs = model.inputs
        let weights = statistics.weights
        let conductances = WeightConductances(
            weights, changes: statistics.changes, mapping: model.update.mapping)
        let programmed =
            model.programsLikeUpdates
            ? conductances : WeightConductances(weights, mapping: model.programming.mapping)
        let rows = inputs.rowsPerWeight == 2 ? [false, true] : [false]
        let programming = OneTimeProgramming(update: model.programming.cells)
        self.id = id
        self.weights = weights
        self.conductances = conductances
        changes = statistics.changes
        let isTrained = inputs.configuration.estimatesTraining
        updates = rows.compactMap { isComplement in
            guard isTrained, let changes = statistics.changes else { return nil }
            return CellWriteOutcomes(
                changes, conductances: conductances, isComplement: isComplement, rule: model.update.cells.rule)
        }
        programmings = rows.map { isComplement in
            CellWriteOutcomes(
                weights, conductances: programmed, isComplement: isComplement, programming: programming)
        }
    }

    /// The weight update of a subarray, which costs zero when former weights are not known.
    func update(_ kind: BlockKind, model: StatisticsModel, hasGradient: Bool) -> SubarrayUpdate {
        guard !updates.isEmpty else { return .none }
        let reads = hasGradient ? PrecedingReads.transposed : .forward
        let expected = writes(kind, updates)
        var result = model.update.update(model.update.cells.demand(of: expected), after: reads)
        let cases = expected.cases
        if cases.count > 1 {
            result.cost = cases.reduce(.zero) { sum, part in
                sum + model.update.update(model.update.cells.demand(of: part.writes), after: reads).cost * part.share
            }
        }
        return result
    }

    /// Programming a subarray once.
    func programming(_ kind: BlockKind, model: StatisticsModel) -> OperationCost {
        model.programming.program(model.programming.cells.demand(of: writes(kind, programmings)))
    }

    /// Kinds of rows take turns.
    private func writes(_ kind: BlockKind, _ outcomes: [CellWriteOutcomes]) -> ExpectedWrites {
        var result = ExpectedWrites(rows: kind.rows, columns: kind.columns)
        let weightsPerRow = kind.columnsPerRow / Double(conductances.cellsPerWeight)
        for outcome in outcomes {
            result.add(
                rows: Double(kind.weightRows) / Double(outcomes.count), weights: weightsPerRow, outcomes: outcome)
        }
        return result
    }
}
