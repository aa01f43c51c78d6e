// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Inference
import Models

/// The result of ``AccuracyRequest``.
public struct AccuracyRun: Sendable {
    /// The accuracy in floating point, in integers and on the hardware of every setting.
    public let report: AccuracyReport
    /// The cost of an image through a small SRAM; nil if it was not requested.
    public let stream: StreamRun?

    /// Warnings about the figures.
    public var warnings: [String] { report.warnings }

    /// Writes what the network gave for each image as a NumPy archive: `hardware` [settings, trials, images, classes],
    /// `integers` [settings, images, classes] and, for a model in floating point, `floating_point` [images, classes].
    ///
    /// - Parameter path: The file; one that exists is replaced.
    /// - Throws: `InputError` of kind `cannotWrite`.
    /// - Precondition: The request kept results.
    public func writeResults(to path: String) throws(InputError) {
        let results = report.settings.compactMap(\.results)
        precondition(results.count == report.settings.count, "the results were not kept")
        let shape = [report.images, report.classes]
        let writer = try NumpyArchiveWriter(path)
        try writer.add(
            "hardware", descriptor: "<f8", shape: [results.count, report.trials] + shape,
            results.flatMap { $0.trials.flatMap { $0.values.map(\.bitPattern.littleEndian) } })
        try writer.add(
            "integers", descriptor: "<f8", shape: [results.count] + shape,
            results.flatMap { $0.integer.values.map(\.bitPattern.littleEndian) })
        if let real = report.floatingPointResults {
            try writer.add(
                "floating_point", descriptor: "<f8", shape: shape, real.values.map(\.bitPattern.littleEndian))
        }
        try writer.finish()
    }
}
