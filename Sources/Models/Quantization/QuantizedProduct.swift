// SPDX-License-Identifier: Apache-2.0

import ModelsKernels

/// A product of two activations in integers, with what is done to its operands and outputs outside of the hardware.
///
/// The hardware sums input * stored over the rows of a matrix. Then, in double precision,
/// output = (sum - corrections for zero points) * (input scale * stored scale).
public struct QuantizedProduct: Sendable, Equatable {
    /// How the first operand becomes integers.
    public let input: ActivationQuantization
    /// How the second operand becomes integers.
    public let stored: ActivationQuantization
    /// What the hardware computes.
    public let matrix: ActivationProduct
    /// For each matrix of an image, which matrix of an operand it takes: operands with fewer heads are repeated.
    private let inputPlaces: [Int]
    private let storedPlaces: [Int]

    /// Name of the product in the model.
    public var name: String { matrix.name }

    /// Makes the integer form of a product.
    ///
    /// - Parameters:
    ///   - name: its name in the model.
    ///   - index: its place among those that hardware computes.
    ///   - input: how the first operand becomes integers.
    ///   - stored: how the second one does.
    ///   - isNarrow: whether the least of the second one's two's complement numbers is left out.
    ///   - shapes: extents of the operands of one image.
    ///   - outputShape: extents of the output of one image.
    init(
        name: String, index: Int, input: ActivationQuantization, stored: ActivationQuantization, isNarrow: Bool,
        shapes: [[Int]], outputShape: [Int]
    ) {
        self.input = input
        self.stored = stored
        let batch = Array(outputShape.dropLast(2))
        let matrices = batch.reduce(1, *)
        let places = shapes.map { shape in
            let table = BroadcastTable(repeating: Array(shape.dropLast(2)), as: batch)
            return (0..<matrices).map { table.place($0) }
        }
        inputPlaces = places[0]
        storedPlaces = places[1]
        let half = 1 << (stored.bits - 1)
        let range =
            switch stored.form {
            case .odd: stored.range
            case .unsigned: -half...half - 1
            case .twosComplement: (isNarrow ? 1 - half : -half)...half - 1
            }
        matrix = ActivationProduct(
            name: name, index: index, rows: shapes[0][shapes[0].count - 1], columns: outputShape[outputShape.count - 1],
            vectors: outputShape[outputShape.count - 2], matricesPerImage: matrices, inputBits: input.bits,
            inputIsSigned: input.isSigned, inputsAreOdd: input.form == .odd, storedBits: stored.bits,
            storedRange: range, storedIsOdd: stored.form == .odd)
    }

    /// The integer that stands for zero among the stored ones: unsigned numbers are moved to two's complement.
    private var storedZero: Int {
        stored.form == .unsigned ? stored.zeroPoint - (1 << (stored.bits - 1)) : stored.zeroPoint
    }

    /// The product of two values, each [images][elements].
    ///
    /// - Parameters:
    ///   - operands: the real values.
    ///   - images: how many images.
    ///   - firstImage: number of the first one among all of a run.
    ///   - hardware: what multiplies integers.
    /// - Returns: the real outputs: [images][elements].
    public func outputs(
        _ operands: [[Double]], images: Int, firstImage: Int, on hardware: any PreparedProduct
    ) -> [Double] {
        let (rows, columns, vectors) = (matrix.rows, matrix.columns, matrix.vectors)
        let inputs = Self.arranged(
            input.integers(operands[0], zeroPoint: input.zeroPoint, in: input.range), images, inputPlaces,
            size: vectors * rows)
        let numbers = Self.arranged(
            stored.integers(operands[1], zeroPoint: storedZero, in: matrix.storedRange), images, storedPlaces,
            size: rows * columns)
        let matrices = images * matrix.matricesPerImage
        let sums = hardware.multiply(
            inputs, by: numbers, matrices: matrices, firstMatrix: firstImage * matrix.matricesPerImage)
        precondition(sums.count == matrices * vectors * columns, "hardware gives one sum a column")
        let factor = input.scale * stored.scale
        return correcting(sums, inputs, numbers, matrices).map { $0 * factor }
    }

    /// Matrices of an operand in the order of the product's: [images * matrices][size].
    private static func arranged(_ values: [Int32], _ images: Int, _ places: [Int], size: Int) -> [Int32] {
        guard places != Array(places.indices) else { return values }
        let perImage = values.count / max(1, images)
        var result: [Int32] = []
        result.reserveCapacity(images * places.count * size)
        for image in 0..<images {
            for place in places {
                let start = image * perImage + place * size
                result += values[start..<start + size]
            }
        }
        return result
    }

    /// Sums of (input - zero point) * (stored - zero point), from sums of input * stored.
    private func correcting(_ sums: [Double], _ inputs: [Int32], _ numbers: [Int32], _ matrices: Int) -> [Double] {
        let (inputZero, zero) = (Double(input.zeroPoint), Double(storedZero))
        guard inputZero != 0 || zero != 0 else { return sums }
        let (rows, columns, vectors) = (matrix.rows, matrix.columns, matrix.vectors)
        return filled(sums.count) { result in
            for place in 0..<matrices {
                var columnSums = [Double](repeating: 0, count: columns)
                for row in 0..<rows {
                    let start = (place * rows + row) * columns
                    for column in 0..<columns { columnSums[column] += Double(numbers[start + column]) }
                }
                for vector in place * vectors..<(place + 1) * vectors {
                    let total = inputs[vector * rows..<(vector + 1) * rows].reduce(0.0) { $0 + Double($1) }
                    let fixed = zero * (total - Double(rows) * inputZero)
                    for column in 0..<columns {
                        let index = vector * columns + column
                        result[index] = sums[index] - inputZero * columnSums[column] - fixed
                    }
                }
            }
        }
    }
}

extension ActivationQuantization {
    /// Integers for real numbers, with a zero point and limits that may be moved together.
    func integers(_ values: [Double], zeroPoint: Int, in limits: ClosedRange<Int>) -> [Int32] {
        filled(values.count) { result in
            guard let target = result.baseAddress else { return }
            let (low, high) = (Double(limits.lowerBound), Double(limits.upperBound))
            switch form {
            case .odd:
                tk_quantize_odd_f64(values, Int64(values.count), scale, low, high, target)
            case .unsigned, .twosComplement:
                tk_quantize_f64(values, Int64(values.count), scale, Double(zeroPoint), low, high, target)
            }
        }
    }
}
