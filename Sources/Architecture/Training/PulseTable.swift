/// What it takes to bring a cell from any of a few levels to any other, worked out once.
///
/// For matrices that hold an index per cell instead of a conductance.
public struct PulseTable: Sendable {
    /// One pair of levels.
    struct Entry: Sendable {
        /// Pulses to set the cell [1].
        let setPulses: Double
        /// Pulses to reset the cell [1].
        let resetPulses: Double
        /// Pulses times mean conductance [S].
        let pulsedConductance: Double
        /// Sum of the conductances before and after, 0 when nothing is written [S].
        let endpointConductance: Double
    }

    /// Number of levels.
    public let levelCount: Int
    /// By level before, then level after.
    let entries: [Entry]

    /// A table over `conductances` [S], of which there is at least one.
    public init(conductances: [Double], rule: WriteRule) {
        levelCount = conductances.count
        entries = conductances.flatMap { old in
            conductances.map { new in Entry(old: old, new: new, rule: rule) }
        }
    }
}

extension PulseTable.Entry {
    /// What takes a cell from `old` to `new` [S].
    init(old: Double, new: Double, rule: WriteRule) {
        let pulses = rule.signedPulses(from: old, to: new)
        let mean = 2 * new * old / (new + old)
        self.init(
            setPulses: max(pulses, 0),
            resetPulses: max(-pulses, 0),
            pulsedConductance: pulses == 0 ? 0 : abs(pulses) * mean,
            endpointConductance: pulses == 0 ? 0 : new + old)
    }
}

extension WriteStatistics {
    /// Counts what takes the cells from levels `old` to levels `new`, in one pass; both blocks have one shape, and
    /// every index is less than the table's number of levels.
    public init(new: CellBlock<UInt8>, old: CellBlock<UInt8>, table: PulseTable) {
        self.init(rows: new.rows, columns: new.columns)
        table.entries.withUnsafeBufferPointer { entries in
            for row in 0..<new.rows {
                let newRow = new.base + row * new.rowStride
                let oldRow = old.base + row * old.rowStride
                var counts = RowWriteCounts()
                for column in 0..<new.columns where newRow[column] != oldRow[column] {
                    let pair = Int(oldRow[column]) * table.levelCount + Int(newRow[column])
                    let entry = entries[pair]
                    counts.add(entry)
                    pulsedConductance += entry.pulsedConductance
                    endpointConductance += entry.endpointConductance
                }
                add(counts)
            }
        }
    }
}

extension RowWriteCounts {
    /// Adds one cell.
    @inline(__always)
    mutating func add(_ entry: PulseTable.Entry) {
        setPulses = max(setPulses, entry.setPulses)
        resetPulses = max(resetPulses, entry.resetPulses)
        if entry.setPulses > 0 { setCells += 1 }
        if entry.resetPulses > 0 { resetCells += 1 }
    }
}
