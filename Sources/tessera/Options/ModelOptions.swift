// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Runs

/// The option that names a trained network.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A trained network: ONNX, or an npz archive of weights for the layers of --network.", valueName: "file"))
    var model: String?

    @OptionGroup var choices: ModelChoiceOptions

    func validate() throws {
        if model?.isEmpty == true { throw ValidationError("--model needs a path") }
        if let option = choices.givenAny, model == nil || isArchive {
            throw ValidationError("\(option) is for a model in ONNX: it needs --model FILE.onnx")
        }
    }

    /// Whether the network is an archive of weights, whose layers are in a file of their own.
    var isArchive: Bool { model?.lowercased().hasSuffix(".npz") == true }

    /// Checks that there is a model, and layers for archives only.
    func validateRequired(network: String?) throws {
        if model == nil { throw ValidationError("a model is needed: --model FILE") }
        if network != nil, !isArchive {
            throw ValidationError("--network is for archives of weights: an ONNX model has its own layers")
        }
    }

    /// The network.
    ///
    /// - Parameter layers: The network file of an archive of weights, which an ONNX file does not need.
    /// - Returns: Where the network comes from.
    /// - Throws: `InputError` when no model is named, or an archive has no network file.
    func input(layers: String?) throws(InputError) -> ModelInput {
        guard let model else { throw InputError("a model is needed: --model FILE", kind: .usage) }
        guard isArchive else { return .onnx(model, choices: try choices.choices()) }
        return .archive(model, layers: .file(try InputSelection().networkFile(given: layers)))
    }
}
