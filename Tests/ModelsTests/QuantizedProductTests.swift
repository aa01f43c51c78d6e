// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import Workload

@testable import Models

/// Products of two activations in integers.
struct QuantizedProductTests {
    private static func reals(_ numbers: [Float], _ shape: [Int]) -> ONNXMessage.Tensor {
        SmallModel.reals(numbers, shape)
    }

    /// Layers `q` and `k` of 2 heads, and the product of q with k turned: [2 heads, 3, 2] x [2 heads, 2, 3].
    private static let scores = SmallModel([3, 4])
        .constant("wq", reals([1, 0, 0, -1, 0, 2, 0, 0, 0, 0, 1, 0, 0.5, 0, 0, 1], [4, 4]))
        .constant("shape", SmallModel.integers([0, 3, 2, 2]))
        .node("MatMul", ["input", "wq"], ["q"]).node("Reshape", ["q", "shape"], ["qh"])
        .node("Transpose", ["qh"], ["a"], ["perm": .integers([0, 2, 1, 3])])
        .node("Reshape", ["input", "shape"], ["kh"])
        .node("Transpose", ["kh"], ["b"], ["perm": .integers([0, 2, 3, 1])])
        .node("MatMul", ["a", "b"], ["y"])

    private static let values: [Float] = [
        0.1, -0.7, 0.3, 1, -0.2, 0.4, -1, 0.6, 0.9, 0.05, -0.35, 0.8, 1, 0.2, -0.3, 0.4, 0.7, -0.1, 0.2, 0.3, -0.9, 0.6,
        0.5, -1,
    ]

    private static func quantized(
        _ model: SmallModel, _ settings: QuantizationSettings
    ) throws -> (network: QuantizedNetwork, images: ImageDataset, graph: NetworkGraph) {
        let images = try ImageDataset(images: values, shape: [3, 4])
        let graph = try model.network()
        return (try QuantizedNetwork(quantizing: graph, settings: settings, calibration: images), images, graph)
    }

    /// What the layer and the product should be, by plain arithmetic on whole numbers.
    private static func expected(_ network: QuantizedNetwork, image: Int) -> [Double] {
        let x = values[image * 12..<(image + 1) * 12].map { Double($0) }
        let layer = network.layers[0]
        let product = network.products[0]
        let q = (0..<12).map { place in
            (0..<4).reduce(0.0) { sum, row in
                let weight = layer.matrices[0].weights[row * 4 + place % 4]
                let integer = Int(layer.input.integer(x[place / 4 * 4 + row])) - layer.input.zeroPoint
                return sum + Double(integer * Int(weight))
            } * (layer.input.scale * layer.weightScales[place % 4])
        }
        var result: [Double] = []
        for head in 0..<2 {
            for row in 0..<3 {
                for column in 0..<3 {
                    var sum = 0
                    for element in 0..<2 {
                        let one = Int(product.input.integer(q[row * 4 + head * 2 + element])) - product.input.zeroPoint
                        sum += one * Int(product.stored.integer(x[column * 4 + head * 2 + element]))
                    }
                    result.append(Double(sum) * (product.input.scale * product.stored.scale))
                }
            }
        }
        return result
    }

    @Test(arguments: [false, true]) func `integers of a product are those of plain arithmetic`(isAsymmetric: Bool)
        throws
    {
        let settings = try QuantizationSettings(weightBits: 6, activationBits: 7, isAsymmetric: isAsymmetric)
        let (network, images, _) = try Self.quantized(Self.scores, settings)
        #expect(network.products.count == 1 && network.floatingProducts.isEmpty)
        let product = network.products[0]
        #expect(product.name == "y" && product.matrix.matricesPerImage == 2 && product.matrix.vectors == 3)
        #expect(product.matrix.rows == 2 && product.matrix.columns == 3)
        #expect(product.input.bits == 7 && product.stored.bits == 7 && product.matrix.storedRange == -63...63)
        #expect(product.input.form == (isAsymmetric ? .unsigned : .twosComplement))
        #expect((product.input.zeroPoint != 0) == isAsymmetric)
        let found = try network.run(images, engine: ExactEngine()).values
        #expect(found == Self.expected(network, image: 0) + Self.expected(network, image: 1))
    }

    @Test func `steps of a product are those of the largest values seen`() throws {
        let (network, _, graph) = try Self.quantized(Self.scores, try QuantizationSettings(activationBits: 8))
        #expect(graph.productNodes.count == 1)
        // The stored operand is the input itself, whose largest magnitude is 1.
        #expect(network.products[0].stored == ActivationQuantization(scale: 1 / 127, bits: 8, form: .twosComplement))
    }

    @Test func `bits and forms of products can be their own`() throws {
        let numbers = ProductNumbers(inputBits: 4, storedBits: 5, form: .integer, storedForm: .odd)
        let (network, images, graph) = try Self.quantized(Self.scores, try QuantizationSettings(products: numbers))
        let product = network.products[0]
        #expect(product.input.bits == 4 && product.stored.bits == 5 && product.stored.form == .odd)
        #expect(product.matrix.storedIsOdd && product.matrix.storedRange == -31...31)
        let exact = try network.run(images, engine: ExactEngine()).values
        for (one, other) in zip(exact, try graph.run(images).values) { #expect(abs(one - other) < 0.5) }
        for wrong in [0, 9] {
            let error = inputError { () throws(InputError) in
                _ = try QuantizationSettings(
                    products: ProductNumbers(inputBits: 8, storedBits: wrong, form: .integer))
            }
            #expect(error.message == "\(wrong) stored product operand bits (allowed: 1 to 8)")
        }
    }

    @Test func `shares of softmax have no sign and use all integers`() throws {
        let model = Self.scores.node("Softmax", ["y"], ["p"], ["axis": .integer(-1)])
            .node("Transpose", ["kh"], ["v"], ["perm": .integers([0, 2, 1, 3])]).node("MatMul", ["p", "v"], ["z"])
        let images = try ImageDataset(images: Self.values, shape: [3, 4])
        let graph = try model.network(["z"])
        let network = try QuantizedNetwork(
            quantizing: graph, settings: QuantizationSettings(), calibration: images)
        #expect(network.products.map(\.name) == ["y", "z"] && network.products.map(\.matrix.index) == [0, 1])
        #expect(network.products[1].input.form == .unsigned && network.products[1].input.zeroPoint == 0)
        let exact = try network.run(images, engine: ExactEngine()).values
        for (one, other) in zip(exact, try graph.run(images).values) { #expect(abs(one - other) < 0.02) }
    }

    /// Groups of heads share a stored matrix.
    @Test func `an operand with fewer heads is repeated`() throws {
        let model = SmallModel([2, 3]).constant("w", Self.reals([1, 0, 0, 0, 1, 0, 0, 0, -1], [3, 3]))
            .constant("wide", SmallModel.integers([0, 1, 2, 3]))
            .node("MatMul", ["input", "w"], ["q"]).node("Reshape", ["q", "wide"], ["one"])
            .node("Mul", ["one", "one"], ["squares"]).node(
                "Concat", ["one", "squares"], ["two"], ["axis": .integer(1)]
            )
            .node("Transpose", ["one"], ["turned"], ["perm": .integers([0, 1, 3, 2])])
            .node("MatMul", ["two", "turned"], ["y"])
        let images = try ImageDataset(images: [1, 2, 3, -1, 0.5, 0.25], shape: [2, 3])
        let graph = try model.network()
        let network = try QuantizedNetwork(
            quantizing: graph, settings: QuantizationSettings(), calibration: images)
        #expect(network.products[0].matrix.matricesPerImage == 2)
        let exact = try network.run(images, engine: ExactEngine()).values
        #expect(exact.count == 8)
        for (one, other) in zip(exact, try graph.run(images).values) { #expect(abs(one - other) < 0.3) }
    }

    // MARK: Models that are quantized already

    /// A quantized layer, and a product of its output with itself turned, of which each operand may be quantized.
    private static func prepared(left: Bool, right: Bool) -> SmallModel {
        func byte(_ value: UInt8) -> ONNXMessage.Tensor {
            var tensor = ONNXMessage.Tensor()
            (tensor.dataType, tensor.int32Data, tensor.dimensions) = (2, [Int32(value)], [])
            return tensor
        }
        var weights = ONNXMessage.Tensor()
        (weights.dataType, weights.int32Data, weights.dimensions) = (3, [10, -20, 0, 30], [2, 2])
        var sign = ONNXMessage.Tensor()
        (sign.dataType, sign.int32Data, sign.dimensions) = (3, [0], [])
        var model = SmallModel([2, 2]).constant("s", Self.reals([0.125], [])).constant("z", byte(100))
            .constant("w", weights).constant("zw", sign)
            .node("QuantizeLinear", ["input", "s", "z"], ["i"]).node("DequantizeLinear", ["i", "s", "z"], ["x"])
            .node("DequantizeLinear", ["w", "s", "zw"], ["wr"]).node("MatMul", ["x", "wr"], ["m"])
            .node("Transpose", ["m"], ["t"], ["perm": .integers([0, 2, 1])])
        for (name, isQuantized) in [("m", left), ("t", right)] where isQuantized {
            model = model.node("QuantizeLinear", [name, "s", "z"], ["\(name)i"])
                .node("DequantizeLinear", ["\(name)i", "s", "z"], ["\(name)q"])
        }
        return model.node("MatMul", [left ? "mq" : "m", right ? "tq" : "t"], ["y"])
    }

    @Test func `scales and zero points of a quantized model are taken`() throws {
        let graph = try Self.prepared(left: true, right: true).network()
        let network = try QuantizedNetwork(graph)
        #expect(network.products.count == 1 && network.floatingProducts.isEmpty)
        let product = network.products[0]
        #expect(product.input == product.stored && product.stored.zeroPoint == 100 && product.stored.form == .unsigned)
        #expect(product.matrix.storedRange == -128...127)
        // All steps are powers of two, so that single precision makes no error.
        let images = try ImageDataset(images: [0.5, -1, 0.25, 2, 1, 1.5, -0.125, 0.5], shape: [2, 2])
        #expect(try network.run(images, engine: ExactEngine()).values == graph.run(images).values)
    }

    @Test(arguments: [(true, false), (false, true), (false, false)])
    func `a product whose operands are not both quantized stays in floating point`(_ left: Bool, _ right: Bool) throws {
        let network = try QuantizedNetwork(try Self.prepared(left: left, right: right).network())
        #expect(network.products.isEmpty && network.floatingProducts == ["y"])
    }

    @Test func `the work of a network is the same in integers`() throws {
        let (network, _, graph) = try Self.quantized(Self.scores, try QuantizationSettings())
        let work = try network.workload()
        #expect(work.steps.map(\.operation) == (try graph.workload()).steps.map(\.operation))
        #expect(network.graph.dynamicMultiplyAccumulates == graph.dynamicMultiplyAccumulates)
        #expect(graph.dynamicMultiplyAccumulates == 2 * 3 * 3 * 2)
    }
}
