// SPDX-License-Identifier: Apache-2.0

import Architecture

/// In which order the rows of an array are read, and how often its parts work for it.
struct ReadPlan15: Sendable {
    /// Whether rows are read one after the other rather than in groups.
    let isRowByRow: Bool
    /// Rows of the array [1].
    let rowCount: Int
    /// Groups of rows that are read one after the other; 1 where rows are [1].
    let groups: Int
    /// Columns that share a sensing circuit [1].
    let share: Int
    /// Cells of a weight [1].
    let cellsPerWeight: Int
    /// Whether cells and input bits are shifted and added once for all columns, which have adders of their own.
    let addsAllColumnsAtOnce: Bool
    /// Whether there is anything to shift and add.
    let shiftsWeights: Bool
    /// Whether bits of inputs are shifted and added.
    let shiftsInputs: Bool

    /// Steps of sensing for so many rows at one [1].
    func steps(active: Double) -> Double {
        isRowByRow ? active * Double(share) : Double(share * groups)
    }

    /// Additions of reads, one after the other [1].
    func additions(active: Double) -> Double {
        isRowByRow ? Double(share) * (active - 1) : Double(share * (groups - 1))
    }

    /// Weights that share a sensing circuit, whole ones only [1].
    var weightsPerSense: Int { share / cellsPerWeight }

    /// Additions of cells of a weight, one after the other [1].
    var weightShifts: Double {
        guard shiftsWeights else { return 0 }
        return Double((cellsPerWeight - 1) * (addsAllColumnsAtOnce ? 1 : weightsPerSense))
    }

    /// Additions of input bits, one after the other [1].
    var inputShifts: Double {
        guard shiftsInputs else { return 0 }
        return Double(addsAllColumnsAtOnce ? 1 : weightsPerSense)
    }
}

/// Delays of the parts of a read, and how they become the time of a read.
struct ReadTiming: Sendable {
    let plan: ReadPlan15
    /// Selection of rows, up to the first repeater [s].
    let rows: Double
    /// Repeaters of the wordlines [s].
    let repeaters: Double
    /// Selection of columns [s].
    let columns: Double
    /// Precharging of bitlines [s].
    let precharging: Double
    /// Settling of a column [s].
    let settling: Double
    /// Whether the clock waits for a column to settle.
    let clockWaitsForColumns: Bool
    /// Conversion with encoding [s].
    let conversion: Double
    /// Whether the time of conversions counts without a clock.
    let countsConversion: Bool
    /// Addition of reads [s].
    let readAddition: Double
    /// Addition of cells [s].
    let weightAddition: Double
    /// Addition of input bits [s].
    let inputAddition: Double
    /// Sensing cycle over the delays in it [1].
    let margin: Double

    /// Duration of the slowest sensing path [s], which decides the clock.
    var sensingCycle: Double {
        let settled = clockWaitsForColumns ? settling : 0
        return (max(rows + repeaters, columns) + precharging + settled + conversion) * margin
    }

    /// Time of one read with `active` rows at one, by cause: in seconds where each circuit works at its own pace.
    func time(active: Double, clock: Clock?) -> ReadoutParts {
        guard let clock else { return freeRunning(active: active) }
        let cycles = synchronous(active: active, clock: clock)
        return ReadoutParts(
            conversion: clock.duration(of: cycles.sensing), accumulation: clock.duration(of: cycles.adding))
    }

    private func freeRunning(active: Double) -> ReadoutParts {
        let steps = plan.steps(active: active)
        let sensing = precharging + settling + (countsConversion ? conversion : 0)
        let conversions = sensing * steps * margin
        let selecting = max(rows * (plan.isRowByRow ? active : Double(plan.groups)), columns)
        let selections = selecting * Double(plan.share) * margin
        let adding =
            readAddition * plan.additions(active: active) + weightAddition * plan.weightShifts
            + inputAddition * plan.inputShifts
        return ReadoutParts(
            conversion: conversions, accumulation: max(adding - conversions - selections, 0), array: selections)
    }

    /// Periods of one read: additions run beside the sensing of other rows and columns, and count as far as they take
    /// longer.
    private func synchronous(active: Double, clock: Clock) -> (sensing: Cycles, adding: Cycles) {
        let sensing = plan.steps(active: active)
        var adding = plan.additions(active: active) * max(0, clock.cycles(of: readAddition).count - 1)
        if plan.addsAllColumnsAtOnce {
            let shifting = clock.cycles(
                of: weightAddition * plan.weightShifts + inputAddition * plan.inputShifts)
            adding += max(shifting.count - (sensing + adding), 0)
            return (Cycles(sensing), Cycles(adding))
        }
        let perColumn = (sensing + adding) / Double(plan.share)
        adding += plan.weightShifts * max(clock.cycles(of: weightAddition).count - perColumn, 0)
        if plan.inputShifts > 0 {
            let perWeight = (sensing + adding) / plan.inputShifts
            adding += plan.inputShifts * max(clock.cycles(of: inputAddition).count - perWeight, 0)
        }
        return (Cycles(sensing), Cycles(adding))
    }
}
