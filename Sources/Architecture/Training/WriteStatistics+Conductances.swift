// SPDX-License-Identifier: Apache-2.0

import ArchitectureKernels
import Technology

extension WriteStatistics {
    /// Counts what takes the cells from conductances `old` to `new` [S], in one pass; both blocks have one shape.
    ///
    /// The order of additions is fixed, so that figures do not depend on the machine.
    public init(new: CellBlock<Double>, old: CellBlock<Double>, rule: WriteRule) {
        let rule = tk_write_rule(threshold: rule.threshold, step: rule.step, maximum_pulses: rule.maximumPulses)
        let counts = tk_count_cell_writes(
            rule, new.base, new.rowStride, old.base, old.rowStride, new.rows, new.columns)
        self.init(counts, rows: new.rows, columns: new.columns)
    }
}
