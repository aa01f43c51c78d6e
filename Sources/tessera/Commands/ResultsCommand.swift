// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Runs

/// `tessera results`.
struct ResultsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "results",
        abstract: "What a trained network gives for images or tokens in floating point.",
        discussion: """
            The output holds `results` [images, extents of a result] of the network's first output, or of --output-name, and for one \
            image `multiply_accumulates` of layers with weights and `dynamic_multiply_accumulates` of products of two values, as \
            in attention. docs/models/networks-and-quantization.md has the operators of ONNX that are read.
            """)

    @OptionGroup(title: "Model") var model: ModelOptions

    @Option(
        help: ArgumentHelp("The layers of an npz archive of weights. (default: ./Network.csv)", valueName: "file"))
    var network: String?

    @OptionGroup(title: "Images") var dataset: DatasetOptions

    @Option(help: ArgumentHelp("The archive to write.", valueName: "out.npz"))
    var output: String

    @Flag(help: "Replaces the output file if it exists.")
    var force = false

    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        try model.validateRequired(network: network)
        if !dataset.hasImages { throw ValidationError("images are needed: --images FILE or --data FILE") }
        if output.isEmpty { throw ValidationError("--output needs a path") }
    }

    func run() throws {
        let file = try ReportFile(output, replacing: force)
        let request = try ResultsRequest(
            model.input(layers: network), images: dataset.required(), threads: running.threadCount)
        let results = try request.run()
        try file.writing(under: file.path + ".partial") { () throws(InputError) in
            try results.write(to: file.path)
        }
    }
}
