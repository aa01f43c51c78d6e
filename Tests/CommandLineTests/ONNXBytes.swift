// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The bytes of an ONNX model, made field by field. Field numbers are those of `Sources/Models/ONNX/onnx.proto`.
struct ONNXBytes {
    private var nodes: [UInt8] = []
    private var constants: [UInt8] = []

    /// Adds a node.
    ///
    /// - Parameters:
    ///   - type: the operator.
    ///   - inputs: names of the values that it reads.
    ///   - output: the value that it makes, which is its name, too.
    ///   - lists: attributes of several integers.
    ///   - words: attributes that are words.
    ///   - numbers: attributes of one integer.
    mutating func add(
        _ type: String, _ inputs: [String], _ output: String, lists: [String: [Int]] = [:],
        words: [String: String] = [:], numbers: [String: Int] = [:]
    ) {
        var node =
            inputs.flatMap { Self.text(1, $0) } + Self.text(2, output) + Self.text(3, output) + Self.text(4, type)
        for (name, list) in lists.sorted(by: { $0.key < $1.key }) {
            node += Self.message(5, Self.text(1, name) + list.flatMap { Self.number(8, $0) } + Self.number(20, 7))
        }
        for (name, word) in words {
            node += Self.message(5, Self.text(1, name) + Self.text(4, word) + Self.number(20, 3))
        }
        for (name, value) in numbers {
            node += Self.message(5, Self.text(1, name) + Self.number(3, value) + Self.number(20, 2))
        }
        nodes += Self.message(1, node)
    }

    /// Adds real constants.
    mutating func add(constant name: String, _ extents: [Int], _ values: [Float]) {
        let data = values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) } }
        add(name, extents, type: 1, data)
    }

    /// Adds whole constants.
    mutating func add(constant name: String, _ values: [Int]) {
        let data = values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        add(name, [values.count], type: 7, data)
    }

    private mutating func add(_ name: String, _ extents: [Int], type: Int, _ data: [UInt8]) {
        let tensor = extents.flatMap { Self.number(1, $0) } + Self.number(2, type) + Self.text(8, name)
        constants += Self.message(5, tensor + Self.message(9, data))
    }

    /// The model, from images of the given extents to a value.
    func model(input: String, extents: [Int], output: String) -> [UInt8] {
        let shape = ([1] + extents).flatMap { Self.message(1, Self.number(1, $0)) }
        let type = Self.message(2, Self.message(1, Self.number(1, 1) + Self.message(2, shape)))
        let graph =
            nodes + Self.text(2, "graph") + constants + Self.message(11, Self.text(1, input) + type)
            + Self.message(12, Self.text(1, output))
        return Self.number(1, 8) + Self.message(7, graph) + Self.message(8, Self.number(2, 13))
    }

    // MARK: Fields

    private static func variable(_ value: Int) -> [UInt8] {
        var rest = UInt64(bitPattern: Int64(value))
        var bytes: [UInt8] = []
        repeat {
            bytes.append(UInt8(rest & 127) | (rest > 127 ? 128 : 0))
            rest >>= 7
        } while rest > 0
        return bytes
    }

    private static func number(_ field: Int, _ value: Int) -> [UInt8] { variable(field << 3) + variable(value) }

    private static func message(_ field: Int, _ bytes: [UInt8]) -> [UInt8] {
        variable(field << 3 | 2) + variable(bytes.count) + bytes
    }

    private static func text(_ field: Int, _ text: String) -> [UInt8] { message(field, Array(text.utf8)) }
}
