// SPDX-License-Identifier: Apache-2.0

/// Exact accounting: the policy that departs nowhere, so that every answer is the one for what the hardware does.
public struct ExactCounting: CountingPolicy {
    /// Exact accounting.
    public init() {}
}
