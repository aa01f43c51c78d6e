// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Workload

extension Configuration {
    /// How the estimator of the revision reads every input file of a trace, which counts where a file does not tell: as bits in V2.1,
    /// as whole numbers in V1.5.
    public var unclearTraceInputs: TraceInputForm {
        switch self.revision {
        case .neurosim21, .tessera: .bits
        case .neurosim15: .numbers
        }
    }

    /// The same configuration with the rows that the command of a trace names, in a revision that takes them from there.
    ///
    /// The command wins over files of parameters, as it does for V1.5, but not over what `--set` or a program says.
    ///
    /// - Parameters:
    ///   - trace: The trace.
    ///   - file: What errors call its command.
    /// - Returns: The configuration of the run.
    /// - Throws: `InputError` when no array has such rows.
    public func operated(by trace: some Trace, file: String) throws(InputError) -> Configuration {
        guard self.revision.takesRowsFromCommand, let rows = trace.subarrayRows, let parallel = trace.parallelRows
        else {
            return self
        }
        return try overlaying([("numRowSubArray", rows), ("numRowParallel", parallel)], from: file)
    }
}
