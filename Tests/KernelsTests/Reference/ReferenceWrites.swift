// SPDX-License-Identifier: Apache-2.0

/// What it takes to write weights, as `tk_writes.h` describes it, cell by cell.
struct ReferenceWrites {
    let threshold: Double
    let step: Double
    let maximumPulses: Double

    /// Set and reset apart.
    struct Pair: Equatable {
        var set = 0.0
        var reset = 0.0
    }

    struct Counts: Equatable {
        var rows = Pair()
        var cells = Pair()
        var pulses = Pair()
        var resetOnlyRows = 0.0
        var pulsedConductance = 0.0
        var endpointConductance = 0.0
    }

    /// Pulses that take a cell from one conductance to another; zero where it need not be written.
    private func pulses(from former: Double, to now: Double) -> Double {
        let difference = abs(now - former)
        guard difference >= threshold, difference > 0 else { return 0 }
        return min((difference / step).rounded(.up), maximumPulses)
    }

    /// Counts of one weight.
    private func counts(now: [Double], former: [Double]) -> Counts {
        var counts = Counts()
        for (now, former) in zip(now, former) {
            let pulses = pulses(from: former, to: now)
            guard pulses > 0 else { continue }
            if now < former {
                counts.cells.reset += 1
                counts.pulses.reset = max(counts.pulses.reset, pulses)
            } else {
                counts.cells.set += 1
                counts.pulses.set = max(counts.pulses.set, pulses)
            }
            // The mean is the harmonic one.
            counts.pulsedConductance += pulses * (2 * (now * former) / (now + former))
            counts.endpointConductance += now + former
        }
        return counts
    }

    /// `tk_count_writes`: cells of a weight add up first, then weights of a row, then rows.
    func counts(rows: [[(now: [Double], former: [Double])]]) -> Counts {
        var total = Counts()
        for weights in rows {
            var row = Counts()
            for weight in weights {
                let change = counts(now: weight.now, former: weight.former)
                row.cells.set += change.cells.set
                row.cells.reset += change.cells.reset
                row.pulses.set = max(row.pulses.set, change.pulses.set)
                row.pulses.reset = max(row.pulses.reset, change.pulses.reset)
                row.pulsedConductance += change.pulsedConductance
                row.endpointConductance += change.endpointConductance
            }
            total.cells.set += row.cells.set
            total.cells.reset += row.cells.reset
            total.pulses.set += row.pulses.set
            total.pulses.reset += row.pulses.reset
            total.pulsedConductance += row.pulsedConductance
            total.endpointConductance += row.endpointConductance
            if row.cells.set > 0 { total.rows.set += 1 }
            if row.cells.reset > 0 { total.rows.reset += 1 }
            if row.cells.reset > 0, row.cells.set == 0 { total.resetOnlyRows += 1 }
        }
        return total
    }

    /// `tk_count_cell_writes`: a lane adds every fourth cell of all rows, then lanes add up.
    func counts(
        rows: Int, columns: Int, now: (Int, Int) -> Double, former: (Int, Int) -> Double
    ) -> Counts {
        var total = Counts()
        var pulsed = [0.0, 0, 0, 0]
        var endpoints = [0.0, 0, 0, 0]
        for row in 0..<rows {
            var sum = Counts()
            for column in 0..<columns {
                let (after, before) = (now(row, column), former(row, column))
                let change = counts(now: [after], former: [before])
                sum.cells.set += change.cells.set
                sum.cells.reset += change.cells.reset
                sum.pulses.set = max(sum.pulses.set, change.pulses.set)
                sum.pulses.reset = max(sum.pulses.reset, change.pulses.reset)
                pulsed[column % 4] += change.pulsedConductance
                endpoints[column % 4] += change.endpointConductance
            }
            total.cells.set += sum.cells.set
            total.cells.reset += sum.cells.reset
            total.pulses.set += sum.pulses.set
            total.pulses.reset += sum.pulses.reset
            if sum.cells.set > 0 { total.rows.set += 1 }
            if sum.cells.reset > 0 { total.rows.reset += 1 }
            if sum.cells.reset > 0, sum.cells.set == 0 { total.resetOnlyRows += 1 }
        }
        total.pulsedConductance = pulsed.reduce(0, +)
        total.endpointConductance = endpoints.reduce(0, +)
        return total
    }
}

extension ReferenceWrites.Counts {
    /// The figures by name, to compare them one by one.
    var figures: [Double] {
        [
            rows.set, cells.set, pulses.set, rows.reset, cells.reset, pulses.reset, resetOnlyRows, pulsedConductance,
            endpointConductance,
        ]
    }
}
