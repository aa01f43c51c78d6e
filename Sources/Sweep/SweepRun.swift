// SPDX-License-Identifier: Apache-2.0

/// The result of ``SweepRequest``.
public struct SweepRun: Sendable {
    /// How many points were evaluated, and how many were known.
    public let progress: SweepEvaluation.Progress
    /// How long the evaluation took.
    public let duration: Duration
    /// All points of the database, and the best ones.
    public let summary: SweepSummary
}
