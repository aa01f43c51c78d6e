// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Runs
import Systolic

/// Options that say which layers run on a systolic array.
struct SystolicWorkloadOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A topology file of SCALE-Sim: a header, then one layer per line.", valueName: "file.csv"))
    var topology: String?

    @Flag(help: "The columns of the topology are name, M, N, K instead of those of convolutions.")
    var gemm = false

    @Option(
        help: ArgumentHelp("A network as `tessera estimate` reads it. (default: ./Network.csv)", valueName: "file|name")
    )
    var network: String?

    @Option(
        help: ArgumentHelp(
            "A model in ONNX; its convolutions and fully connected layers are run.", valueName: "file.onnx"))
    var model: String?

    @OptionGroup var choices: ModelChoiceOptions

    @Option(help: ArgumentHelp("Images that share the filters.", valueName: "n"))
    var batch = 1

    @Flag(
        help: ArgumentHelp(
            "Does not fetch the padding zeros of --network or --model from memory; SCALE-Sim fetches them like other words."
        ))
    var freePadding = false

    func validate() throws {
        let given = [("--topology", topology), ("--network", network), ("--model", model)].filter { $0.1 != nil }
        if given.count > 1 {
            throw ValidationError("\(given[0].0) and \(given[1].0) exclude each other: a run has one network")
        }
        if let option = choices.givenAny, model == nil {
            throw ValidationError("\(option) is for a model in ONNX: it needs --model FILE.onnx")
        }
        if gemm, topology == nil {
            throw ValidationError("--gemm says what the columns of --topology are, which is missing")
        }
        if freePadding, topology != nil {
            throw ValidationError(
                "--free-padding needs --network or --model: a topology file does not say what is padding")
        }
        if batch < 1 { throw ValidationError("--batch is \(batch) (allowed: whole numbers from 1)") }
    }

    /// The layers.
    ///
    /// - Throws: `InputError` when nothing is named, and the working folder has no network.
    func input() throws(InputError) -> SystolicInput {
        SystolicInput(try source(), batch: batch, fetchesPadding: !freePadding)
    }

    private func source() throws(InputError) -> SystolicInput.Source {
        if let topology { return .topology(topology, form: gemm ? .matrixProduct : .convolution) }
        if let model { return .model(.onnx(model, choices: try choices.choices())) }
        return .network(.file(try InputSelection().networkFile(given: network)))
    }
}
