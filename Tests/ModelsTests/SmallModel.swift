// SPDX-License-Identifier: Apache-2.0

import Diagnostics

@testable import Models

/// An ONNX model that a test writes down.
struct SmallModel {
    /// A setting of a node.
    enum Setting {
        case integer(Int)
        case integers([Int])
        case real(Float)
        case reals([Float])
        case word(String)
        case tensor(ONNXMessage.Tensor)

        func attribute(_ name: String) -> ONNXMessage.Attribute {
            var attribute = ONNXMessage.Attribute()
            attribute.name = name
            switch self {
            case .integer(let value): (attribute.type, attribute.integer) = (2, Int64(value))
            case .integers(let values): (attribute.type, attribute.integers) = (7, values.map(Int64.init))
            case .real(let value): (attribute.type, attribute.real) = (1, value)
            case .reals(let values): (attribute.type, attribute.reals) = (6, values)
            case .word(let text):
                attribute.type = 3
                attribute.bytes.append(contentsOf: text.utf8)
            case .tensor(let tensor): (attribute.type, attribute.tensor) = (4, tensor)
            }
            return attribute
        }
    }

    private var graph = ONNXMessage.Graph()
    private let opset: Int64

    /// A model with one input, `input`. `shape` has its extents without images; an extent that is nil is open.
    init(_ shape: [Int?], opset: Int64 = 13) {
        self.opset = opset
        var input = ONNXMessage.ValueInfo()
        input.name = "input"
        input.dimensions = ([nil] + shape).map { $0.map(Int64.init) }
        graph.inputs = [input]
    }

    /// The same model with another input.
    func input(_ name: String, _ shape: [Int?]) -> SmallModel {
        var input = ONNXMessage.ValueInfo()
        input.name = name
        input.dimensions = ([nil] + shape).map { $0.map(Int64.init) }
        var model = self
        model.graph.inputs.append(input)
        return model
    }

    /// The same model with a fixed number of images.
    func images(_ count: Int) -> SmallModel {
        var model = self
        model.graph.inputs[0].dimensions[0] = Int64(count)
        return model
    }

    /// Adds a node, which is named as its first output.
    func node(
        _ kind: String, _ inputs: [String], _ outputs: [String], domain: String = "",
        _ settings: [String: Setting] = [:]
    ) -> SmallModel {
        var node = ONNXMessage.Node()
        (node.kind, node.inputs, node.outputs, node.name, node.domain) = (kind, inputs, outputs, outputs[0], domain)
        node.attributes = settings.sorted { $0.key < $1.key }.map { $0.value.attribute($0.key) }
        var model = self
        model.graph.nodes.append(node)
        return model
    }

    func constant(_ name: String, _ tensor: ONNXMessage.Tensor) -> SmallModel {
        var model = self
        var tensor = tensor
        tensor.name = name
        model.graph.initializers.append(tensor)
        return model
    }

    static func reals(_ numbers: [Float], _ shape: [Int]? = nil) -> ONNXMessage.Tensor {
        var tensor = ONNXMessage.Tensor()
        (tensor.dataType, tensor.floatData) = (1, numbers)
        tensor.dimensions = (shape ?? [numbers.count]).map(Int64.init)
        return tensor
    }

    static func integers(_ numbers: [Int], _ shape: [Int]? = nil) -> ONNXMessage.Tensor {
        var tensor = ONNXMessage.Tensor()
        (tensor.dataType, tensor.int64Data) = (7, numbers.map(Int64.init))
        tensor.dimensions = (shape ?? [numbers.count]).map(Int64.init)
        return tensor
    }

    /// The model as a file has it, with results of the names `outputs`.
    func model(_ outputs: [String] = ["y"]) -> ONNXMessage.Model {
        var model = ONNXMessage.Model()
        model.graph = graph
        model.graph.outputs = outputs.map { name in
            var output = ONNXMessage.ValueInfo()
            output.name = name
            return output
        }
        var version = ONNXMessage.OperatorSet()
        version.version = opset
        model.operatorSets = [version]
        return model
    }

    /// The network that is read from it. `path` is where the model would lie, with files of weights beside it.
    func network(
        _ outputs: [String] = ["y"], choices: ONNXChoices = ONNXChoices(), images: ImageDataset? = nil,
        at path: String? = nil
    ) throws(InputError) -> NetworkGraph {
        let model = model(outputs)
        let external: ONNXExternalData =
            if let path { try ONNXExternalData(model.graph, besideModel: path) } else { .none }
        var importer = try ONNXImporter(
            model, file: "m.onnx", external: external, choices: choices, images: { () throws(InputError) in images })
        return try importer.graph().simplified
    }

    /// What the network gives for one image.
    func run(_ image: [Float]) throws(InputError) -> [Double] {
        let network = try network()
        return try network.run(ImageDataset(images: image, shape: network.inputShape), threads: 1).values
    }

    /// The error that reading it ends with.
    func error(_ outputs: [String] = ["y"], choices: ONNXChoices = ONNXChoices()) -> InputError {
        inputError { () throws(InputError) in _ = try network(outputs, choices: choices) }
    }
}
