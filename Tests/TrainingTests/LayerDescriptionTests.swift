// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Training

/// The list `network` of the settings.
@Suite struct LayerDescriptionTests {
    private static func read(_ layers: String) throws -> [LayerDescription] {
        try TrainingSettings(json: Array("{\"network\": [\n\(layers)]}".utf8), file: "settings.json").network
    }

    @Test(arguments: [
        (
            #"{"type": "conv", "outputs": 4, "kernel": 3}"#,
            LayerDescription.convolution(ConvolutionDescription(outputs: 4, kernel: 3))
        ),
        (
            #"{"type": "conv", "outputs": 4, "kernel": 5, "padding": "same", "stride": 2, "groups": 2}"#,
            .convolution(ConvolutionDescription(outputs: 4, kernel: 5, padding: 2, stride: 2, groups: 2))
        ),
        (
            #"{"type": "conv", "outputs": 1, "kernel": 1, "padding": "valid"}"#,
            .convolution(ConvolutionDescription(outputs: 1, kernel: 1))
        ),
        (#"{"type": "fc", "outputs": 10}"#, .dense(outputs: 10)),
        (#"{"type": "max_pool", "size": 2}"#, .pooling(.largest, size: 2)),
        (#"{"type": "avg_pool", "size": 3}"#, .pooling(.mean, size: 3)),
        (#"{"type": "batch_norm"}"#, .normalization(NormalizationDescription(momentum: 0.5, epsilon: 1e-5))),
        (
            #"{"type": "batch_norm", "momentum": 0.75, "epsilon": 0.001}"#,
            .normalization(NormalizationDescription(momentum: 0.75, epsilon: 0.001))
        ),
    ])
    func layers(text: String, layer: LayerDescription) throws {
        #expect(try Self.read(text) == [layer])
    }

    @Test func layersKeepTheirOrder() throws {
        let layers = try Self.read(
            #"{"type": "max_pool", "size": 2}, {"type": "fc", "outputs": 2}, {"type": "fc", "outputs": 1}"#)
        #expect(layers == [.pooling(.largest, size: 2), .dense(outputs: 2), .dense(outputs: 1)])
    }

    @Test(arguments: [
        (
            #"{"type": "cnov"}"#,
            "layer 1: type is `cnov` (allowed: conv, fc, max_pool, avg_pool, batch_norm; did you mean `conv`?)"
        ),
        (#"{"outputs": 3}"#, "layer 1: type is missing"),
        (#"{"type": "fc"}"#, "layer 1, fc,: outputs is missing"),
        (
            #"{"type": "fc", "outputs": 0}"#,
            "layer 1, fc,: outputs is 0 (allowed: whole numbers from 1 to 16777216)"
        ),
        (#"{"type": "conv", "outputs": 3}"#, "layer 1, conv,: kernel is missing"),
        (
            #"{"type": "conv", "outputs": 3, "kernel": 3, "padding": "full"}"#,
            "layer 1, conv,: padding is `full` (allowed: same, valid)"
        ),
        (
            #"{"type": "conv", "outputs": 3, "kernel": 3, "stride": 0}"#,
            "layer 1, conv,: stride is 0 (allowed: whole numbers from 1 to 1024)"
        ),
        (
            #"{"type": "conv", "outputs": 3, "kernel": 3, "groups": -1}"#,
            "layer 1, conv,: groups is -1 (allowed: whole numbers from 1 to 1048576)"
        ),
        (
            #"{"type": "max_pool", "size": 17}"#,
            "layer 1, max_pool,: size is 17 (allowed: whole numbers from 1 to 16)"
        ),
        (#"{"type": "avg_pool"}"#, "layer 1, avg_pool,: size is missing"),
        (
            #"{"type": "batch_norm", "momentum": 1.5}"#,
            "layer 1, batch_norm,: momentum is 1.5 (allowed: 0.0 to 1.0)"
        ),
        (
            #"{"type": "batch_norm", "epsilon": 0}"#,
            "layer 1, batch_norm,: epsilon is 0 (allowed: 1e-12 to 1.0)"
        ),
        ("3", "layer 1 is 3, not a JSON object"),
    ])
    func wrongLayers(text: String, message: String) {
        let error = inputError { try Self.read(text) }
        #expect(error.message == message)
        #expect(error.file == "settings.json" && error.line == 2 && error.kind == .badInput)
    }

    /// A key of another type of layer is unknown, too.
    @Test func unknownKeysOfLayers() {
        let error = inputError {
            try Self.read(#"{"type": "fc", "outputs": 3}, {"type": "fc", "outputs": 3, "kernel": 3}"#)
        }
        #expect(error.message.hasPrefix("layer 2, fc, has the unknown key `kernel` ("))
        let norm = inputError {
            try Self.read(#"{"type": "fc", "outputs": 3}, {"type": "batch_norm", "epsilom": 1e-3}"#)
        }
        #expect(norm.message == "layer 2 has the unknown key `epsilom` (did you mean `epsilon`?)")
        let misspelled = inputError { try Self.read(#"{"type": "conv", "output": 3, "kernel": 3}"#) }
        #expect(misspelled.message.hasSuffix("has the unknown key `output` (did you mean `outputs`?)"))
    }
}
