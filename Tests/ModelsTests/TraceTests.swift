// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Foundation
import Models
import Testing
import Workload
import _TestSupport

/// Traces of quantized networks, and networks from archives.
struct TraceTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func quantized(_ name: String) throws -> QuantizedNetwork {
        let graph = try NetworkGraph(readingONNX: Files.fixture("\(name).onnx"))
        if graph.isQuantized { return try QuantizedNetwork(graph) }
        return try QuantizedNetwork(
            quantizing: graph, settings: QuantizationSettings(), calibration: images(name))
    }

    private func images(_ name: String) throws -> ImageDataset {
        try ImageDataset(readingFrom: Files.fixture("\(name).npz"))
    }

    @Test(arguments: [
        "conv_pads", "conv_groups", "conv_depthwise", "conv_same_upper", "conv_same_lower", "conv_pointwise",
        "squeeze_excite",
        "quantized_mixed", "matmul_positions",
    ])
    func `an archive has the vectors that its network counts`(_ name: String) throws {
        let network = try quantized(name)
        let trace = try QuantizedTrace(recording: network, images: images(name).prefix(1))
        for (layer, described) in zip(network.layers, trace.network.layers) {
            #expect(described.outputVectors == layer.vectorsPerImage)
            #expect(described.outputChannels == layer.outputs)
        }
        let path = try folder.writeApart("trace.npz", [])
        try trace.write(to: path)
        let file = try folder.writeApart("Network.csv", Array(trace.network.fileText.utf8))
        let read = try Network(readingFrom: file)
        #expect(read.layers == trace.network.layers)
        let archive = try ArchiveTrace(readingFrom: path, network: read)
        #expect(archive.weightBits == 8 && archive.activationBits == 8)
        for index in read.layers.indices {
            let request = LayerRequest(activationBits: 8, minimumVectors: read.layers[index].outputVectors)
            #expect(try archive.layer(index, request) == trace.layer(index, request))
        }
    }

    @Test(arguments: ["conv_pads", "conv_same_upper", "conv_same_lower", "conv_valid", "conv_depthwise"])
    func `layers keep their input, strides, dilations and pads`(_ name: String) throws {
        let graph = try NetworkGraph(readingONNX: Files.fixture("\(name).onnx"))
        let index = try #require(graph.linearNodes.first)
        guard case .linear(let linear) = graph.nodes[index].operation, let window = linear.window else {
            Issue.record("no convolution")
            return
        }
        let layer = try #require(try graph.workload().layers.first)
        let input = graph.shape(of: graph.nodes[index].inputs[0])
        #expect([layer.inputChannels, layer.inputHeight, layer.inputWidth] == input)
        for (side, axis) in [(window.vertical, layer.vertical), (window.horizontal, layer.horizontal)] {
            #expect(
                side
                    == Window.Side(
                        kernel: axis.kernel, stride: axis.stride, dilation: axis.dilation, before: axis.before,
                        after: axis.after))
        }
        #expect([layer.outputChannels, layer.outputHeight, layer.outputWidth] == graph.nodes[index].shape)
    }

    @Test func `weights of a trace stand for the integers`() throws {
        let network = try quantized("conv_groups")
        let trace = try QuantizedTrace(
            recording: network, images: images("conv_groups").prefix(1), weightRange: -0.5...1.5)
        let weights = try trace.layer(0, LayerRequest(activationBits: 8)).weights
        let columns = network.matrices[0].columns
        for (group, matrix) in network.matrices.enumerated() {
            for (place, integer) in matrix.weights.enumerated() {
                let value = weights[place / columns, group * columns + place % columns]
                #expect((value + 0.5) / 2 * 256 == Double(integer) + 128)
            }
        }
    }

    @Test func `activations of a trace make the products`() throws {
        let network = try quantized("conv_pads")
        let images = try images("conv_pads").prefix(2)
        let trace = try QuantizedTrace(recording: network, images: images)
        let rows = network.matrices[0].rows
        let recorded = try trace.layer(0, LayerRequest(activationBits: 8)).inputs.activations()
        #expect(recorded.count == 2 * network.layers[0].vectorsPerImage * rows)
        _ = try network.run(images, engine: ExactEngine()) { observation in
            let start = observation.firstVector * rows
            #expect(Array(recorded[start..<start + observation.inputs.count]) == observation.inputs)
        }
    }

    @Test func `what was not recorded is an error`() throws {
        let trace = try QuantizedTrace(recording: quantized("conv_pads"), images: images("conv_pads").prefix(1))
        let few = inputError { () throws(InputError) in _ = try trace.layer(0, LayerRequest(activationBits: 4)) }
        #expect(few.message.contains("4 activation bits cannot hold"))
        let many = LayerRequest(activationBits: 8, minimumVectors: 1000)
        #expect(inputError { () throws(InputError) in _ = try trace.layer(0, many) }.message.contains("1000"))
    }

    // MARK: Networks from archives

    private func archived(_ name: String, _ lines: String) throws -> NetworkGraph {
        let network = try Network(readingFrom: folder.writeApart("Network.csv", Array(lines.utf8)))
        return try NetworkGraph(readingArchive: Files.fixture("\(name).npz"), network: network)
    }

    private static let lines = "6,6,2,3,3,4,1,1\n1,1,36,1,1,5,0,1\n"

    @Test func `an archive of real weights is a network`() throws {
        let graph = try archived("archive_real", Self.lines)
        #expect(graph.inputShape == [2, 6, 6] && graph.outputCount == 5 && !graph.isQuantized)
        let archive = try NumpyArchive(readingFrom: Files.fixture("archive_images.npz"))
        let images = try ImageDataset(readingFrom: Files.fixture("archive_images.npz"))
        let expected = try archive.doubles("expected_real")
        let values = try graph.run(images).values
        #expect(values.count == expected.count && zip(values, expected).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    @Test func `an archive keeps pads, strides and dilations of its layers`() throws {
        let header = "h,w,c,kh,kw,n,pooling,stride,padding,dilation\n"
        let graph = try archived(
            "archive_real", header + "6,6,2,3,3,4,0,1 2,1 0 0 2,2 1\n1,1,36,1,1,5,0,1,0,\n")
        let index = try #require(graph.linearNodes.first)
        guard case .linear(let linear) = graph.nodes[index].operation else { return }
        #expect(linear.window?.vertical == Window.Side(kernel: 3, stride: 1, dilation: 2, before: 1, after: 0))
        #expect(linear.window?.horizontal == Window.Side(kernel: 3, stride: 2, dilation: 1, before: 0, after: 2))
        #expect(graph.nodes[index].shape == [4, 3, 3])
    }

    @Test func `an archive of integers is a quantized network`() throws {
        let network = try QuantizedNetwork(archived("archive_integer", Self.lines))
        let archive = try NumpyArchive(readingFrom: Files.fixture("archive_images.npz"))
        let images = try ImageDataset(readingFrom: Files.fixture("archive_images.npz"))
        let expected = try archive.doubles("expected_integer")
        let values = try network.run(images, engine: ExactEngine()).values
        #expect(values.count == expected.count && zip(values, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test(arguments: [
        ("archive_real", "6,6,3,3,3,4,1,1\n1,1,36,1,1,5,0,1\n", "weight_0` has the shape [18, 4]"),
        ("archive_real", "6,6,2,3,3,4,0,1\n1,1,36,1,1,5,0,1\n", "what is before it gives"),
        ("archive_real", "6,6,2,3,3,4,1,1\n", "unknown array `bias_1`"),
        ("archive_unscaled", "6,6,2,3,3,4,1,1\n1,1,36,1,1,5,0,1\n", "no array `weight_scale_0`"),
    ])
    func `an archive that does not fit is an error`(_ name: String, _ lines: String, _ part: String) throws {
        let network = try Network(readingFrom: folder.writeApart("Network.csv", Array(lines.utf8)))
        let error = inputError { () throws(InputError) in
            _ = try NetworkGraph(readingArchive: Files.fixture("\(name).npz"), network: network)
        }
        #expect(error.message.contains(part), "\(error)")
    }
}
