// SPDX-License-Identifier: Apache-2.0

/// Operations of transformers: products of two values, normalization of each token, rows of tables, choices.
extension GraphExecutor {
    /// Matrix products of two values: [images][..., m, k] and [images][..., k, n].
    func multiplied(_ inputs: [[Scalar]], _ shapes: [[Int]], _ outputShape: [Int], _ images: Int) -> [Scalar] {
        let (rows, columns) = (outputShape[outputShape.count - 2], outputShape[outputShape.count - 1])
        let inner = shapes[0][shapes[0].count - 1]
        let batch = Array(outputShape.dropLast(2))
        let tables = shapes.map { BroadcastTable(repeating: Array($0.dropLast(2)), as: batch) }
        let matrices = batch.reduce(1, *)
        let sizes = [rows * inner, inner * columns]
        let counts = shapes.map { $0.reduce(1, *) }
        return filled(images * matrices * rows * columns) { result in
            inputs[0].withUnsafeBufferPointer { left in
                inputs[1].withUnsafeBufferPointer { right in
                    guard let left = left.baseAddress, let right = right.baseAddress, let target = result.baseAddress
                    else { return }
                    for place in 0..<images * matrices {
                        let (image, matrix) = place.quotientAndRemainder(dividingBy: matrices)
                        Scalar.multiply(
                            left + image * counts[0] + tables[0].place(matrix) * sizes[0],
                            right + image * counts[1] + tables[1].place(matrix) * sizes[1],
                            transposed: false, rows: rows, columns: columns, inner: inner,
                            into: target + place * rows * columns)
                    }
                }
            }
        }
    }

    /// Elements of the second value where those of the first are not 0, else of the third.
    func chosen(_ inputs: [[Scalar]], _ tables: [BroadcastTable], _ images: Int) -> [Scalar] {
        guard inputs.count == 3, tables.count == 3 else { return [] }
        let conditions = tables[0].permuted(inputs[0], images: images)
        let first = tables[1].permuted(inputs[1], images: images)
        let second = tables[2].permuted(inputs[2], images: images)
        return filled(conditions.count) { result in
            for place in 0..<conditions.count { result[place] = conditions[place] != 0 ? first[place] : second[place] }
        }
    }

    /// Rows of a table. A row that it does not have is no number; `NetworkGraph.requireRows` refuses it before.
    func looked(_ input: [Scalar], up table: Operation.Constant) -> [Scalar] {
        let rows = table.shape[0]
        let size = table.values.count / max(1, rows)
        return filled(input.count * size) { result in
            for (place, number) in input.enumerated() {
                let row = Int(exactly: number.rounded(.towardZero)).map { $0 < 0 ? $0 + rows : $0 } ?? rows
                let isThere = (0..<rows).contains(row)
                for column in 0..<size {
                    result[place * size + column] = isThere ? Scalar(table.values[row * size + column]) : .nan
                }
            }
        }
    }

    /// Elements moved and scaled over the last axes. Sums are in double precision.
    func normalized(_ input: [Scalar], _ normalization: Operation.Normalizing, shape: [Int]) -> [Scalar] {
        let size = shape.suffix(normalization.axes).reduce(1, *)
        return filled(input.count) { result in
            input.withUnsafeBufferPointer { input in
                for start in stride(from: 0, to: input.count, by: size) {
                    var mean = 0.0
                    if normalization.isCentered {
                        for place in start..<start + size { mean += Double(input[place]) }
                        mean /= Double(size)
                    }
                    var squares = 0.0
                    for place in start..<start + size {
                        let difference = Double(input[place]) - mean
                        squares += difference * difference
                    }
                    let factor = 1 / (squares / Double(size) + normalization.epsilon).squareRoot()
                    for place in start..<start + size {
                        result[place] = Scalar((Double(input[place]) - mean) * factor)
                    }
                }
            }
        }
    }
}

extension BroadcastTable {
    /// Which element of the left operand belongs to an element of the result.
    func place(_ index: Int) -> Int { left.map { Int($0[index]) } ?? index }
}
