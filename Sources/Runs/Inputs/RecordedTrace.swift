// SPDX-License-Identifier: Apache-2.0

import Workload

/// A trace that was recorded, with its file.
struct RecordedTrace: Sendable {
    let trace: any Trace
    /// The file, as the user spelled it.
    let path: String
}
