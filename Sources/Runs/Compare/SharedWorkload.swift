// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Workload

/// The workload of a comparison: what one setting has read or drawn is there for the next one, where it is the same.
struct SharedWorkload {
    private let workload: OpenedWorkload
    private let threads: Int
    private var lastTrace: (parameters: SyntheticTrace.Parameters?, trace: RememberedTrace, source: WorkloadSource)?
    private var lastAverages: (range: ClosedRange<Double>, values: NetworkStatistics, origin: StatisticsOrigin)?

    init(_ workload: OpenedWorkload, threads: Int) {
        self.workload = workload
        self.threads = threads
    }

    /// The estimate of a setting.
    ///
    /// - Throws: `InputError` when the workload cannot be read or does not fit the chip.
    mutating func estimate(
        _ estimator: Estimator, progress: RunProgress?, label: String
    ) throws(InputError) -> Estimate {
        let configuration = estimator.configuration
        if let averages = try statistics(configuration, progress: progress) {
            return try estimator.estimate(statistics: averages.values, origin: averages.origin)
        }
        guard let (trace, source) = try trace(configuration) else {
            throw InputError("a workload without averages and without a trace", kind: .internalError)
        }
        return try estimator.estimate(
            trace.observed(by: progress, label: label), source: source, threads: threads)
    }

    private mutating func trace(
        _ configuration: Configuration
    ) throws(InputError) -> (trace: any Trace, source: WorkloadSource)? {
        guard let (base, source) = try workload.trace(configuration, threads: threads) else { return nil }
        let parameters = (base as? SyntheticTrace)?.parameters
        if let last = lastTrace, last.parameters == parameters { return (last.trace, last.source) }
        let remembered = RememberedTrace(base)
        lastTrace = (parameters, remembered, source)
        return (remembered, source)
    }

    /// Averages of a recorded trace are measured once for a range of weights; others are there at once.
    private mutating func statistics(
        _ configuration: Configuration, progress: RunProgress?
    ) throws(InputError) -> (values: NetworkStatistics, origin: StatisticsOrigin)? {
        let range = configuration.weightRange
        if case .statistics(.trace) = workload.source, let last = lastAverages, last.range == range {
            return (last.values, last.origin)
        }
        guard let found = try workload.statistics(configuration, progress: progress) else { return nil }
        lastAverages = (range, found.values, found.origin)
        return found
    }
}
