// SPDX-License-Identifier: Apache-2.0

import Diagnostics

extension NetworkGraph {
    /// The operators of ONNX that are read.
    public static var supportedOperators: [String] { ONNXImporter.operators.keys.sorted() }

    /// Reads a network from an ONNX file.
    ///
    /// The first axis of each value is the batch axis, regardless of its extent in the file. Constants are folded, and
    /// batch normalization and constant offsets after a convolution or fully connected layer become part of it.
    ///
    /// - Parameters:
    ///   - path: the file. Weights may be in files beside it.
    ///   - choices: what the model leaves open.
    ///   - images: finds the images of the run, whose extents count where the model leaves some open; asked only then.
    /// - Throws: `InputError` when the file cannot be read, is damaged, or has a node that is not supported.
    public init(
        readingONNX path: String, choices: ONNXChoices = ONNXChoices(),
        images: () throws(InputError) -> ImageDataset? = { () throws(InputError) in nil }
    ) throws(InputError) {
        let bytes = try InputFile.bytes(of: path, limit: 1 << 31) { start throws(InputError) in
            // No field of a protocol buffer has the number 0.
            guard start.first != 0 else {
                throw InputError("not an ONNX model, or a truncated or damaged one", file: path)
            }
        }
        let model = try ONNXImporter.model(bytes, file: path)
        let external = try ONNXExternalData(model.graph, besideModel: path)
        var importer = try ONNXImporter(model, file: path, external: external, choices: choices, images: images)
        self = try importer.graph().simplified.withMarginsAsPads
    }

    /// The files beside an ONNX model that hold weights of it.
    ///
    /// - Parameter path: The model.
    /// - Returns: Their names from the folder of the model.
    /// - Throws: `InputError` when the model or one of these files cannot be read.
    package static func filesBeside(onnx path: String) throws(InputError) -> [String] {
        let model = try ONNXImporter.model(InputFile.bytes(of: path, limit: 1 << 31), file: path)
        return try ONNXExternalData(model.graph, besideModel: path).locations
    }

    /// Reads a network from the bytes of an ONNX file, which must hold its weights itself.
    ///
    /// - Parameters:
    ///   - bytes: the content.
    ///   - file: what errors call it.
    ///   - choices: what the model leaves open.
    /// - Throws: `InputError` as for a file.
    public init(onnx bytes: [UInt8], file: String, choices: ONNXChoices = ONNXChoices()) throws(InputError) {
        let model = try ONNXImporter.model(bytes, file: file)
        var importer = try ONNXImporter(model, file: file, external: .none, choices: choices)
        self = try importer.graph().simplified.withMarginsAsPads
    }
}

/// Turns the nodes of an ONNX graph into those of a `NetworkGraph`.
///
/// Images are run one by one: where nodes compute with the number of images, it is 1.
struct ONNXImporter {
    /// The value of a name.
    enum Value {
        /// A value that depends on the image.
        case activation(Int)
        case constant(ONNXConstant)
        /// Integers with a scale: a constant behind `DequantizeLinear`.
        case quantized(ONNXQuantizedConstant)
    }

    let file: String
    let opset: Int
    let external: ONNXExternalData
    /// Images of a batch, where the model fixes them [1].
    let fixedImages: Int?
    private let selection: ONNXSelection
    private var values: [String: Value] = [:]
    private(set) var nodes: [NetworkGraph.Node] = []
    private let inputShape: [Int]
    /// The initializers that constants were made of, where another node has changed their form only.
    private var origins: [String: String] = [:]
    /// Elements of constants that nodes have made of constants so far [1].
    private var foldedElements = 0
    /// Values whose shape has all axes of the model; see `whole`.
    private var wholeValues: Set<Int> = []

    init(
        _ model: ONNXMessage.Model, file: String, external: ONNXExternalData, choices: ONNXChoices,
        images: () throws(InputError) -> ImageDataset? = { () throws(InputError) in nil }
    ) throws(InputError) {
        self.file = file
        self.external = external
        let graph = model.graph
        guard !graph.nodes.isEmpty else {
            throw InputError("not an ONNX model, or one without nodes", file: file)
        }
        let standard = model.operatorSets.first { $0.domain.isEmpty || $0.domain == "ai.onnx" }
        guard let version = standard?.version, (7...30).contains(version) else {
            throw InputError(
                "operator set version \(standard.map { "\($0.version)" } ?? "none") (allowed: 7 to 30)", file: file)
        }
        opset = Int(version)
        guard graph.sparseInitializers == 0 else {
            throw InputError("sparse initializers are not supported (export the model with dense weights)", file: file)
        }
        selection = try ONNXSelection(graph, output: choices.outputName, file: file)
        try Self.requireSupported(selection.nodes, file)
        let needed = Set(selection.nodes.flatMap(\.inputs))
        let input = try ONNXInput(graph, needed: needed.union(selection.outputs), file: file)
        fixedImages = input.images
        inputShape = try input.shape(chosen: input.chosen(choices), images: images)
        values[input.name] = .activation(0)
        for standard in input.standard {
            do throws(GraphProblem) {
                let chosen = choices.inputShapes[standard.name]
                values[standard.name] = .constant(try standard.constant(chosen: chosen, tokens: inputShape))
            } catch {
                throw InputError(error.message, file: file)
            }
        }
        for tensor in graph.initializers where needed.contains(tensor.name) {
            do throws(GraphProblem) {
                values[tensor.name] = .constant(try ONNXConstant(tensor, external: external))
            } catch {
                throw InputError(
                    "initializer `\(printable(tensor.name))`: \(error.message)", kind: error.kind, file: file)
            }
        }
    }

    /// Reads the bytes of a file.
    static func model(_ bytes: [UInt8], file: String) throws(InputError) -> ONNXMessage.Model {
        guard !bytes.isEmpty else { throw InputError("the file is empty", file: file) }
        do {
            return try ONNXMessage.Model(bytes)
        } catch {
            throw InputError("not an ONNX model, or a truncated or damaged one", file: file)
        }
    }

    /// Checks operators before anything is read, so that errors name the first operator that is not supported before
    /// other errors.
    private static func requireSupported(_ nodes: [ONNXMessage.Node], _ file: String) throws(InputError) {
        for node in nodes where !isSupported(node) {
            let supported = operators.keys.filter { !$0.contains(".") }.sorted()
            let domain = node.domain == "ai.onnx" ? "" : node.domain
            let problem = UnsupportedOperators.problem(node.kind, domain: domain, supported: supported)
            throw InputError("\(label(node)): \(problem.message)", file: file)
        }
    }

    private static func isSupported(_ node: ONNXMessage.Node) -> Bool { operators[key(node)] != nil }

    /// The key of a node's operator in `operators`.
    private static func key(_ node: ONNXMessage.Node) -> String {
        node.domain.isEmpty || node.domain == "ai.onnx" ? node.kind : "\(node.domain).\(node.kind)"
    }

    /// Reads all nodes.
    mutating func graph() throws(InputError) -> NetworkGraph {
        for node in selection.nodes {
            do throws(GraphProblem) {
                try read(node)
            } catch {
                throw InputError("\(Self.label(node)): \(error.message)", kind: error.kind, file: file)
            }
        }
        var outputs: [NetworkGraph.Output] = []
        for name in selection.outputs {
            guard case .activation(let value)? = values[name] else {
                throw InputError(
                    "no node makes the output `\(printable(name))` of the network from its input "
                        + "(choose another output with --output-name)", file: file)
            }
            outputs.append(NetworkGraph.Output(name: name, value: value))
        }
        guard !outputs.isEmpty else { throw InputError("the network has no output", file: file) }
        return NetworkGraph(file: file, inputShape: inputShape, nodes: nodes, outputs: outputs)
    }

    private static func label(_ node: ONNXMessage.Node) -> String {
        let name = node.name.isEmpty ? node.outputs.first ?? "" : node.name
        return "node `\(printable(name))` (\(printable(node.kind)))"
    }

    private mutating func read(_ node: ONNXMessage.Node) throws(GraphProblem) {
        guard let read = Self.operators[Self.key(node)] else {
            throw GraphProblem("the operator is not supported")
        }
        guard let first = node.outputs.first, !first.isEmpty || node.outputs.count > 1 else {
            throw GraphProblem("it has no output")
        }
        let opened = try ONNXNode(node, values: values, opset: opset)
        try requireChannels(node.kind, opened)
        let isFolded = opened.isConstant && !Self.constantOperators.contains(node.kind)
        let made = isFolded ? try folded(node.kind, opened, read) : try read(&self, opened)
        for (name, given) in zip(node.outputs, made) where !name.isEmpty {
            let value = settled(given, opened)
            guard values.updateValue(value, forKey: name) == nil else {
                throw GraphProblem("its output `\(printable(name))` is made by something else already")
            }
        }
        if Self.formOperators.contains(node.kind), let output = node.outputs.first, let input = node.inputs.first {
            origins[output] = origins[input] ?? input
        }
    }

    /// Operators whose output is their first input in another form.
    private static let formOperators: Set<String> = [
        "Identity", "Transpose", "Reshape", "Squeeze", "Unsqueeze", "Cast", "DequantizeLinear",
    ]

    /// The parameters in the file for a layer with weights as input 2, and perhaps a bias as another input.
    func parameters(_ node: ONNXNode, outputs: Int, bias: Int? = nil) -> LayerParameters {
        func origin(_ index: Int) -> String? {
            guard node.inputNames.indices.contains(index) else { return nil }
            let name = node.inputNames[index]
            return origins[name] ?? name
        }
        let hasBias = bias.map(node.has) ?? false
        return LayerParameters(
            weights: origin(1), bias: hasBias ? bias.flatMap(origin) : nil, biases: hasBias ? outputs : 0)
    }

    /// Adds a node whose shape follows from its operation.
    mutating func add(
        _ operation: Operation, _ inputs: [Int], of node: ONNXNode
    ) throws(GraphProblem) -> Value {
        .activation(try append(operation, inputs, of: node))
    }

    /// Adds a node whose shape follows from its operation: the number of its value.
    mutating func append(_ operation: Operation, _ inputs: [Int], of node: ONNXNode) throws(GraphProblem) -> Int {
        let shape = try operation.outputShape(inputs.map(shape(of:)))
        guard case .activation(let value) = add(operation, inputs, shape: shape, of: node) else { return 0 }
        return value
    }

    /// Adds a node of known shape. It is whole as its inputs are, unless `isWhole` says it.
    mutating func add(
        _ operation: Operation, _ inputs: [Int], shape: [Int], of node: ONNXNode, isWhole: Bool? = nil
    ) -> Value {
        nodes.append(NetworkGraph.Node(name: node.name, operation: operation, inputs: inputs, shape: shape))
        if isWhole ?? inputs.contains(where: wholeValues.contains) { wholeValues.insert(nodes.count) }
        return .activation(nodes.count)
    }

    /// Adds a node whose shape has all axes of the model: the number of its value.
    mutating func appendWhole(_ operation: Operation, _ inputs: [Int], shape: [Int], of node: ONNXNode) -> Int {
        _ = add(operation, inputs, shape: shape, of: node, isWhole: true)
        return nodes.count
    }

    /// Whether the shape of a value has all axes of the model, that of the images too.
    func isWhole(_ value: Int) -> Bool { wholeValues.contains(value) }

    /// A copy without nodes, in which constants are computed.
    var scratch: ONNXImporter {
        var scratch = self
        (scratch.nodes, scratch.wholeValues, scratch.values) = ([], [], [:])
        return scratch
    }

    /// Nodes with the value that they make as a network, to compute a constant.
    func network(making value: Int) -> NetworkGraph {
        NetworkGraph(file: file, inputShape: inputShape, nodes: nodes, output: value)
    }

    /// The same elements with other extents; the value itself where it has them already.
    ///
    /// - Precondition: the extents have as many elements.
    mutating func reshaped(_ value: Int, to shape: [Int], _ node: ONNXNode) -> Int {
        guard self.shape(of: value) != shape else { return value }
        _ = add(.reshape, [value], shape: shape, of: node)
        return nodes.count
    }

    /// Counts the elements of a constant that is about to be made.
    ///
    /// - Throws: `GraphProblem` when constants that nodes make become too large.
    mutating func reserve(_ shape: [Int]) throws(GraphProblem) {
        var count = 1
        // An extent of 0 counts as 1, so that no part of the product overflows.
        for extent in shape {
            guard extent >= 0, case let (product, overflow) = count.multipliedReportingOverflow(by: max(1, extent)),
                !overflow
            else { throw GraphProblem("a constant of extents \(shape)") }
            count = product
        }
        guard count <= GraphLimits.mostFoldedElements - foldedElements else {
            throw GraphProblem(
                "a constant of extents \(shape): nodes make more than \(GraphLimits.mostFoldedElements) elements of constants"
            )
        }
        foldedElements += count
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
    /// Bits of an integer; those of its type unless the model says fewer.
    let bits: Int

    init(integers: ONNXConstant, scales: [Double], zeroPoints: [Int64], axis: Int, bits: Int? = nil) {
        (self.integers, self.scales, self.zeroPoints, self.axis) = (integers, scales, zeroPoints, axis)
        self.bits = bits ?? integers.type.bits
    }

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
func printable(_ text: String) -> String { shortened(text) }
