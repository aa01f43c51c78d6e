// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Models
import Runs
import Workload

/// `tessera trace export`.
struct TraceExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Runs images through a trained network and writes weights and activations as a trace.",
        discussion: """
            The trace has the integers that the hardware computes with: those of a quantized model, or those of a model \
            in floating point after quantization. `tessera estimate --trace OUT.npz --network Network.csv` estimates it.
            """)

    @Argument(help: ArgumentHelp("The trace to write.", valueName: "out.npz"))
    var archive: String

    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Quantization") var bits: BitOptions
    @OptionGroup(title: "Quantization") var quantization: QuantizationOptions
    @OptionGroup(title: "Images") var dataset: DatasetOptions
    @OptionGroup(title: "Input") var parameters: ParameterOptions

    @Option(
        help: ArgumentHelp("The layers of an npz archive of weights. (default: ./Network.csv)", valueName: "file"))
    var network: String?

    @Option(
        help: ArgumentHelp("Also writes the layers, as a network file.", valueName: "file"))
    var networkOutput: String?

    @Flag(help: "Replaces files that exist.")
    var force = false

    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        try model.validateRequired(network: network)
        if dataset.images == nil, dataset.data == nil {
            throw ValidationError("images are needed: --images FILE or --data FILE")
        }
    }

    func run() throws {
        let file = try ReportFile(archive, replacing: force)
        let networkFile = try networkOutput.map { path in try ReportFile(path, replacing: force) }
        let request = try TraceExportRequest(
            ModelWorkload(
                model.input(layers: network), images: dataset.required(calibrating: quantization),
                quantization: quantization.quantization(
                    weightBits: bits.weightBits, activationBits: bits.activationBits)),
            parameters.configuration(), threads: running.threadCount)
        let run = try request.run()
        let trace = run.trace
        func writeTrace() throws(InputError) {
            try file.writing(under: file.partialArchive) { () throws(InputError) in
                try trace.write(to: file.path)
            }
        }
        guard let networkFile else {
            try writeTrace()
            return warn(run)
        }
        try networkFile.write(Network(layers: trace.network.layers).fileText, after: writeTrace)
        warn(run)
    }

    private func warn(_ run: TraceExportRun) {
        if !running.quiet { StandardStreams.warn(run.warnings) }
    }
}
