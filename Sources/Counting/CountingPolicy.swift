// SPDX-License-Identifier: Apache-2.0

/// How figures are counted: the questions at which estimators of chips differ, each with an answer that counts what the
/// hardware does.
///
/// The answers stand in extensions of the small protocols, one subject each. A type that conforms and answers nothing
/// itself counts exactly (``ExactCounting``); a reference's policy answers those questions in which the reference
/// departs, and stands beside it in `Sources/References`. Whoever counts asks and takes the answer: nobody asks who
/// answers.
public protocol CountingPolicy: LayerCounts, ColumnSharing, CellDigits, IdleElements, BufferCounting, MovementCounting,
    PostprocessingCounting, LeakageCounting, ParallelTiming, ArrayReadCounting, ArrayWriteCounting, EpochCounting,
    GradientUnitCounting, WriteCounting
{}
