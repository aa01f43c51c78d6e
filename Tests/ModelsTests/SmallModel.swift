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
        case tensor(Tessera_Onnx_Tensor)

        func attribute(_ name: String) -> Tessera_Onnx_Attribute {
            var attribute = Tessera_Onnx_Attribute()
            attribute.name = name
            switch self {
            case .integer(let value): (attribute.type, attribute.i) = (2, Int64(value))
            case .integers(let values): (attribute.type, attribute.ints) = (7, values.map(Int64.init))
            case .real(let value): (attribute.type, attribute.f) = (1, value)
            case .reals(let values): (attribute.type, attribute.floats) = (6, values)
            case .word(let text):
                attribute.type = 3
                attribute.s.append(contentsOf: text.utf8)
            case .tensor(let tensor): (attribute.type, attribute.t) = (4, tensor)
            }
            return attribute
        }
    }

    private var graph = Tessera_Onnx_Graph()
    private let opset: Int64

    /// A model with one input, `input`. `shape` has its extents without images; an extent that is nil is open.
    init(_ shape: [Int?], opset: Int64 = 13) {
        self.opset = opset
        var input = Tessera_Onnx_ValueInfo()
        input.name = "input"
        input.type.tensorType.elemType = 1
        input.type.tensorType.shape.dim = ([nil] + shape).map { extent in
            var dimension = Tessera_Onnx_Dimension()
            if let extent { dimension.dimValue = Int64(extent) } else { dimension.dimParam = "open" }
            return dimension
        }
        graph.input = [input]
    }

    /// Adds a node, which is named as its first output.
    func node(
        _ kind: String, _ inputs: [String], _ outputs: [String], domain: String = "",
        _ settings: [String: Setting] = [:]
    ) -> SmallModel {
        var node = Tessera_Onnx_Node()
        (node.opType, node.input, node.output, node.name, node.domain) = (kind, inputs, outputs, outputs[0], domain)
        node.attribute = settings.sorted { $0.key < $1.key }.map { $0.value.attribute($0.key) }
        var model = self
        model.graph.node.append(node)
        return model
    }

    func constant(_ name: String, _ tensor: Tessera_Onnx_Tensor) -> SmallModel {
        var model = self
        var tensor = tensor
        tensor.name = name
        model.graph.initializer.append(tensor)
        return model
    }

    static func reals(_ numbers: [Float], _ shape: [Int]? = nil) -> Tessera_Onnx_Tensor {
        var tensor = Tessera_Onnx_Tensor()
        (tensor.dataType, tensor.floatData) = (1, numbers)
        tensor.dims = (shape ?? [numbers.count]).map(Int64.init)
        return tensor
    }

    static func integers(_ numbers: [Int], _ shape: [Int]? = nil) -> Tessera_Onnx_Tensor {
        var tensor = Tessera_Onnx_Tensor()
        (tensor.dataType, tensor.int64Data) = (7, numbers.map(Int64.init))
        tensor.dims = (shape ?? [numbers.count]).map(Int64.init)
        return tensor
    }

    /// The model as a file has it, with results of the names `outputs`.
    func model(_ outputs: [String] = ["y"]) -> Tessera_Onnx_Model {
        var model = Tessera_Onnx_Model()
        model.irVersion = 8
        model.graph = graph
        model.graph.output = outputs.map { name in
            var output = Tessera_Onnx_ValueInfo()
            output.name = name
            return output
        }
        var version = Tessera_Onnx_OperatorSet()
        version.version = opset
        model.opsetImport = [version]
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
