// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A neural network as operations in the order in which they run.
///
/// Value 0 is the input of the network; value i + 1 is what node i puts out. Shapes leave out the images of a batch.
public struct NetworkGraph: Sendable, Equatable {
    /// An operation, the values that it reads, and the extents of the value that it makes.
    public struct Node: Sendable, Equatable {
        /// Name of the node in the model.
        public let name: String
        /// Its operation.
        public let operation: Operation
        /// The values that it reads.
        public let inputs: [Int]
        /// Extents of its output, without images.
        public let shape: [Int]
    }

    /// The file that the network comes from, as the user spelled it.
    public let file: String
    /// Extents of an image: channels, height, width, or other axes of the network's input.
    public let inputShape: [Int]
    /// The nodes.
    public let nodes: [Node]
    /// The values that are the results, in the order of the model; at least one.
    public let outputs: [Output]

    /// A result.
    public struct Output: Sendable, Equatable {
        /// Its name in the model.
        public let name: String
        /// The value.
        public let value: Int
    }

    /// The value of the first result.
    public var output: Int { outputs[0].value }

    /// Describes a network.
    ///
    /// - Precondition: there is an output.
    init(file: String, inputShape: [Int], nodes: [Node], outputs: [Output]) {
        precondition(!outputs.isEmpty, "a network without output")
        self.file = file
        self.inputShape = inputShape
        self.nodes = nodes
        self.outputs = outputs
    }

    /// Describes a network with one output.
    init(file: String, inputShape: [Int], nodes: [Node], output: Int) {
        self.init(file: file, inputShape: inputShape, nodes: nodes, outputs: [Output(name: "output", value: output)])
    }

    /// Extents of a value, without images.
    public func shape(of value: Int) -> [Int] { value == 0 ? inputShape : nodes[value - 1].shape }

    /// Elements of a value of one image [1].
    public func elements(of value: Int) -> Int { shape(of: value).reduce(1, *) }

    /// Results of one image, such as its classes: those of the first output [1].
    public var outputCount: Int { elements(of: output) }

    /// Checks that the network has one output, which is what tells classes.
    ///
    /// - Throws: `InputError` that names the outputs.
    public func requireOneOutput() throws(InputError) {
        guard outputs.count > 1 else { return }
        throw InputError(
            "the model has \(outputs.count) outputs (\(outputNames)): accuracy needs one (choose it with --output-name, or "
                + "export the model without the others)", file: file)
    }

    /// The names of the outputs, as a message lists them.
    public var outputNames: String { outputs.map { "`\(printable($0.name))`" }.joined(separator: ", ") }

    /// Convolutions and fully connected layers: the numbers of their nodes.
    public var linearNodes: [Int] {
        nodes.indices.filter { index in
            if case .linear = nodes[index].operation { true } else { false }
        }
    }

    /// Products of two values, as in attention: the numbers of their nodes.
    public var productNodes: [Int] { nodes.indices.filter { nodes[$0].operation.isProduct } }

    /// Multiply-accumulate operations of convolutions and fully connected layers for one image [1].
    public var multiplyAccumulates: Int {
        nodes.reduce(0) { sum, node in
            guard case .linear(let layer) = node.operation else { return sum }
            return sum + node.shape.reduce(1, *) * layer.rows
        }
    }

    /// Multiply-accumulate operations of products of two values, as in attention, for one image [1]. They are not part of
    /// ``multiplyAccumulates``, whose weights do not depend on the image.
    public var dynamicMultiplyAccumulates: Int {
        nodes.reduce(0) { sum, node in
            guard node.operation.isProduct, let inner = shape(of: node.inputs[0]).last else { return sum }
            return sum + node.shape.reduce(1, *) * inner
        }
    }

    /// For each value, the nodes that read it.
    var readers: [[Int]] {
        var readers = [[Int]](repeating: [], count: nodes.count + 1)
        for (index, node) in nodes.enumerated() {
            for input in node.inputs { readers[input].append(index) }
        }
        return readers
    }

    /// The same network with some nodes changed, without nodes that no output depends on. `changed` has, for the index
    /// of each node that changes, its new operation and inputs; the node must keep its shape.
    func rewriting(_ changed: [Int: (operation: Operation, inputs: [Int])]) -> NetworkGraph {
        let rewritten = nodes.enumerated().map { index, node in
            guard let change = changed[index] else { return node }
            return Node(name: node.name, operation: change.operation, inputs: change.inputs, shape: node.shape)
        }
        return NetworkGraph(file: file, inputShape: inputShape, nodes: rewritten, outputs: outputs).pruned
    }

    /// Without nodes that no result depends on.
    private var pruned: NetworkGraph {
        var isNeeded = [Bool](repeating: false, count: nodes.count + 1)
        for output in outputs { isNeeded[output.value] = true }
        for index in nodes.indices.reversed() where isNeeded[index + 1] {
            for input in nodes[index].inputs { isNeeded[input] = true }
        }
        var place = [Int](repeating: 0, count: nodes.count + 1)
        var kept: [Node] = []
        for (index, node) in nodes.enumerated() where isNeeded[index + 1] {
            let inputs = node.inputs.map { place[$0] }
            kept.append(Node(name: node.name, operation: node.operation, inputs: inputs, shape: node.shape))
            place[index + 1] = kept.count
        }
        return NetworkGraph(
            file: file, inputShape: inputShape, nodes: kept,
            outputs: outputs.map { Output(name: $0.name, value: place[$0.value]) })
    }
}
