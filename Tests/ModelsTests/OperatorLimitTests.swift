// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing

@testable import Models

/// Operators at their limits: known numbers, settings that contradict each other, and absurd extents.
struct OperatorLimitTests {
    typealias Setting = SmallModel.Setting

    /// A node with one input and constants, and what its error says.
    struct Wrong: Sendable, CustomTestStringConvertible {
        let kind: String
        let shape: [Int?]
        let settings: @Sendable () -> [String: Setting]
        let constants: @Sendable () -> [ONNXMessage.Tensor?]
        let opset: Int64
        let message: String
        var testDescription: String { "\(kind): \(message)" }

        init(
            _ kind: String, _ shape: [Int?], _ settings: @autoclosure @escaping @Sendable () -> [String: Setting] = [:],
            _ constants: @autoclosure @escaping @Sendable () -> [ONNXMessage.Tensor?] = [], opset: Int64 = 13,
            says message: String
        ) {
            (self.kind, self.shape, self.settings, self.constants) = (kind, shape, settings, constants)
            (self.opset, self.message) = (opset, message)
        }

        var model: SmallModel {
            var model = SmallModel(shape, opset: opset)
            var inputs = ["input"]
            for (index, constant) in constants().enumerated() {
                inputs.append(constant == nil ? "" : "c\(index)")
                if let constant { model = model.constant("c\(index)", constant) }
            }
            let outputs = kind == "Split" ? ["y", "z"] : ["y"]
            return model.node(kind, inputs, outputs, settings())
        }
    }

    private static func reals(_ numbers: [Float], _ shape: [Int]? = nil) -> ONNXMessage.Tensor {
        SmallModel.reals(numbers, shape)
    }

    private static func integers(_ numbers: [Int]) -> ONNXMessage.Tensor { SmallModel.integers(numbers) }

    private static func ones(_ shape: [Int]) -> ONNXMessage.Tensor {
        SmallModel.reals([Float](repeating: 1, count: shape.reduce(1, *)), shape)
    }

    static let wrong: [Wrong] = [
        Wrong("Conv", [2, 5], [:], [ones([1, 2, 3, 3])], says: "allowed: [channels, height, width]"),
        Wrong("Conv", [2, 5, 5], [:], [ones([1, 2, 3])], says: "allowed: [channels, length]"),
        Wrong("Conv", [2, 5, 5], [:], [ones([1, 2, 3, 3, 3])], says: "in one dimension"),
        Wrong("Conv", [2, 5], ["strides": .integers([1, 1])], [ones([1, 2, 3])], says: "needed: 1, 1, 2"),
        Wrong("Conv", [2, 5], ["pads": .integers([-1, 0])], [ones([1, 2, 3])], says: "make no sense"),
        Wrong("Conv", [2, 5], [:], [ones([1, 2, 6])], says: "the kernel spans 6"),
        Wrong("MaxPool", [2, 5], ["kernel_shape": .integers([2, 2])], says: "allowed: [channels, height, width]"),
        Wrong("MaxPool", [2, 5, 5], ["kernel_shape": .integers([2, 2, 2])], says: "1 or 2 numbers"),
        Wrong("ConvTranspose", [2, 4, 4], [:], [ones([3, 2, 2, 2])], says: "for an input of 2 channels"),
        Wrong("ConvTranspose", [2, 4, 4], ["group": .integer(1 << 40)], [ones([2, 1, 2, 2])], says: "groups"),
        Wrong(
            "ConvTranspose", [2, 4, 4], ["strides": .integers([1 << 24, 1 << 24])], [ones([2, 1, 2, 2])],
            says: "an output of shape"),
        Wrong(
            "ConvTranspose", [2, 4, 4], ["pads": .integers([9, 9, 9, 9])], [ones([2, 1, 2, 2])], says: "pads of 9 and 9"
        ),
        Wrong(
            "ConvTranspose", [2, 4, 4], ["output_shape": .integers([90, 90])], [ones([2, 1, 2, 2])],
            says: "reach 5 places only"),
        Wrong(
            "ConvTranspose", [2, 4, 4], ["output_shape": .integers([0, 4])], [ones([2, 1, 2, 2])],
            says: "output_shape [0, 4]"
        ),
        Wrong(
            "ConvTranspose", [2, 4, 4], ["output_padding": .integers([-1, 0])], [ones([2, 1, 2, 2])],
            says: "output_padding"),
        Wrong(
            "ConvTranspose", [2, 4, 4], ["auto_pad": .word("SOME")], [ones([2, 1, 2, 2])], says: "auto_pad is SOME"),
        Wrong("ConvTranspose", [2, 4], [:], [ones([2, 1, 2, 2])], says: "allowed: [channels, height, width]"),
        Wrong("ConvTranspose", [2, 4, 4], [:], [ones([2, 1, 2, 2]), ones([2])], says: "input 3 has 2 elements"),
        Wrong("LRN", [4, 2, 2], [:], says: "size is missing"),
        Wrong("LRN", [4, 2, 2], ["size": .integer(0)], says: "a size of 0"),
        Wrong("LRN", [4, 2, 2], ["size": .integer(3), "bias": .real(0)], says: "positive bias"),
        Wrong("LRN", [1 << 15, 1 << 6, 1 << 6], ["size": .integer(1 << 40)], says: "squares"),
        Wrong("PRelu", [3, 2, 2], [:], [reals([1, 2, 3, 4, 5])], says: "do not fit together"),
        Wrong("PRelu", [1, 2, 2], [:], [ones([3, 1, 1])], says: "slopes of extents"),
        Wrong("PRelu", [3, 2, 2], [:], [ones([2, 3, 2, 2])], says: "does not fit"),
        Wrong("PRelu", [3, 2, 2], [:], [reals([], [0])], says: "no numbers"),
        Wrong("Softmax", [3, 2], ["axis": .integer(3)], says: "axis 3"),
        Wrong("Softmax", [3, 2], ["axis": .integer(0)], says: "any but the first, the images"),
        Wrong("Softmax", [3, 2], ["axis": .integer(-4)], says: "axis -4"),
        Wrong("ReduceMean", [3, 2], ["axes": .integers([0, 1])], says: "any but the first, the images"),
        Wrong("ReduceMean", [3, 2], ["axes": .integers([1 << 40])], says: "axis 1099511627776"),
        Wrong("Split", [4, 2], ["axis": .integer(1)], [integers([1, 2])], says: "parts of [1, 2]"),
        Wrong("Split", [4, 2], ["axis": .integer(1)], [integers([4, 0])], says: "no element of axis 1"),
        Wrong("Split", [4, 2], ["axis": .integer(1)], [integers([5, -1])], says: "parts of [5, -1]"),
        Wrong("Split", [5, 2], ["axis": .integer(1)], says: "2 equal parts of an extent of 5"),
        Wrong("Split", [4, 2], ["axis": .integer(0)], says: "any but the first, the images"),
        Wrong("Slice", [4, 2], [:], [integers([1])], says: "starts or ends are missing"),
        Wrong("Slice", [4, 2], [:], [integers([1]), integers([2]), integers([1, 2])], says: "as many of each"),
        Wrong(
            "Slice", [4, 2], [:], [integers([1]), integers([2]), integers([1]), integers([0])], says: "steps not 0"),
        Wrong("Slice", [4, 2], [:], [integers([3]), integers([2]), integers([1])], says: "no element of axis 1"),
        Wrong("Slice", [4, 2], [:], [integers([1]), integers([.max]), integers([0])], says: "some of the images"),
        Wrong("Gather", [4, 2], ["axis": .integer(1)], [integers([4])], says: "element 4 of 4"),
        Wrong("Gather", [4, 2], ["axis": .integer(1)], [integers([.min])], says: "of 4"),
        Wrong("Gather", [4, 2], ["axis": .integer(1)], [SmallModel.integers([], [0])], says: "no element of axis 1"),
        Wrong("Gather", [4, 2], [:], [integers([0])], says: "any but the first, the images"),
        Wrong("Resize", [2, 4, 4], [:], [], says: "needed: one of both"),
        Wrong("Resize", [2, 4, 4], [:], [nil, reals([1, 1, 2])], says: "3 numbers for the axes"),
        Wrong("Resize", [2, 4, 4], [:], [nil, reals([2, 1, 1, 1])], says: "another number of images"),
        Wrong("Resize", [2, 4, 4], [:], [nil, reals([1, 1, -2, 1])], says: "a scale of -2.0"),
        Wrong("Resize", [2, 4, 4], [:], [nil, reals([1, 1, 0.1, 1])], says: "a scale of 0.1"),
        Wrong("Resize", [2, 4, 4], [:], [nil, reals([1, 1, 1e30, 1])], says: "a scale of 1e+30"),
        Wrong("Resize", [2, 4, 4], [:], [nil, reals([1, 1, 1e4, 1e4])], says: "an output of shape"),
        Wrong("Resize", [2, 4, 4], [:], [nil, nil, integers([1, 2, 0, 4])], says: "an extent of 0"),
        Wrong("Resize", [2, 4, 4], [:], [nil, nil, integers([1, 2, .max, 4])], says: "an extent of"),
        Wrong(
            "Resize", [2, 4, 4], ["mode": .word("cubic")], [nil, reals([1, 1, 2, 2])],
            says: "mode is cubic (allowed: nearest, linear)"),
        Wrong(
            "Resize", [2, 4, 4], ["coordinate_transformation_mode": .word("tf_crop_and_resize")],
            [nil, reals([1, 1, 2, 2])],
            says: "tf_crop_and_resize (allowed: half_pixel"),
        Wrong(
            "Resize", [2, 4, 4], ["nearest_mode": .word("odd")], [nil, reals([1, 1, 2, 2])], says: "nearest_mode is odd"
        ),
        Wrong("Resize", [2, 4, 4], ["antialias": .integer(1)], [nil, reals([1, 1, 2, 2])], says: "antialias is 1"),
        Wrong("Resize", [2, 4, 4], ["axes": .integers([2, 9])], [nil, reals([2, 2])], says: "for the axes [2, 9]"),
        Wrong("Sum", [3, 2], [:], [reals([1, 2, 3])], says: "do not fit together"),
        Wrong("Sum", [3, 2], [:], [reals([.infinity])], says: "not finite"),
        Wrong("Floor", [3, 2], says: "a value that depends on the image"),
    ]

    @Test(arguments: wrong)
    func `what makes no sense is an error that names the node`(_ wrong: Wrong) {
        let error = wrong.model.error()
        #expect(error.kind == .badInput)
        #expect(error.message.hasPrefix("node `y` (\(wrong.kind)): "))
        #expect(error.message.contains(wrong.message), "\(error)")
    }

    // MARK: Constants

    @Test func `sums of constants that make no sense are errors`() {
        let numbers = SmallModel([1]).constant("a", Self.integers([6, 7])).constant("z", Self.integers([0]))
            .constant("big", Self.integers([.max])).constant("three", Self.integers([1, 2, 3]))
            .constant("r", Self.reals([1e30])).constant("huge", Self.integers([1 << 31, 1 << 31]))
            .constant("minus", Self.integers([-1])).constant("nothing", SmallModel.integers([], [0]))
        func error(_ kind: String, _ inputs: [String], _ settings: [String: Setting] = [:]) -> String {
            numbers.node(kind, inputs, ["s"], settings).node("Reshape", ["input", "s"], ["y"]).error().message
        }
        #expect(error("Div", ["a", "z"]).contains("6 and 0, whose result 64 bits do not hold"))
        #expect(error("Mul", ["a", "big"]).contains("64 bits do not hold"))
        #expect(error("Add", ["big", "a"]).contains("64 bits do not hold"))
        #expect(error("Add", ["a", "three"]).contains("do not fit together"))
        #expect(error("Cast", ["r"], ["to": .integer(7)]).contains("a cast of 1e+30 to int64"))
        #expect(error("Cast", ["minus"], ["to": .integer(12)]).contains("a cast of -1 to uint32"))
        #expect(error("ConstantOfShape", ["huge"]).contains("a constant of extents"))
        #expect(error("ConstantOfShape", ["minus"]).contains("not negative"))
        #expect(error("Concat", ["a", "z"], ["axis": .integer(1)]).contains("axis 1 of a constant of 1 axes"))
        #expect(error("Concat", ["a", "r"], ["axis": .integer(0)]).contains("constants of extents"))
        #expect(error("Gather", ["a", "three"], ["axis": .integer(0)]).contains("element 2 of 2"))
        #expect(error("Gather", ["nothing", "z"], ["axis": .integer(0)]).contains("element 0 of 0"))
        #expect(error("Transpose", ["a"], ["perm": .integers([1])]).contains("perm [1]"))
        #expect(error("Squeeze", ["a", "z"]).contains("allowed: axes of extent 1"))
        #expect(error("Slice", ["a", "z", "a", "three"]).contains("as many of each"))
        #expect(error("Reshape", ["a", "three"]).contains("shape [1, 2, 3] for a constant of extents [2]"))
    }

    @Test func `an extent of zero does not hide absurd ones`() {
        let limit = 1 << 28
        let direct = SmallModel([4]).constant("c", SmallModel.reals([], [0, limit, limit, limit]))
            .node("Add", ["input", "c"], ["y"])
        #expect(direct.error().message.contains("make no sense"))
        let made = SmallModel([4]).constant("e", Self.integers([0, limit, limit, limit])).constant(
            "z", Self.integers([])
        )
        .node("ConstantOfShape", ["e"], ["c"]).node("Gather", ["c", "z"], ["g"]).node("Add", ["input", "g"], ["y"])
        #expect(made.error().message.contains("a constant of extents [0, "))
        let grown = SmallModel([4]).constant("c", SmallModel.reals([], [0, 1 << 26]))
            .constant("i", SmallModel.integers([], [0, 1 << 26])).node("Gather", ["c", "i"], ["g"])
            .node("Add", ["input", "g"], ["y"])
        #expect(grown.error().message.contains("a constant of extents [0, "))
        let shaped = SmallModel([4]).constant("c", SmallModel.reals([], [0])).constant(
            "s", Self.integers([0, 1 << 40, 1 << 40])
        )
        .node("Reshape", ["c", "s"], ["r"]).node("Add", ["input", "r"], ["y"])
        #expect(shaped.error().message.contains("for a constant of extents [0]"))
    }

    @Test func `constants that grow without end are an error`() {
        // They have no elements, but count as if they had: 2^25 each.
        var model = SmallModel([1]).constant("extents", Self.integers([0, 1 << 25]))
            .node("ConstantOfShape", ["extents"], ["a0"])
        for step in 0..<8 { model = model.node("Add", ["a\(step)", "a\(step)"], ["a\(step + 1)"]) }
        #expect(model.node("Add", ["input", "a8"], ["y"]).error().message.contains("elements of constants"))
    }

    @Test func `integers are divided towards zero and real numbers in single precision`() throws {
        let integers = SmallModel([6]).constant("a", Self.integers([-7])).constant("b", Self.integers([2]))
            .node("Div", ["a", "b"], ["q"]).constant("nine", Self.integers([9])).node("Add", ["q", "nine"], ["six"])
            .constant("one", Self.integers([1])).node("Concat", ["one", "six"], ["s"], ["axis": .integer(0)])
            .node("Reshape", ["input", "s"], ["y"])
        #expect(try integers.network().outputCount == 6)
        let real = SmallModel([1]).constant("a", Self.reals([1])).constant("b", Self.reals([3]))
            .node("Div", ["a", "b"], ["q"]).node("Mul", ["input", "q"], ["y"])
        #expect(try real.run([3e7]) == [Double(Float(3e7) * (Float(1) / 3))])
    }

    // MARK: Known numbers

    @Test func `an even number of channels reaches further behind`() throws {
        let model = SmallModel([3]).node(
            "LRN", ["input"], ["y"], ["size": .integer(2), "alpha": .real(2), "beta": .real(1), "bias": .real(1)])
        // Of two channels, the element's own and the next one: 1 + (1 + 4), 1 + (4 + 9), 1 + 9.
        let values = try model.run([1, 2, 3])
        for (value, expected) in zip(values, [1.0 / 6, 2.0 / 14, 3.0 / 10]) { #expect(abs(value - expected) < 1e-7) }
    }

    @Test func `softmax does not overflow`() throws {
        let model = SmallModel([2, 2]).node("Softmax", ["input"], ["y"], ["axis": .integer(1)])
        #expect(try model.run([1e30, -1e30, -1e30, 0]) == [1, 0, 0, 1])
    }

    @Test func `a transposed convolution that does not fill its steps leaves gaps of the bias`() throws {
        let model = SmallModel([1, 1, 2]).constant("w", Self.reals([2], [1, 1, 1, 1])).constant("b", Self.reals([5]))
            .node(
                "ConvTranspose", ["input", "w", "b"], ["y"],
                ["strides": .integers([1, 3]), "output_padding": .integers([0, 1])])
        #expect(try model.run([1, 10]) == [7, 5, 5, 25, 5])
    }

    @Test func `a slice can go backwards`() throws {
        let model = SmallModel([4]).constant("s", Self.integers([-1])).constant("e", Self.integers([.min]))
            .constant("a", Self.integers([1])).constant("t", Self.integers([-2]))
            .node("Slice", ["input", "s", "e", "a", "t"], ["y"])
        #expect(try model.run([1, 2, 3, 4]) == [4, 2])
    }

    @Test func `a transposed convolution multiplies each input with each weight once`() throws {
        let model = SmallModel([3, 5, 4]).constant("w", Self.ones([3, 2, 4, 4]))
            .node("ConvTranspose", ["input", "w"], ["y"], ["strides": .integers([2, 2])])
        #expect(try model.network().multiplyAccumulates == 5 * 4 * 3 * 2 * 16)
    }

    @Test func `a normalization behind a convolution in one dimension becomes part of it`() throws {
        let graph = try NetworkGraph(readingONNX: Files.fixture("conv1d.onnx"))
        for node in graph.nodes {
            if case .batchNormalization = node.operation { Issue.record("batch normalization is left") }
        }
        #expect(graph.linearNodes.count == 2)
    }
}
