// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Runs

/// The workload of an estimate.
enum WorkloadKind: String, ExpressibleByArgument, CaseIterable {
    /// A trace that was recorded.
    case trace
    /// A trace that is drawn.
    case synthetic
    /// Averages in place of a trace.
    case statistics
}

/// Options that say what kind of workload an estimate has.
struct WorkloadKindOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A recorded trace, a trace drawn from parameters, or expected values from averages: those of --statistics, of "
                + "the trace, otherwise of parameters. (default: as the other options imply)", valueName: "kind"))
    var workload: WorkloadKind?

    @Option(
        help: ArgumentHelp(
            "Averages that `tessera trace statistics` has measured; implies --workload statistics.",
            valueName: "file.json"))
    var statistics: String?

    @Option(
        help: ArgumentHelp("Seed of a synthetic trace; only without a trace. (default: 0)", valueName: "n"))
    var seed: UInt64?

    /// Whether averages take the place of a trace.
    var usesStatistics: Bool { workload == .statistics || statistics != nil }

    /// Source of weights and activations.
    ///
    /// - Parameter trace: The recorded trace, where one is named.
    /// - Returns: What the options say.
    func input(trace: TraceInput?) -> WorkloadInput {
        if let statistics { return .statistics(.file(statistics)) }
        if let trace { return usesStatistics ? .statistics(.trace(trace)) : .trace(trace) }
        return usesStatistics ? .statistics : .synthetic(seed: seed ?? 0)
    }

    /// Checks that the options do not contradict each other or those of the trace.
    func validate(hasTrace: Bool) throws {
        if seed != nil, hasTrace {
            throw ValidationError("--seed is for runs without a trace: it excludes --trace and --trace-command")
        }
        if seed != nil, usesStatistics {
            throw ValidationError("--seed is for synthetic traces: nothing is drawn for --workload statistics")
        }
        if statistics != nil, hasTrace {
            throw ValidationError("--statistics excludes --trace and --trace-command: both say what the averages are")
        }
        switch workload {
        case .trace where !hasTrace:
            throw ValidationError("--workload trace needs --trace, --trace-command or --model")
        case .synthetic where hasTrace:
            throw ValidationError("--workload synthetic excludes --trace and --trace-command")
        case .trace where statistics != nil, .synthetic where statistics != nil:
            throw ValidationError("--statistics is for --workload statistics")
        default: break
        }
    }
}
