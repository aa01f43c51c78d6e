// SPDX-License-Identifier: Apache-2.0

import Workload

/// Warnings about the figures of a revision: cases in which they are not those of the estimator that it follows.
public protocol RevisionLimits: Sendable {
    /// Warnings, in sentences; empty by default.
    func warnings(on chip: Chip, network: Network) -> [String]
}

extension RevisionLimits {
    /// None.
    public func warnings(on chip: Chip, network: Network) -> [String] { [] }
}

/// A revision that follows no other estimator.
public struct NoLimits: RevisionLimits {
    /// No limits.
    public init() {}
}
