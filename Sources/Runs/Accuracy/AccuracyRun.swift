// SPDX-License-Identifier: Apache-2.0

import Inference

/// The result of ``AccuracyRequest``.
public struct AccuracyRun: Sendable {
    /// The accuracy in floating point, in integers and on the hardware of every setting.
    public let report: AccuracyReport
    /// The cost of an image through a small SRAM; nil if it was not requested.
    public let stream: StreamRun?

    /// Warnings about the figures.
    public var warnings: [String] { report.warnings }
}
