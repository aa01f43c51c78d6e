// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Workload

/// The workload of a comparison: what one setting has read or drawn is there for the next one, where it is the same.
struct CompareWorkload {
    let selection: WorkloadSelection
    let kind: WorkloadKindOptions
    let threads: Int
    private var lastTrace: (parameters: SyntheticTrace.Parameters?, trace: RememberedTrace, source: WorkloadSource)?
    private var lastAverages: (range: ClosedRange<Double>, statistics: NetworkStatistics, origin: StatisticsOrigin)?

    init(_ selection: WorkloadSelection, kind: WorkloadKindOptions, threads: Int) {
        self.selection = selection
        self.kind = kind
        self.threads = threads
    }

    /// The estimate of a setting.
    ///
    /// - Throws: `InputError` when the workload cannot be read or does not fit the chip.
    mutating func estimate(_ estimator: Estimator, progress: ProgressLine, label: String) throws(InputError) -> Estimate
    {
        if kind.usesStatistics {
            let averages = try self.statistics(estimator.configuration, progress: progress)
            return try estimator.estimate(statistics: averages.statistics, origin: averages.origin)
        }
        let (trace, source) = try self.trace(estimator.configuration)
        return try progress.during { () throws(InputError) in
            try estimator.estimate(
                ObservedTrace(base: trace, progress: progress, label: label), source: source, threads: threads)
        }
    }

    private mutating func trace(
        _ configuration: Configuration
    ) throws(InputError) -> (trace: any Trace, source: WorkloadSource) {
        let (base, source) = try selection.trace(seed: kind.seed ?? 0, configuration: configuration, threads: threads)
        let parameters = (base as? SyntheticTrace)?.parameters
        if let last = lastTrace, last.parameters == parameters { return (last.trace, last.source) }
        let remembered = RememberedTrace(base)
        lastTrace = (parameters, remembered, source)
        return (remembered, source)
    }

    /// Averages of a recorded trace are measured once for a range of weights; others are there at once.
    private mutating func statistics(
        _ configuration: Configuration, progress: ProgressLine
    ) throws(InputError) -> (statistics: NetworkStatistics, origin: StatisticsOrigin) {
        let range = configuration.minimumWeight...configuration.maximumWeight
        if selection.recorded != nil, let last = lastAverages, last.range == range {
            return (last.statistics, last.origin)
        }
        let found = try selection.statistics(configuration: configuration, progress: progress)
        lastAverages = (range, found.statistics, found.origin)
        return found
    }
}
