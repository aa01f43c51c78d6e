// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Foundation

/// A model of ONNX that is written down node by node, from its input on.
package struct ONNXDraft {
    /// A setting of a node. Numbers that are 0 are the default of every setting that is used, and not written.
    package enum Setting {
        /// A whole number.
        case integer(Int)
        /// Whole numbers.
        case integers([Int])
        /// A real number.
        case real(Double)
    }

    private var model = ONNXMessage.Model()
    /// The name of the value that the last node has made.
    package private(set) var value: String

    /// A model without nodes.
    ///
    /// - Parameters:
    ///   - name: Name of the network.
    ///   - shape: Extents of an image; images come first.
    ///   - operators: Version of the operators of ONNX.
    ///   - form: Version of the form of files.
    package init(name: String, shape: [Int], operators: Int, form: Int) {
        value = "images"
        model.formVersion = Int64(form)
        model.producer = "Tessera"
        model.graph.name = name
        model.operatorSets = [ONNXMessage.OperatorSet(domain: "", version: Int64(operators))]
        model.graph.inputs = [Self.value("images", shape)]
    }

    /// Extents of a value, images first, whose number is open.
    private static func value(_ name: String, _ shape: [Int]) -> ONNXMessage.ValueInfo {
        ONNXMessage.ValueInfo(name: name, elementType: 1, dimensions: [nil] + shape.map { Int64($0) })
    }

    /// Adds a node that reads the last value and some constants.
    ///
    /// - Parameters:
    ///   - kind: The operator.
    ///   - name: Name of the node and of its value.
    ///   - constants: Names of constants, the second input first.
    ///   - settings: Its attributes.
    package mutating func add(
        _ kind: String, _ name: String, _ constants: [String] = [], _ settings: [(String, Setting)] = []
    ) {
        append(kind, name, [value] + constants, settings)
        value = name
    }

    private mutating func append(
        _ kind: String, _ name: String, _ inputs: [String], _ settings: [(String, Setting)]
    ) {
        var node = ONNXMessage.Node(name: name, kind: kind, inputs: inputs, outputs: [name])
        node.attributes = settings.map { name, setting in
            switch setting {
            case .real(let number): ONNXMessage.Attribute(name: name, type: 1, real: Float(number))
            case .integer(let number): ONNXMessage.Attribute(name: name, type: 2, integer: Int64(number))
            case .integers(let numbers): ONNXMessage.Attribute(name: name, type: 7, integers: numbers.map { Int64($0) })
            }
        }
        model.graph.nodes.append(node)
    }

    /// Adds a constant of single precision; without extents it is one number.
    package mutating func constant(_ name: String, _ numbers: [Double], shape: [Int] = []) {
        constant(name, type: 1, shape, numbers.map { Float($0).bitPattern.littleEndian })
    }

    /// Adds a constant of whole numbers of 8 or 16 bits with their sign.
    ///
    /// - Precondition: the bits hold the numbers.
    package mutating func constant(_ name: String, _ numbers: [Int], bits: Int, shape: [Int] = []) {
        precondition(bits == 8 || bits == 16, "no such type")
        if bits == 8 {
            constant(name, type: 3, shape, numbers.map { Int8($0) })
        } else {
            constant(name, type: 5, shape, numbers.map { Int16($0).littleEndian })
        }
    }

    /// Adds a constant of whole numbers behind their step; `name` is that of the real numbers.
    package mutating func constant(_ name: String, _ numbers: [Int], step: Double, bits: Int, shape: [Int]) {
        constant("\(name)_integers", numbers, bits: bits, shape: shape)
        constant("\(name)_step", [step])
        append("DequantizeLinear", name, ["\(name)_integers", "\(name)_step"], [])
    }

    private mutating func constant<Number: BitwiseCopyable>(
        _ name: String, type: Int32, _ shape: [Int], _ numbers: [Number]
    ) {
        model.graph.initializers.append(
            ONNXMessage.Tensor(
                name: name, dimensions: shape.map { Int64($0) }, dataType: type,
                rawData: numbers.withUnsafeBytes { Data($0) }))
    }

    /// Packs the file, whose result is the last value, without constants that no node reads.
    ///
    /// - Parameter shape: Extents of the result of an image.
    /// - Returns: Its bytes.
    package func bytes(shape: [Int]) -> [UInt8] {
        var model = model
        model.graph.outputs = [Self.value(value, shape)]
        let used = Set(model.graph.nodes.flatMap(\.inputs))
        model.graph.initializers.removeAll { !used.contains($0.name) }
        return model.bytes
    }

    /// Writes the file; one that exists is replaced when the new one is whole.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - shape: Extents of the result of an image.
    /// - Throws: `InputError` of kind `.cannotWrite`.
    package func write(to path: String, shape: [Int]) throws(InputError) {
        try writeFile(bytes(shape: shape), to: path)
    }
}
