// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Inference
import Models
import Parallelism

/// Which integers are the weights and activations of a trained network? The request of `tessera trace export`.
public struct TraceExportRequest: Sendable {
    /// The model, its images, and how it is quantized. A trace is of one image, unless a limit says otherwise.
    public var workload: ModelWorkload
    /// Has the range of weights.
    public var configuration: Configuration
    /// Number of threads; the trace does not depend on it.
    public var threads: Int

    /// Asks the question.
    public init(
        _ workload: ModelWorkload, _ configuration: Configuration = Configuration(),
        threads: Int = defaultThreadCount
    ) {
        self.workload = workload
        self.configuration = configuration
        self.threads = threads
    }

    /// Runs the images and records the trace.
    ///
    /// - Throws: `InputError` when a file is missing or makes no sense, or the model has a layer that a trace cannot describe.
    public func run() throws(InputError) -> TraceExportRun {
        let model = try PreparedModel(workload)
        let quantized = try model.tested.quantized(for: HardwareConfiguration(), threads: threads)
        let trace = try QuantizedTrace(
            recording: quantized, images: model.images.prefix(workload.images.limit ?? 1),
            weightRange: configuration.weightRange, threads: threads)
        return TraceExportRun(trace: trace, warnings: model.warnings)
    }
}
