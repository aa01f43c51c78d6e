// SPDX-License-Identifier: Apache-2.0

import Counting
import Technology

/// How many rows and columns the steps of a write select on average, and with how many pulses.
struct WriteSelection: Sendable {
    /// One of the two steps.
    typealias Step = CellWrite.Step

    let setStep: Step
    let resetStep: Step
    /// Pulses of a selected row on average [1].
    let averagePulses: Double
    /// Pulses over all rows and both steps [1].
    let totalPulses: Double
    /// Rows and columns that the selection refers to.
    private let size: (rows: Double, columns: Double)

    /// The selection that the counts make.
    ///
    /// Each row counts for the steps that it takes part in, and averages are real numbers, unless the policy says
    /// otherwise.
    init(_ statistics: WriteStatistics, counting: any CountingPolicy) {
        let resetRows = counting.resetRows(statistics.resetStep.rows, resetOnly: statistics.resetOnlyRows)
        let size = (rows: Double(max(1, statistics.rows)), columns: Double(max(1, statistics.columns)))
        func step(_ counts: WriteStatistics.Step, rows: Double) -> Step {
            let mean = rows == 0 ? 0 : counts.cells / rows
            let columns = counting.average(mean)
            return Step(
                rows: rows, columns: columns, pulses: counts.pulses, idleRows: Self.rest(size.rows, rows),
                idleColumns: Self.rest(size.columns, columns))
        }
        setStep = step(statistics.setStep, rows: statistics.setStep.rows)
        resetStep = step(statistics.resetStep, rows: resetRows)
        totalPulses = statistics.totalPulses
        let selectedRows = (setStep.rows + resetStep.rows) / 2
        let mean = totalPulses / max(1, selectedRows)
        averagePulses = counting.average(mean)
        self.size = size
    }

    /// A selection of given steps, pulses, and rows and columns that it refers to.
    init(
        set: Step, reset: Step, averagePulses: Double, totalPulses: Double, size: (rows: Double, columns: Double)
    ) {
        setStep = set
        resetStep = reset
        self.averagePulses = averagePulses
        self.totalPulses = totalPulses
        self.size = size
    }

    /// The remainder of `total`. Averages above the total, which some counts of rows allow, leave the whole total.
    static func rest(_ total: Double, _ part: Double) -> Double {
        total >= part ? total - part : total
    }

    /// Share of rows that a step selects [1].
    var rowActivity: Double { (setStep.rows + resetStep.rows) / 2 / size.rows }

    /// Share of columns that a step selects with a row [1].
    var columnActivity: Double { (setStep.columns + resetStep.columns) / 2 / size.columns }
}
