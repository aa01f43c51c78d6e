// SPDX-License-Identifier: Apache-2.0

import Systolic

/// The result of ``SystolicSearchRequest``.
public struct SystolicSearchRun: Sendable {
    /// The arrays that were tried, and the best ones.
    public let found: SystolicSearch.Result
    /// Objectives, which are minimized.
    public let objectives: [SearchObjective]
    /// How long the search took, without reading files.
    public let duration: Duration
}
