// SPDX-License-Identifier: Apache-2.0

/// A node that is being read: its inputs by position and its settings.
struct ONNXNode {
    let name: String
    let opset: Int
    let attributes: ONNXAttributes
    /// Names of its inputs in the file; empty if an optional input is left out.
    let inputNames: [String]
    /// Number of outputs; later ones may be unused [1].
    let outputCount: Int
    /// Nil where an optional input is left out.
    private let inputs: [ONNXImporter.Value?]

    /// The same node with other inputs. `origins` says which of this node's inputs the others are made of, in order.
    func replacing(inputs: [ONNXImporter.Value?], origins: [Int] = []) -> ONNXNode {
        ONNXNode(self, inputs: inputs, names: origins.map { inputNames.indices.contains($0) ? inputNames[$0] : "" })
    }

    private init(_ node: ONNXNode, inputs: [ONNXImporter.Value?], names: [String]) {
        name = node.name
        opset = node.opset
        attributes = node.attributes
        inputNames = names
        outputCount = node.outputCount
        self.inputs = inputs
    }

    init(_ node: ONNXMessage.Node, values: [String: ONNXImporter.Value], opset: Int) throws(GraphProblem) {
        name = node.name.isEmpty ? node.outputs.first ?? node.kind : node.name
        self.opset = opset
        attributes = try ONNXAttributes(node)
        inputNames = node.inputs
        outputCount = node.outputs.count
        var inputs: [ONNXImporter.Value?] = []
        for name in node.inputs {
            guard !name.isEmpty else {
                inputs.append(nil)
                continue
            }
            guard let value = values[name] else {
                throw GraphProblem(
                    "its input `\(printable(name))` is neither made by an earlier node nor an initializer")
            }
            inputs.append(value)
        }
        self.inputs = inputs
    }

    var inputCount: Int { inputs.count }

    /// Whether there are inputs, and none depends on the image.
    var isConstant: Bool {
        let given = inputs.compactMap(\.self)
        return !given.isEmpty && given.allSatisfy { if case .activation = $0 { false } else { true } }
    }

    /// All inputs, in order.
    var allInputs: [ONNXImporter.Value?] { inputs }

    /// Whether an optional input is there.
    func has(_ index: Int) -> Bool { index < inputs.count && inputs[index] != nil }

    /// An optional input; nil where it is left out.
    func optional(_ index: Int) -> ONNXImporter.Value? { index < inputs.count ? inputs[index] : nil }

    /// An input of any kind.
    func value(_ index: Int) throws(GraphProblem) -> ONNXImporter.Value {
        guard index < inputs.count, let value = inputs[index] else {
            throw GraphProblem("input \(index + 1) is missing")
        }
        return value
    }

    /// An input that depends on the image.
    func activation(_ index: Int) throws(GraphProblem) -> Int {
        guard case .activation(let value) = try value(index) else {
            throw GraphProblem("input \(index + 1) is a constant, but should depend on the image")
        }
        return value
    }

    /// An input that is a constant.
    func constant(_ index: Int) throws(GraphProblem) -> ONNXConstant {
        try value(index).numbers(index)
    }

    /// A constant input of finite real numbers.
    func reals(_ index: Int, count: Int? = nil) throws(GraphProblem) -> [Float] {
        let numbers = try constant(index).reals
        guard numbers.allSatisfy(\.isFinite) else {
            throw GraphProblem("input \(index + 1) has numbers that are not finite")
        }
        guard count == nil || numbers.count == count else {
            throw GraphProblem("input \(index + 1) has \(numbers.count) elements (needed: \(count ?? 0))")
        }
        return numbers
    }

    /// A constant input of whole numbers of a sensible size.
    func integers(_ index: Int) throws(GraphProblem) -> [Int] {
        guard let numbers = try constant(index).integers else {
            throw GraphProblem("input \(index + 1) is not of integers")
        }
        return numbers.map { Int(min(max($0, -1 << 40), 1 << 40)) }
    }

    /// An axis of a constant, counted from the front.
    func constantAxis(_ axis: Int, rank: Int) throws(GraphProblem) -> Int {
        let counted = axis < 0 ? axis + rank : axis
        guard (0..<rank).contains(counted) else {
            throw GraphProblem("axis \(axis) of a constant of \(rank) axes")
        }
        return counted
    }

    /// A list that newer models give as an input and older ones as an attribute.
    func list(_ attribute: String, orInput index: Int) throws(GraphProblem) -> [Int]? {
        if let given = try attributes.integers(attribute) { return given }
        return has(index) ? try integers(index) : nil
    }

    /// An axis of a value as an axis of its part of one image. The model counts `axis` from 0, the images, or from the
    /// end; `rank` is the number of axes of the value without images.
    ///
    /// - Throws: `GraphProblem` when it is the axis of images, or there is no such axis.
    func featureAxis(_ axis: Int, rank: Int) throws(GraphProblem) -> Int {
        let counted = axis < 0 ? axis + rank + 1 : axis
        guard (1...max(1, rank)).contains(counted), rank > 0 else {
            throw GraphProblem("axis \(axis) of a value of \(rank + 1) axes (allowed: any but the first, the images)")
        }
        return counted - 1
    }
}
