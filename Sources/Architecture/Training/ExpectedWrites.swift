// SPDX-License-Identifier: Apache-2.0

import Counting
import Foundation
import Technology

/// The expected writes into one subarray, from the possible changes of each weight.
///
/// The expectations of the counts of ``WriteStatistics``, and of the averages that are made of them: a quotient of two
/// counts is averaged over the distribution of its divisor, as the counting policy takes it.
public struct ExpectedWrites: Sendable {
    /// Expected counts.
    public private(set) var statistics: WriteStatistics
    private var setStep = StepSpread()
    private var resetStep = StepSpread()
    private var resetOnly = StepSpread()
    private var pulseVariance = 0.0

    /// Counts of a step besides their means.
    private struct StepSpread: Sendable {
        /// Mean and variance of the number of rows [1].
        var rows = 0.0
        var rowVariance = 0.0
        /// Mean and variance of the number of cells [1].
        var cells = 0.0
        var cellVariance = 0.0
        /// Rows that there are [1].
        var candidates = 0.0
        /// Covariance of both numbers [1].
        var covariance = 0.0

        /// Mean and standard deviation of the number of cells when there are so many rows [1].
        func cells(rows count: Double) -> (mean: Double, deviation: Double) {
            let slope = rowVariance > 1e-9 ? covariance / rowVariance : 0
            return (
                max(count, cells + slope * (count - rows)), max(0, cellVariance - slope * covariance).squareRoot()
            )
        }

        /// The step when so many rows take part. Each of them has a cell at least: only what it has beyond varies.
        func given(rows count: Double) -> StepSpread {
            guard rows > 0 else { return self }
            let perRow = max(0, cells / rows - 1)
            return StepSpread(
                rows: count, rowVariance: 0, cells: cells / rows * count, cellVariance: perRow * count,
                candidates: candidates)
        }

        mutating func add(rows count: Double, share: Double) {
            candidates += count
            rows += count * share
            rowVariance += count * share * (1 - share)
        }
    }

    /// No writes into a subarray with weights in `rows` x `columns` cells.
    public init(rows: Int, columns: Int) {
        statistics = WriteStatistics(rows: rows, columns: columns)
    }

    /// Adds rows.
    ///
    /// - Parameters:
    ///   - rows: how many [1].
    ///   - weights: weights in each of them; a part of a weight counts as a part [1].
    ///   - outcomes: what may happen to a weight.
    public mutating func add(rows: Double, weights: Double, outcomes: CellWriteOutcomes) {
        guard rows > 0, weights > 0 else { return }
        let setPulses = Self.largest(outcomes.set, weights: weights)
        let resetPulses = Self.largest(outcomes.reset, weights: weights)
        let setShare = 1 - pow(max(0, 1 - outcomes.set.share), weights)
        let resetShare = 1 - pow(max(0, 1 - outcomes.reset.share), weights)
        let noSet = max(0, 1 - outcomes.set.share)
        let onlyShare = pow(noSet, weights) - pow(max(0, noSet - outcomes.resetOnlyShare), weights)
        statistics.setStep.rows += rows * setShare
        statistics.resetStep.rows += rows * resetShare
        statistics.resetOnlyRows += rows * onlyShare
        statistics.setStep.cells += rows * weights * outcomes.set.cells
        statistics.resetStep.cells += rows * weights * outcomes.reset.cells
        statistics.setStep.pulses += rows * setPulses.mean
        statistics.resetStep.pulses += rows * resetPulses.mean
        statistics.pulsedConductance += rows * weights * outcomes.pulsedConductance
        statistics.endpointConductance += rows * weights * outcomes.endpointConductance
        setStep.add(rows: rows, share: setShare)
        resetStep.add(rows: rows, share: resetShare)
        resetOnly.add(rows: rows, share: onlyShare)
        let sets = Self.variance(outcomes.set) * rows * weights
        let resets = Self.variance(outcomes.reset) * rows * weights
        setStep.cells = statistics.setStep.cells
        resetStep.cells = statistics.resetStep.cells
        resetOnly.cells = statistics.resetStep.cells
        setStep.cellVariance += sets
        resetStep.cellVariance += resets
        resetOnly.cellVariance += resets
        setStep.covariance += rows * weights * outcomes.set.cells * (1 - setShare)
        resetStep.covariance += rows * weights * outcomes.reset.cells * (1 - resetShare)
        let cellsWithoutSet = weights * outcomes.resetOnlyCells * pow(noSet, max(0, weights - 1))
        resetOnly.covariance += rows * (cellsWithoutSet - weights * outcomes.reset.cells * onlyShare)
        pulseVariance += rows * (setPulses.variance + resetPulses.variance)
    }

    private static func variance(_ step: CellWriteOutcomes.Step) -> Double {
        max(0, step.squaredCells - step.cells * step.cells)
    }

    /// Mean and variance of the pulses of a row: those of the cell that needs most.
    private static func largest(
        _ step: CellWriteOutcomes.Step, weights: Double
    ) -> (mean: Double, variance: Double) {
        var (mean, square) = (0.0, 0.0)
        var share = max(0, 1 - step.share)
        var reached = pow(share, weights)
        for (pulses, probability) in step.pulses {
            share = min(1, share + probability)
            let next = pow(share, weights)
            mean += Double(pulses) * (next - reached)
            square += Double(pulses) * Double(pulses) * (next - reached)
            reached = next
        }
        return (mean, max(0, square - mean * mean))
    }
}

extension ExpectedWrites {
    /// The same writes told apart by how many rows are set and how many are reset, each case with its probability.
    ///
    /// Time and energy are no linear functions of the counts, which shows where a write seldom changes a cell at all:
    /// there its expected cost is the mean of the cases' costs. Where many rows are written there is a single case.
    public var cases: [(writes: ExpectedWrites, share: Double)] {
        let sets = rareCounts(setStep)
        let resets = rareCounts(resetStep)
        guard sets.count * resets.count > 1 else { return [(self, 1)] }
        return sets.flatMap { set in
            resets.map { reset in (given(setRows: set.rows, resetRows: reset.rows), set.share * reset.share) }
        }
    }

    /// Rows up to which cases are told apart [1].
    private static let fewRows = 8.0

    private func rareCounts(_ step: StepSpread) -> [(rows: Double, share: Double)] {
        guard step.rows > 0, step.rows < Self.fewRows else { return [(step.rows, 1)] }
        let counts = rowCounts(step).filter { $0.share > 1e-4 }
        let total = counts.reduce(0) { $0 + $1.share }
        return counts.map { ($0.rows, $0.share / total) }
    }

    /// The writes when so many rows are set and so many reset.
    private func given(setRows: Double, resetRows: Double) -> ExpectedWrites {
        var result = self
        let set = setStep.rows > 0 ? setRows / setStep.rows : 1
        let reset = resetStep.rows > 0 ? resetRows / resetStep.rows : 1
        let all = statistics.writtenCells
        let cells = set * statistics.setStep.cells + reset * statistics.resetStep.cells
        let written = all > 0 ? cells / all : 1
        // Rows with cells to reset and none to set.
        let candidates = max(1, setStep.candidates)
        let free = setStep.rows < candidates ? (candidates - setRows) / (candidates - setStep.rows) : 1
        let only = min(resetRows, resetOnly.rows * reset * free)
        result.statistics.setStep.rows = setRows
        result.statistics.setStep.cells *= set
        result.statistics.setStep.pulses *= set
        result.statistics.resetStep.rows = resetRows
        result.statistics.resetStep.cells *= reset
        result.statistics.resetStep.pulses *= reset
        result.statistics.resetOnlyRows = only
        result.statistics.pulsedConductance *= written
        result.statistics.endpointConductance *= written
        result.setStep = setStep.given(rows: setRows)
        result.resetStep = resetStep.given(rows: resetRows)
        result.resetOnly = StepSpread(
            rows: only, rowVariance: resetRows > 0 ? only * (1 - only / resetRows) : 0,
            cells: result.resetStep.cells, cellVariance: result.resetStep.cellVariance, candidates: resetRows)
        result.pulseVariance *= written
        return result
    }

    /// The selection of rows and columns that the counts make on average.
    func selection(counting: any CountingPolicy) -> WriteSelection {
        let size = (rows: Double(max(1, statistics.rows)), columns: Double(max(1, statistics.columns)))
        let set = averageStep(setStep, pulses: statistics.setStep.pulses, size: size, counting: counting)
        let reset = averageStep(
            counting.resetRows(resetStep, resetOnly: resetOnly), pulses: statistics.resetStep.pulses, size: size,
            counting: counting)
        let selected = max(1, (set.rows + reset.rows) / 2)
        let mean = statistics.totalPulses / selected
        return WriteSelection(
            set: set, reset: reset,
            averagePulses: counting.average(mean, deviation: pulseVariance.squareRoot() / selected),
            totalPulses: statistics.totalPulses, size: size)
    }

    /// A step with the mean number of columns that a selected row has, over the distribution of the number of rows.
    private func averageStep(
        _ step: StepSpread, pulses: Double, size: (rows: Double, columns: Double),
        counting: any CountingPolicy
    ) -> WriteSelection.Step {
        var (columns, idle) = (0.0, 0.0)
        for (rows, share) in rowCounts(step) {
            guard rows > 0 else {
                idle += share * size.columns
                continue
            }
            let cells = step.cells(rows: rows)
            let counted = counting.averageColumns(
                cells.mean / rows, deviation: cells.deviation / rows, rows: rows)
            columns += share * counted
            idle += share * WriteSelection.rest(size.columns, counted)
        }
        return WriteSelection.Step(
            rows: step.rows, columns: columns, pulses: pulses, idleRows: WriteSelection.rest(size.rows, step.rows),
            idleColumns: idle)
    }

    /// Numbers of rows that a step may select, with their probability: a binomial distribution.
    private func rowCounts(_ step: StepSpread) -> [(rows: Double, share: Double)] {
        guard step.rowVariance > 1e-9, step.candidates >= 1 else { return [(step.rows.rounded(), 1)] }
        let count = step.candidates.rounded()
        let share = min(max(step.rows / count, 0), 1)
        guard share > 0, share < 1 else { return [(step.rows, 1)] }
        // Far from both ends the number of rows hardly varies.
        let deviation = step.rowVariance.squareRoot()
        guard step.rows < 12 * deviation else { return [(step.rows, 1)] }
        let mode = (share * count).rounded(.down)
        let odds = share / (1 - share)
        var weights = [(rows: mode, share: 1.0)]
        var weight = 1.0
        for rows in stride(from: mode + 1, through: count, by: 1) where weight > 1e-12 {
            weight *= (count - rows + 1) / rows * odds
            weights.append((rows, weight))
        }
        weight = 1
        for rows in stride(from: mode - 1, through: 0, by: -1) where weight > 1e-12 {
            weight *= (rows + 1) / (count - rows) / odds
            weights.append((rows, weight))
        }
        let total = weights.reduce(0) { $0 + $1.share }
        return weights.map { ($0.rows, $0.share / total) }
    }
}

extension WriteUpdate {
    /// The average cost of a write.
    public func demand(of expected: ExpectedWrites) -> WriteDemand {
        demand(of: expected.statistics, selection: expected.selection(counting: counting))
    }
}
