// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Models

/// Functions of one number and of two, at numbers where their definitions are known.
struct ElementFunctionTests {
    /// A function of ONNX with its settings, and what it is of some numbers.
    struct Function: Sendable, CustomTestStringConvertible {
        let name: String
        let settings: @Sendable () -> [String: SmallModel.Setting]
        let left: [Float]
        /// The second numbers; empty for a function of one number.
        let right: [Float]
        let expected: [Double]
        var testDescription: String { name }

        init(
            _ name: String, _ settings: @autoclosure @escaping @Sendable () -> [String: SmallModel.Setting] = [:],
            of left: [Float] = [-2, -0.5, 0, 1, 4], _ right: [Float] = [], is expected: [Double]
        ) {
            (self.name, self.settings, self.left, self.right, self.expected) = (name, settings, left, right, expected)
        }
    }

    static let functions: [Function] = [
        Function("Relu", is: [0, 0, 0, 1, 4]),
        Function("Sigmoid", is: [0.11920292202, 0.37754066880, 0.5, 0.73105857863, 0.98201379004]),
        Function("Tanh", is: [-0.96402758008, -0.46211715726, 0, 0.76159415596, 0.99932929974]),
        Function("HardSwish", is: [-1 / 3, -5.0 / 24, 0, 2.0 / 3, 4]),
        Function("HardSigmoid", is: [0.1, 0.4, 0.5, 0.7, 1]),
        Function("HardSigmoid", ["alpha": .real(0.5), "beta": .real(0.25)], is: [0, 0, 0.25, 0.75, 1]),
        Function("LeakyRelu", ["alpha": .real(0.25)], is: [-0.5, -0.125, 0, 1, 4]),
        Function("Elu", ["alpha": .real(2)], is: [-1.72932943353, -0.78693868058, 0, 1, 4]),
        Function("Round", of: [-2.5, -1.5, -0.5, 0.5, 1.5, 2.4, 2.6], is: [-2, -2, 0, 0, 2, 2, 3]),
        Function("Sign", is: [-1, -1, 0, 1, 1]),
        Function("Add", of: [-2, 3, 0, 1], [2, -1, 4, 0.5], is: [0, 2, 4, 1.5]),
        Function("Sub", of: [-2, 3, 0, 1], [2, -1, 4, 0.5], is: [-4, 4, -4, 0.5]),
        Function("Mul", of: [-2, 3, 0, 1], [2, -1, 4, 0.5], is: [-4, -3, 0, 0.5]),
        Function("Div", of: [-2, 3, 0, 1], [2, -1, 4, 0.5], is: [-1, -3, 0, 2]),
        Function("Gelu", is: [-0.0455002639, -0.15426876936, 0, 0.84134474607, 3.99987331503]),
        Function(
            "Gelu", ["approximate": .word("tanh")],
            is: [-0.04540230591, -0.15428599017, 0, 0.84119199061, 3.99992975405]),
        Function("Softplus", is: [0.12692801104, 0.47407698418, 0.69314718056, 1.31326168752, 4.01814992792]),
        Function("Erf", is: [-0.99532226502, -0.52049987781, 0, 0.84270079295, 0.99999998458]),
        Function("Exp", of: [-2, -0.5, 0, 1], is: [0.13533528324, 0.60653065971, 1, 2.71828182846]),
        Function("Log", of: [0.25, 1, 2, 8], is: [-1.38629436112, 0, 0.69314718056, 2.07944154168]),
        Function("Sqrt", of: [0, 0.25, 2, 9], is: [0, 0.5, 1.41421356237, 3]),
        Function("Reciprocal", of: [-2, -0.5, 1, 4], is: [-0.5, -2, 1, 0.25]),
        Function("Neg", is: [2, 0.5, 0, -1, -4]),
        Function("Abs", is: [2, 0.5, 0, 1, 4]),
        Function("Sign", is: [-1, -1, 0, 1, 1]),
        Function("Sin", is: [-0.90929742683, -0.4794255386, 0, 0.84147098481, -0.75680249531]),
        Function("Cos", is: [-0.41614683655, 0.87758256189, 1, 0.54030230587, -0.65364362086]),
        Function("Round", of: [-1.5, -0.5, 0.5, 1.25, 2.5], is: [-2, 0, 0, 1, 2]),
        Function("Not", is: [0, 0, 1, 0, 0]),
        Function("IsNaN", is: [0, 0, 0, 0, 0]),
        Function("Pow", of: [2, 4, 9, -3], [3, 0.5, 0, 2], is: [8, 2, 1, 9]),
        Function("Mod", of: [-7, 7, -7, 5], [3, -3, -3, 0.75], is: [2, -2, -1, 0.5]),
        Function("Mod", ["fmod": .integer(1)], of: [-7, 7, -7, 5], [3, -3, -3, 0.75], is: [-1, 1, -1, 0.5]),
        Function("Equal", of: [-2, 3, 0, 1], [2, -1, 4, 1], is: [0, 0, 0, 1]),
        Function("Less", of: [-2, 3, 0, 1], [2, -1, 4, 1], is: [1, 0, 1, 0]),
        Function("LessOrEqual", of: [-2, 3, 0, 1], [2, -1, 4, 1], is: [1, 0, 1, 1]),
        Function("Greater", of: [-2, 3, 0, 1], [2, -1, 4, 1], is: [0, 1, 0, 0]),
        Function("GreaterOrEqual", of: [-2, 3, 0, 1], [2, -1, 4, 1], is: [0, 1, 0, 1]),
        Function("And", of: [0, 1, 0, 1], [0, 0, 1, 1], is: [0, 0, 0, 1]),
        Function("Or", of: [0, 1, 0, 1], [0, 0, 1, 1], is: [0, 1, 1, 1]),
        Function("Xor", of: [0, 1, 0, 1], [0, 0, 1, 1], is: [0, 1, 1, 0]),
    ]

    private func numbers(_ values: [Float]) -> ONNXMessage.Tensor { SmallModel.reals(values, [1, values.count]) }

    @Test(arguments: functions) func valuesAreThoseOfTheDefinition(_ function: Function) throws {
        let (name, left, right) = (function.name, function.left, function.right)
        let empty = SmallModel([left.count])
        var results: [[Double]] = []
        if right.isEmpty {
            results.append(try empty.node(name, ["input"], ["y"], function.settings()).run(left))
            // Of a constant.
            results.append(
                try empty.constant("left", numbers(left)).node(name, ["left"], ["folded"], function.settings())
                    .node("Add", ["input", "folded"], ["y"]).run(left.map { _ in 0 }))
        } else {
            let settings = function.settings()
            let both = empty.constant("left", numbers(left)).constant("right", numbers(right))
            results.append(try both.node(name, ["input", "right"], ["y"], settings).run(left))
            results.append(try both.node(name, ["left", "input"], ["y"], settings).run(right))
            // Two values that change with the image, and two constants.
            let zeros = numbers(left.map { _ in 0 })
            let shifted = both.constant("zeros", zeros).node("Mul", ["input", "zeros"], ["nothing"])
                .node("Add", ["nothing", "right"], ["second"])
            results.append(try shifted.node(name, ["input", "second"], ["y"], settings).run(left))
            results.append(
                try both.node(name, ["left", "right"], ["folded"], settings).node("Add", ["input", "folded"], ["y"])
                    .run(left.map { _ in 0 }))
        }
        for result in results {
            let error = zip(result, function.expected).map { abs($0 - $1) }.max() ?? .infinity
            #expect(result.count == left.count && error < 1e-6, "\(name) is \(result)")
        }
    }

    @Test func everyFunctionHasKnownValues() {
        let names = Set(ONNXImporter.activationReaders.keys).union(ONNXImporter.binaryReaders.keys)
        #expect(names.subtracting(Self.functions.map(\.name)).isEmpty)
    }

    /// The page about models has all operators that are read, and no others.
    @Test func thePageHasAllOperators() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appending(path: "docs/models/networks-and-quantization.md"), encoding: .utf8)
        let heading = try #require(page.range(of: "| operator | supported |\n"))
        let rows = page[heading.upperBound...].split(separator: "\n").prefix { $0.hasPrefix("|") }.dropFirst()
        let listed = rows.flatMap { row in
            let cell = row.split(separator: "|")[0]
            let domains = ["com.microsoft", "qonnx.custom_op.general"]
            let domain = domains.first { cell.contains("`\($0)`:") }.map { $0 + "." } ?? ""
            return cell.matches(of: /`(\w+)`/).map { domain + $0.1 }
        }
        #expect(listed.count == Set(listed).count)
        #expect(Set(listed) == Set(ONNXImporter.operators.keys))
    }
}
