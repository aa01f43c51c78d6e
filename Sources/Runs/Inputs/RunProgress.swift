// SPDX-License-Identifier: Apache-2.0

/// Is told in a few words what a run is doing, from any thread.
public typealias RunProgress = @Sendable (String) -> Void
