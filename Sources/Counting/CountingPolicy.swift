// SPDX-License-Identifier: Apache-2.0

/// How figures are counted: the questions at which estimators of chips differ, each with an answer that counts what the
/// hardware does.
///
/// The answers stand in extensions of the small protocols, one subject each. A type that conforms without an answer of
/// its own counts exactly (``ExactCounting``). A reference's policy answers the questions in which the reference
/// departs; it is in the folder of the reference in `Sources/References`. Code that counts uses the answers and never
/// tests which policy gives them.
public protocol CountingPolicy: LayerCounts, ColumnSharing, CellDigits, IdleElements, BufferCounting, MovementCounting,
    PostprocessingCounting, LeakageCounting, ParallelTiming, ArrayReadCounting, ArrayWriteCounting, EpochCounting,
    GradientUnitCounting, WriteCounting
{}
