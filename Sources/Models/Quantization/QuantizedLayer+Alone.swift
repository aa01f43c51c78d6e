// SPDX-License-Identifier: Apache-2.0

import Diagnostics

extension QuantizedLayer {
    /// The integer form of a layer that stands in no graph of Tessera's, such as a module of another library.
    ///
    /// - Parameters:
    ///   - layer: the layer, with real weights.
    ///   - name: its name.
    ///   - index: its place among the layers that hardware computes.
    ///   - firstMatrix: how many matrices the layers before it have.
    ///   - settings: bits and forms of integers.
    ///   - range: what enters the layer.
    ///   - inputShape: extents of the input of one image: channels, height and width, or inputs along the last axis.
    /// - Throws: `InputError` when the input does not fit the layer.
    public init(
        _ layer: LinearLayer, name: String, index: Int = 0, firstMatrix: Int = 0, settings: QuantizationSettings,
        range: ActivationRange, inputShape: [Int]
    ) throws(InputError) {
        self.init(
            name: name, index: index, firstMatrix: firstMatrix, layer: layer,
            weights: settings.weights(layer.realWeights, outputs: layer.outputs), input: settings.activation(range),
            inputShape: inputShape, outputShape: try layer.outputShape(of: inputShape, name: name),
            weightsAreOdd: settings.weightsAreOdd)
    }

    /// The integer weights: [outputs][rows].
    public var integerWeights: [Int32] {
        matrices.flatMap { matrix in
            (0..<matrix.columns * matrix.rows).map { place in
                matrix.weights[place % matrix.rows * matrix.columns + place / matrix.rows]
            }
        }
    }
}

extension LinearLayer {
    /// Extents of the output for those of the input.
    fileprivate func outputShape(of inputShape: [Int], name: String) throws(InputError) -> [Int] {
        do throws(GraphProblem) {
            guard GraphLimits.elements(inputShape) != nil else {
                throw GraphProblem("extents \(inputShape) (allowed: 1 or more, 2^28 elements at most)")
            }
            guard let window else {
                guard inputShape.last == rows else {
                    throw GraphProblem("\(inputShape.last ?? 0) inputs do not fit \(rows) rows of weights")
                }
                return inputShape.dropLast() + [outputs]
            }
            guard inputShape.count == 3, outputs % groups == 0, inputShape[0] % groups == 0,
                inputShape[0] / groups * window.area == rows
            else {
                throw GraphProblem(
                    "an input of extents \(inputShape) does not fit \(groups) groups of \(rows) rows and a kernel of "
                        + "\(window.vertical.kernel) x \(window.horizontal.kernel)")
            }
            let extents = try window.outputExtents(height: inputShape[1], width: inputShape[2])
            return [outputs, extents.height, extents.width]
        } catch {
            throw InputError("layer `\(name)`: \(error.message)", kind: error.kind)
        }
    }
}

extension QuantizedProduct {
    /// The integer form of a product that stands in no graph of Tessera's.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - index: its place among the products that hardware computes.
    ///   - settings: bits and forms of integers.
    ///   - ranges: what its two operands are.
    ///   - shapes: extents of the two operands of one image, whose last two are those of matrices.
    /// - Throws: `InputError` when the operands do not fit together.
    public init(
        name: String, index: Int = 0, settings: QuantizationSettings, ranges: [ActivationRange], shapes: [[Int]]
    ) throws(InputError) {
        guard shapes.count == 2, ranges.count == 2, shapes[0].count >= 2, shapes[0].count == shapes[1].count,
            shapes.allSatisfy({ GraphLimits.elements($0) != nil }),
            shapes[0].last == shapes[1][shapes[1].count - 2],
            shapes[0].dropLast(2) == shapes[1].dropLast(2)
        else {
            throw InputError(
                "product `\(name)`: operands of extents \(shapes) have no product (needed: [..., vectors, rows] and "
                    + "[..., rows, columns])")
        }
        self.init(
            name: name, index: index, input: settings.productInput(ranges[0]),
            stored: settings.productStored(ranges[1]), isNarrow: true, shapes: shapes,
            outputShape: shapes[0].dropLast() + [shapes[1][shapes[1].count - 1]])
    }
}
