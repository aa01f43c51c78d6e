// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Runs

/// Options of an estimate that make a trained network its workload.
struct ModelWorkloadOptions {
    let model: ModelOptions
    let quantization: QuantizationOptions
    let dataset: DatasetOptions
    let workload: WorkloadOptions
    let kind: WorkloadKindOptions

    /// Source of weights and activations.
    ///
    /// - Throws: `InputError` when a file that says how to read another one makes no sense.
    func input() throws(InputError) -> WorkloadInput {
        guard model.model != nil else { return kind.input(trace: workload.traceInput) }
        let input = ModelWorkload(
            try model.input(layers: workload.network), images: try dataset.required(calibrating: quantization),
            quantization: quantization.quantization())
        return kind.usesStatistics ? .statistics(.model(input)) : .model(input)
    }

    /// The network; that of a model comes with it.
    ///
    /// - Parameter isPrompt: Whether text is generated after its tokens.
    /// - Returns: Where the network comes from.
    /// - Throws: `InputError` of kind `missingInput` when none is named, and the working folder has none.
    func network(isPrompt: Bool) throws(InputError) -> NetworkInput {
        model.model == nil ? try workload.networkInput(isPrompt: isPrompt) : .ofWorkload
    }

    /// Checks that the options do not contradict each other.
    func validate() throws {
        let given = [
            ("--trace", workload.trace != nil), ("--trace-command", workload.traceCommand != nil),
            ("--statistics", kind.statistics != nil), ("--seed", kind.seed != nil),
            ("--tokens", workload.tokens != nil), ("--context", workload.context != nil),
            ("--workload \(kind.workload?.rawValue ?? "")", kind.workload == .synthetic),
        ]
        guard model.model != nil else {
            guard dataset.images == nil, dataset.data == nil, dataset.labels == nil else {
                throw ValidationError("images are for a trained network: they need --model FILE")
            }
            if let option = quantization.givenAny {
                throw ValidationError("\(option) is for a trained network: it needs --model FILE")
            }
            return
        }
        if let option = given.first(where: \.1) {
            throw ValidationError("--model excludes \(option.0): weights and activations are the model's")
        }
        if dataset.images == nil, dataset.data == nil {
            throw ValidationError("--model needs images: --images FILE or --data FILE")
        }
        try model.validateRequired(network: workload.network)
    }
}
