// SPDX-License-Identifier: Apache-2.0

/// The source of the weights and activations of a run.
public indirect enum WorkloadInput: Sendable {
    /// A trace that is drawn from the parameters, beginning at a seed.
    case synthetic(seed: UInt64)
    /// Expected values from averages in place of a trace.
    case statistics(AveragesInput)
    /// A trace that was recorded.
    case trace(TraceInput)
    /// A trained network: the trace is that of its first image.
    case model(ModelWorkload)

    /// A synthetic trace from the seed 0.
    public static var synthetic: WorkloadInput { .synthetic(seed: 0) }
    /// Expected values from the parameters.
    public static var statistics: WorkloadInput { .statistics(.parameters) }
}
