// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Models
import Synchronization
import Testing
import Workload

/// Trained networks against the accuracies and results that an independent program found.
@Suite(.enabled(if: SharedData.isThere, "the trained networks beside the package are not there"))
struct GoldenNetworkTests {
    @Test(arguments: [("lenet5", 9924), ("lenet5_origin", 9883)])
    func `LeNet-5 in floating point classifies as many digits as onnxruntime`(_ network: String, _ correct: Int) throws
    {
        let graph = try NetworkGraph(readingONNX: SharedData.file("\(network).onnx"))
        let images = try SharedData.mnist()
        let logits = try graph.run(images)
        #expect(logits.correctCount(try images.requiredLabels(classes: 10)) == correct)
    }

    @Test(arguments: [("lenet5_int8", 9924, nil), ("lenet5_origin_int8", 9879, 1967)])
    func `LeNet-5 in integers classifies as many digits as the reference`(
        _ network: String, _ correct: Int, _ ofFirst2000: Int?
    ) throws {
        let quantized = try QuantizedNetwork(NetworkGraph(readingONNX: SharedData.file("\(network).onnx")))
        let images = try SharedData.mnist()
        let labels = try images.requiredLabels(classes: 10)
        let logits = try quantized.run(images, engine: ExactEngine())
        #expect(logits.correctCount(labels) == correct)
        if let ofFirst2000 { #expect(logits.correctCount(Array(labels.prefix(2000))) == ofFirst2000) }
    }

    /// The study whose network this is counted 9,882.
    @Test func `LeNet-5 with multipliers and shifts classifies as many digits as the study`() throws {
        let graph = try NetworkGraph(readingONNX: SharedData.file("lenet5_origin.onnx"))
        let arithmetic = try ShiftArithmetic(graph, scaleDecimals: 4)
        #expect(arithmetic.layers.map(\.zeroPoint) == [80, 140, 124, 131, 127])
        #expect(arithmetic.layers.map(\.multiplier) == [25, 131, 23, 13, 51])
        #expect(arithmetic.layers.map(\.shift) == [12, 15, 14, 13, 14])
        let images = try SharedData.mnist()
        #expect(try arithmetic.run(images).correctCount(images.requiredLabels(classes: 10)) == 9882)
    }

    @Test(arguments: [("lenet5_int8", "own_exact"), ("lenet5_origin_int8", "exact")])
    func `integers and results agree with the reference`(_ network: String, _ golden: String) throws {
        let quantized = try QuantizedNetwork(NetworkGraph(readingONNX: SharedData.file("\(network).onnx")))
        let archive = try NumpyArchive(readingFrom: SharedData.golden("lenet_logits/\(golden).npz"))
        let seen = Mutex<[Int: LayerObservation]>([:])
        let logits = try quantized.run(SharedData.mnist(limit: 100), engine: ExactEngine()) { observation in
            if observation.firstVector == 0 { seen.withLock { $0[observation.matrix.index] = observation } }
        }
        let expected = try archive.doubles("logits")
        // Scales are 32-bit floats in the file, but 64-bit ones in the reference.
        #expect(zip(logits.values, expected).allSatisfy { abs($0 - $1) < 2e-5 })
        for (index, layer) in ["c1", "c3", "c5", "f6", "output"].enumerated() {
            let inputs = try archive.integers("in0_\(layer)")
            let sums = try archive.doubles("acc0_\(layer)")
            let observation = try #require(seen.withLock { $0[index] })
            #expect(Array(observation.inputs.prefix(inputs.count)) == inputs.map { Int32($0) })
            #expect(Array(observation.sums.prefix(sums.count)) == sums)
        }
    }

    @Test func `ResNet-20 in floating point agrees with onnxruntime`() throws {
        let graph = try NetworkGraph(readingONNX: SharedData.file("resnet20.onnx"))
        let images = try SharedData.cifar()
        let correct = try graph.run(images).correctCount(images.requiredLabels(classes: 10))
        #expect(correct == 788)
    }

    @Test func `ResNet-20 quantized after training keeps its accuracy`() throws {
        let graph = try NetworkGraph(readingONNX: SharedData.file("resnet20.onnx"))
        let images = try SharedData.cifar(limit: 200)
        let quantized = try QuantizedNetwork(
            quantizing: graph, settings: QuantizationSettings(), calibration: images)
        let correct = try quantized.run(images, engine: ExactEngine()).correctCount(
            images.requiredLabels(classes: 10))
        #expect(abs(correct - 168) <= 3)
        // The input scale of the reference: the brightest blue, (1 - 0.406) / 0.225, over 127.
        #expect(abs(quantized.layers[0].input.scale - 0.020787401574803147) < 1e-9)
        #expect(abs(quantized.layers[0].weightScales[0] - 0.008200539378669318) < 1e-9)
    }
}
