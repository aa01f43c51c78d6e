import Diagnostics
import SwiftProtobuf

extension NetworkGraph {
    /// The operators of ONNX that are read.
    public static var supportedOperators: [String] { ONNXImporter.operators.keys.sorted() }

    /// Reads a network from an ONNX file.
    ///
    /// The first axis of each value is taken for the images of a batch, whatever extent the file gives it. Constants are
    /// folded, and batch normalization and constant offsets behind a convolution or fully connected layer become part of it.
    ///
    /// - Parameter path: the file.
    /// - Throws: `InputError` when the file cannot be read, is damaged, or has a node that is not supported.
    public init(readingONNX path: String) throws(InputError) {
        let bytes = try InputFile.bytes(of: path, limit: 1 << 31)
        try self.init(onnx: bytes, file: path)
    }

    /// Reads a network from the bytes of an ONNX file.
    ///
    /// - Parameters:
    ///   - bytes: the content.
    ///   - file: what errors call it.
    /// - Throws: `InputError` as for a file.
    public init(onnx bytes: [UInt8], file: String) throws(InputError) {
        guard !bytes.isEmpty else { throw InputError("the file is empty", file: file) }
        let model: Tessera_Onnx_Model
        do {
            model = try Tessera_Onnx_Model(serializedBytes: bytes)
        } catch {
            throw InputError("not an ONNX model, or a truncated or damaged one", file: file)
        }
        var importer = try ONNXImporter(model, file: file)
        self = try importer.graph().simplified.withMarginsAsPads
    }
}

/// Turns the nodes of an ONNX graph into those of a `NetworkGraph`.
struct ONNXImporter {
    /// What a name stands for.
    enum Value {
        /// A value that depends on the image.
        case activation(Int)
        case constant(ONNXConstant)
        /// Integers with a scale: a constant behind `DequantizeLinear`.
        case quantized(ONNXQuantizedConstant)
    }

    let file: String
    let opset: Int
    private let source: Tessera_Onnx_Graph
    private var values: [String: Value] = [:]
    private(set) var nodes: [NetworkGraph.Node] = []
    private let inputShape: [Int]

    init(_ model: Tessera_Onnx_Model, file: String) throws(InputError) {
        self.file = file
        guard model.hasGraph, !model.graph.node.isEmpty else {
            throw InputError("not an ONNX model, or one without nodes", file: file)
        }
        source = model.graph
        let standard = model.opsetImport.first { $0.domain.isEmpty || $0.domain == "ai.onnx" }
        guard let version = standard?.version, (7...30).contains(version) else {
            throw InputError(
                "operator set version \(standard.map { "\($0.version)" } ?? "none") (allowed: 7 to 30)", file: file)
        }
        opset = Int(version)
        guard source.sparseInitializer.isEmpty else {
            throw InputError("sparse initializers are not supported", file: file)
        }
        let constants = Set(source.initializer.map(\.name))
        let inputs = source.input.filter { !constants.contains($0.name) }
        guard inputs.count == 1 else {
            throw InputError(
                "the network has \(inputs.count) inputs (allowed: 1, the images)", file: file)
        }
        inputShape = try Self.shape(of: inputs[0], file)
        values[inputs[0].name] = .activation(0)
        for tensor in source.initializer {
            do throws(GraphProblem) {
                values[tensor.name] = .constant(try ONNXConstant(tensor))
            } catch {
                throw InputError("initializer `\(printable(tensor.name))`: \(error.message)", file: file)
            }
        }
    }

    private static func shape(of input: Tessera_Onnx_ValueInfo, _ file: String) throws(InputError) -> [Int] {
        let dimensions = input.type.tensorType.shape.dim
        let shape = dimensions.dropFirst().map { Int(clamping: $0.dimValue) }
        guard dimensions.count >= 2, GraphLimits.elements(shape) != nil else {
            throw InputError(
                "input `\(printable(input.name))` has the extents \(dimensions.map(\.dimValue)) "
                    + "(allowed: images, then fixed extents of 1 or more)", file: file)
        }
        return shape
    }

    /// Reads all nodes.
    mutating func graph() throws(InputError) -> NetworkGraph {
        for node in source.node {
            do throws(GraphProblem) {
                try read(node)
            } catch {
                throw InputError("\(Self.label(node)): \(error.message)", file: file)
            }
        }
        guard let result = source.output.first, case .activation(let output)? = values[result.name] else {
            throw InputError("no node makes the output of the network from its input", file: file)
        }
        return NetworkGraph(file: file, inputShape: inputShape, nodes: nodes, output: output)
    }

    private static func label(_ node: Tessera_Onnx_Node) -> String {
        let name = node.name.isEmpty ? node.output.first ?? "" : node.name
        return "node `\(printable(name))` (\(printable(node.opType)))"
    }

    private mutating func read(_ node: Tessera_Onnx_Node) throws(GraphProblem) {
        guard node.domain.isEmpty || node.domain == "ai.onnx", let read = Self.operators[node.opType] else {
            let domain = node.domain.isEmpty ? "" : "\(printable(node.domain))."
            let all = Self.operators.keys.sorted()
            let near = nearestName(to: node.opType, in: all).map { "; the nearest that is: \($0)" } ?? ""
            throw GraphProblem(
                "the operator \(domain)\(printable(node.opType)) is not supported\(near) "
                    + "(supported: \(all.joined(separator: ", ")))")
        }
        guard let output = node.output.first, !output.isEmpty else { throw GraphProblem("it has no output") }
        let context = try ONNXNode(node, values: values, opset: opset)
        let value = try read(&self, context)
        guard values.updateValue(value, forKey: output) == nil else {
            throw GraphProblem("its output `\(printable(output))` is made by something else already")
        }
    }

    /// Adds a node whose shape follows from its operation.
    mutating func add(
        _ operation: Operation, _ inputs: [Int], of node: ONNXNode
    ) throws(GraphProblem) -> Value {
        let shape = try operation.outputShape(inputs.map(shape(of:)))
        return add(operation, inputs, shape: shape, of: node)
    }

    /// Adds a node of known shape.
    mutating func add(_ operation: Operation, _ inputs: [Int], shape: [Int], of node: ONNXNode) -> Value {
        nodes.append(NetworkGraph.Node(name: node.name, operation: operation, inputs: inputs, shape: shape))
        return .activation(nodes.count)
    }

    /// Extents of a value, without images.
    func shape(of value: Int) -> [Int] { value == 0 ? inputShape : nodes[value - 1].shape }
}

/// A constant behind `DequantizeLinear`: real = scale * (integer - zero point).
struct ONNXQuantizedConstant {
    let integers: ONNXConstant
    /// One, or one for each element of the axis.
    let scales: [Double]
    let zeroPoints: [Int64]
    let axis: Int

    /// The real numbers.
    var constant: ONNXConstant {
        let inner = integers.shape.dropFirst(axis + 1).reduce(1, *)
        let extent = integers.shape.indices.contains(axis) ? integers.shape[axis] : 1
        let numbers = (integers.integers ?? []).enumerated().map { index, integer in
            let place = scales.count == 1 ? 0 : index / inner % extent
            return Float(scales[place] * (Double(integer) - Double(zeroPoints[zeroPoints.count == 1 ? 0 : place])))
        }
        return ONNXConstant(type: .float, shape: integers.shape, values: .reals(numbers))
    }
}

/// A name for a message, without what would disturb a terminal.
func printable(_ text: String) -> String {
    let safe = text.unicodeScalars.prefix(80).map { $0.properties.generalCategory == .control ? "?" : String($0) }
    return safe.joined() + (text.unicodeScalars.count > 80 ? "..." : "")
}
