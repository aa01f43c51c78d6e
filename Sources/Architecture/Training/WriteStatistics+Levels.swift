// SPDX-License-Identifier: Apache-2.0

import ArchitectureKernels
import Technology

extension WriteStatistics {
    /// Counts what takes subarrays from the levels `old`, or from erased cells, to the levels `new`.
    ///
    /// The cost of a change from one level to another is computed when it first occurs.
    ///
    /// - Parameters:
    ///   - new: Weights afterwards.
    ///   - old: Weights before, of the same shape; nil when all cells are erased.
    ///   - erasedConductance: Conductance of erased cells [S].
    ///   - blocks: Weights of each subarray's rows.
    ///   - rule: The number of pulses of a change.
    /// - Returns: The counts of each subarray.
    public static func count(
        new: WeightLevels, old: WeightLevels?, erasedConductance: Double, blocks: [Range<Int>], rule: WriteRule
    ) -> [WriteStatistics] {
        let rule = tk_write_rule(threshold: rule.threshold, step: rule.step, maximum_pulses: rule.maximumPulses)
        let cache = UnsafeMutableRawPointer.allocate(byteCount: tk_write_cache_size(), alignment: 64)
        defer { cache.deallocate() }
        cache.initializeMemory(as: UInt8.self, repeating: 0, count: tk_write_cache_size())
        return new.withKernelMatrix { newCells, newMatrix in
            (old ?? new).withKernelMatrix { oldCells, oldMatrix in
                blocks.map { block in
                    var oldBlock = oldMatrix.shifted(by: block.lowerBound)
                    if old == nil {
                        oldBlock.levels = nil
                        oldBlock.conductance = erasedConductance
                    }
                    let counts = tk_count_writes(
                        rule, newCells, oldCells, newMatrix.shifted(by: block.lowerBound), oldBlock, new.rows,
                        block.count, OpaquePointer(cache))
                    return WriteStatistics(counts, rows: new.rows, columns: block.count * new.cells)
                }
            }
        }
    }

    init(_ counts: tk_write_counts, rows: Int, columns: Int) {
        self.init(rows: rows, columns: columns)
        setStep = Step(rows: counts.set_rows, cells: counts.set_cells, pulses: counts.set_pulses)
        resetStep = Step(rows: counts.reset_rows, cells: counts.reset_cells, pulses: counts.reset_pulses)
        resetOnlyRows = counts.reset_only_rows
        pulsedConductance = counts.pulsed_conductance
        endpointConductance = counts.endpoint_conductance
    }
}

extension WriteStatistics.Step {
    fileprivate init(rows: Double, cells: Double, pulses: Double) {
        self.init()
        self.rows = rows
        self.cells = cells
        self.pulses = pulses
    }
}

extension WeightLevels {
    /// Calls `body` with the levels and their cells as the kernel reads them.
    fileprivate func withKernelMatrix<Result>(_ body: (tk_level_cells, tk_level_matrix) -> Result) -> Result {
        conductances.withUnsafeBufferPointer { conductances in
            values.withUnsafeBufferPointer { values in
                body(
                    tk_level_cells(conductances: conductances.baseAddress, cells: cells),
                    tk_level_matrix(levels: values.baseAddress, stride: weightsPerRow, conductance: 0))
            }
        }
    }
}

extension tk_level_matrix {
    /// The same matrix from another column on.
    fileprivate func shifted(by columns: Int) -> tk_level_matrix {
        tk_level_matrix(levels: levels.map { $0 + columns }, stride: stride, conductance: conductance)
    }
}
