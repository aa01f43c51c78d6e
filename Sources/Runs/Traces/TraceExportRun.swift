// SPDX-License-Identifier: Apache-2.0

import Models

/// The result of ``TraceExportRequest``.
public struct TraceExportRun: Sendable {
    /// The trace, with its network.
    public let trace: QuantizedTrace
    /// Warnings about the model's calibration.
    public let warnings: [String]
}
