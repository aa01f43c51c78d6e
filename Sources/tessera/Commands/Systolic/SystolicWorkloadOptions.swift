// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Models
import Systolic
import Workload

/// Options that say which layers run on a systolic array.
struct SystolicWorkloadOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A topology file of SCALE-Sim: a header, then one layer a line.", valueName: "file.csv"))
    var topology: String?

    @Flag(help: "The topology's columns are name, M, N, K, and not those of convolutions.")
    var gemm = false

    @Option(
        help: ArgumentHelp("A network as `tessera estimate` reads it. (default: ./Network.csv)", valueName: "file"))
    var network: String?

    @Option(
        help: ArgumentHelp(
            "A model in ONNX, whose convolutions and fully connected layers run.", valueName: "file.onnx"))
    var model: String?

    @OptionGroup var choices: ModelChoiceOptions

    @Option(help: ArgumentHelp("Images that share the filters.", valueName: "n"))
    var batch = 1

    @Flag(
        help: ArgumentHelp(
            "The zeros around the maps of --network or --model come from no memory; SCALE-Sim fetches them like everything else."
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
    func layers() throws(InputError) -> [SystolicLayer] {
        let single =
            if let topology {
                try TopologyFile(readingFrom: topology, form: gemm ? .matrixProduct : .convolution).layers
            } else {
                try SystolicLayer.layers(of: readNetwork(), fetchesPadding: !freePadding)
            }
        guard batch > 1 else { return single }
        var layers: [SystolicLayer] = []
        for layer in single {
            do throws(InputError) {
                layers.append(try layer.repeated(batch))
            } catch {
                throw InputError("layer \(layer.name) with --batch \(batch): \(error.message)", kind: .usage)
            }
        }
        return layers
    }

    private func readNetwork() throws(InputError) -> Network {
        guard let model else { return try Network(readingFrom: InputSelection().networkFile(given: network)) }
        return try NetworkGraph(readingONNX: model, choices: choices.choices()).workload()
    }
}
