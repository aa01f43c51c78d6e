// SPDX-License-Identifier: Apache-2.0

import Systolic

/// What a ``SystolicSearchRequest`` has found out.
public struct SystolicSearchRun: Sendable {
    /// The arrays that were tried, and the best ones.
    public let found: SystolicSearch.Result
    /// What should be small.
    public let objectives: [SearchObjective]
    /// How long the search took, without reading files.
    public let duration: Duration
}
