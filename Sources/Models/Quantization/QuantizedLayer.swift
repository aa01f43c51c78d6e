// SPDX-License-Identifier: Apache-2.0

import ModelsKernels

/// A convolution or fully connected layer in integers, with what is done to its inputs and outputs outside of the hardware.
///
/// The hardware sums activation * weight over the rows of `matrices`. Then, in double precision,
/// output = (sum - corrections for zero points) * (activation scale * weight scale) + bias.
public struct QuantizedLayer: Sendable, Equatable {
    /// Name of the layer in the model.
    public let name: String
    /// The layer's place among those that hardware computes, from 0.
    public let index: Int
    /// How activations become integers.
    public let input: ActivationQuantization
    /// The integer matrices, one for each group of channels. Their indices count all matrices of the network.
    public let matrices: [MatrixLayer]
    /// The window of a convolution; nil for a fully connected layer.
    public let window: Window?
    /// Extents of the input of one image.
    public let inputShape: [Int]
    /// Extents of the output of one image.
    public let outputShape: [Int]
    /// Weight scale of each output.
    public let weightScales: [Double]
    /// The integer that stands for a weight of zero, for each output.
    public let weightZeroPoints: [Int32]
    /// The bias of each output.
    public let bias: [Double]
    /// Whether weights are odd integers, each bit +1 or -1.
    public let weightsAreOdd: Bool
    private let columnSums: [Double]

    /// Groups of channels [1].
    public var groups: Int { matrices.count }
    /// Outputs, all groups together [1].
    public var outputs: Int { bias.count }
    /// Input vectors of one image [1].
    public var vectorsPerImage: Int { outputShape.reduce(1, *) / outputs }
    /// Bits of a weight.
    public var weightBits: Int { matrices[0].weightBits }

    /// Makes the integer form of a layer. `firstMatrix` is how many matrices the layers before it have.
    init(
        name: String, index: Int, firstMatrix: Int, layer: LinearLayer, weights: QuantizedWeights,
        input: ActivationQuantization, inputShape: [Int], outputShape: [Int], weightsAreOdd: Bool
    ) {
        self.name = name
        self.index = index
        self.input = input
        self.inputShape = inputShape
        self.outputShape = outputShape
        self.weightsAreOdd = weightsAreOdd
        window = layer.window
        bias = layer.bias
        weightScales = (0..<layer.outputs).map { weights.scale($0) }
        weightZeroPoints = (0..<layer.outputs).map { weights.zeroPoint($0) }
        let columns = layer.outputs / layer.groups
        let positions = layer.window.map { $0.vertical.kernel * $0.horizontal.kernel } ?? 1
        matrices = (0..<layer.groups).map { group in
            let first = group * columns
            let transposed = (0..<layer.rows * columns).map { place in
                weights.integers[(first + place % columns) * layer.rows + place / columns]
            }
            return MatrixLayer(
                name: layer.groups == 1 ? name : "\(name) (group \(group + 1))", index: firstMatrix + group,
                rows: layer.rows, columns: columns, weights: transposed, weightBits: weights.bits,
                activationBits: input.bits, activationIsSigned: input.isSigned,
                activationsAreOdd: input.form == .odd, kernelPositions: positions)
        }
        columnSums = (0..<layer.outputs).map { output in
            weights.integers[output * layer.rows..<(output + 1) * layer.rows].reduce(0.0) { $0 + Double($1) }
        }
    }

    /// The real outputs of the layer.
    ///
    /// - Parameters:
    ///   - values: the real inputs: [images][elements].
    ///   - images: how many images.
    ///   - firstImage: number of the first one among all of a run.
    ///   - hardware: what multiplies integers, for each group of channels.
    ///   - observe: sees each product of integers.
    /// - Returns: the real outputs: [images][elements].
    public func outputs(
        _ values: [Double], images: Int, firstImage: Int, on hardware: [any ProgrammedMatrix],
        observe: ((LayerObservation) -> Void)? = nil
    ) -> [Double] {
        let vectors = images * vectorsPerImage
        let firstVector = firstImage * vectorsPerImage
        let inputs = inputs(values, images: images)
        return filled(images * outputShape.reduce(1, *)) { result in
            for group in 0..<groups {
                let sums = hardware[group].sums(group: group, of: inputs, firstVector: firstVector)
                precondition(sums.count == vectors * matrices[group].columns, "an engine gives one sum a column")
                observe?(
                    LayerObservation(
                        matrix: matrices[group], inputs: inputs.vectors(group: group),
                        sums: transposed(sums, rows: matrices[group].columns), vectors: vectors,
                        firstVector: firstVector))
                rescale(sums, inputs: inputs, group: group, images: images, into: result)
            }
        }
    }

    /// The integers that enter the hardware. `values` are the real inputs: [images][elements].
    func inputs(_ values: [Double], images: Int) -> LayerInputs {
        let integers: [Int32] = quantized(values)
        let vectors = images * vectorsPerImage
        guard let window else {
            return LayerInputs(integers, rows: matrices[0].rows, isSigned: input.isSigned)
        }
        let places = tk_window(
            window, channels: inputShape[0] / groups, height: inputShape[1], width: inputShape[2],
            outHeight: outputShape[1], outWidth: outputShape[2])
        let (padded, inner) = padding(integers, places, images)
        return LayerInputs(
            padded, window: inner, vectors: vectors, rows: matrices[0].rows, groups: groups,
            isSigned: input.isSigned)
    }

    /// Images with the integer that stands for zero around them, and the window over those.
    private func padding(_ integers: [Int32], _ window: tk_window, _ images: Int) -> ([Int32], tk_window) {
        let parts = images * groups
        var inner = window
        inner.height += window.pad_top + window.pad_bottom
        inner.width += window.pad_left + window.pad_right
        guard inner.height != window.height || inner.width != window.width else { return (integers, window) }
        let size = Int(inner.channels * inner.height * inner.width)
        let zero = input.integer(0)
        let padded: [Int32] = filled(parts * size) { result in
            guard let target = result.baseAddress else { return }
            integers.withUnsafeBufferPointer { source in
                guard let source = source.baseAddress else { return }
                for part in 0..<parts {
                    withUnsafePointer(to: window) {
                        tk_pad_i32(source + part * (integers.count / parts), $0, zero, target + part * size)
                    }
                }
            }
        }
        return (padded, inner)
    }

    /// Integers for real numbers.
    func quantized(_ values: [Double]) -> [Int32] {
        input.integers(values, zeroPoint: input.zeroPoint, in: input.range)
    }

    /// The real outputs for the sums of one group, [columns][vectors]: written to `result`, [images][elements of the output].
    func rescale(
        _ sums: [Double], inputs: LayerInputs, group: Int, images: Int,
        into result: UnsafeMutableBufferPointer<Double>
    ) {
        guard let target = result.baseAddress else { return }
        let columns = matrices[group].columns
        let (first, vectors) = (group * columns, vectorsPerImage)
        let corrected = correcting(sums, inputs, group)
        guard window != nil else { return rescaleVectors(corrected, into: target) }
        corrected.withUnsafeBufferPointer { source in
            guard let source = source.baseAddress else { return }
            for column in 0..<columns {
                let (scale, offset) = (input.scale * weightScales[first + column], bias[first + column])
                for image in 0..<images {
                    tk_rescale_column_f64(
                        source + (column * images + image) * vectors, vectors, scale, offset,
                        target + (image * outputs + first + column) * vectors)
                }
            }
        }
    }

    /// As `rescale` for a fully connected layer, whose outputs stay along the last axis.
    private func rescaleVectors(_ sums: [Double], into result: UnsafeMutablePointer<Double>) {
        let products = transposed(sums, rows: outputs)
        let factors = weightScales.map { input.scale * $0 }
        for start in stride(from: 0, to: products.count, by: outputs) {
            products.withUnsafeBufferPointer { source in
                guard let source = source.baseAddress else { return }
                tk_rescale_f64(source + start, 1, Int64(outputs), factors, bias, result + start)
            }
        }
    }

    /// Sums of (activation - zero point) * (weight - zero point), from sums of activation * weight: [columns][vectors].
    private func correcting(_ sums: [Double], _ inputs: LayerInputs, _ group: Int) -> [Double] {
        let matrix = matrices[group]
        let (rows, columns) = (matrix.rows, matrix.columns)
        let first = group * columns
        let zeroPoints = weightZeroPoints[first..<first + columns].map { Double($0) }
        let activationZero = Double(input.zeroPoint)
        guard activationZero != 0 || zeroPoints.contains(where: { $0 != 0 }) else { return sums }
        let vectors = inputs.vectors
        let totals = zeroPoints.contains { $0 != 0 } ? inputs.totals(group: group) : []
        let fixed = (0..<columns).map { column in
            activationZero * (columnSums[first + column] - Double(rows) * zeroPoints[column])
        }
        return filled(sums.count) { result in
            for column in 0..<columns {
                let (shift, zero) = (fixed[column], zeroPoints[column])
                for place in column * vectors..<(column + 1) * vectors { result[place] = sums[place] - shift }
                guard zero != 0 else { continue }
                for vector in 0..<vectors { result[column * vectors + vector] -= totals[vector] * zero }
            }
        }
    }
}
