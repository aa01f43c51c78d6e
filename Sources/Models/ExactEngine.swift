// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import ModelsKernels

/// Computes integer products exactly: what hardware without any error gives.
public struct ExactEngine: MatrixEngine {
    /// Makes the engine.
    public init() {}

    /// Prepares a layer. Products are made in single precision where that is exact, else in double precision.
    ///
    /// - Throws: `InputError` when a sum may exceed 2^53, beyond which results have no exact representation.
    public func program(_ layer: MatrixLayer) throws(InputError) -> any ProgrammedMatrix {
        let bound = layer.largestSum
        guard bound <= 0x1p53 else {
            throw InputError(
                "layer `\(layer.name)`: sums of \(layer.rows) products of \(layer.activationBits) by \(layer.weightBits) "
                    + "bits may exceed 2^53, the largest that is represented exactly")
        }
        return ExactMatrix(layer, isSingle: bound <= 0x1p24)
    }
}

extension MatrixLayer {
    /// The largest magnitude that a sum, or a part of it, can have.
    public var largestSum: Double {
        var sums = [Double](repeating: 0, count: columns)
        for row in 0..<rows {
            for column in 0..<columns { sums[column] += Double(weights[row * columns + column].magnitude) }
        }
        // 2^bits bounds unsigned, two's complement and odd activations.
        return (sums.max() ?? 0) * Double(1 << activationBits)
    }
}

private struct ExactMatrix: ProgrammedMatrix {
    private let rows: Int
    private let columns: Int
    private let single: [Float]
    private let double: [Double]
    private let bytes: ExactBytes?

    init(_ layer: MatrixLayer, isSingle: Bool) {
        rows = layer.rows
        columns = layer.columns
        single = isSingle ? layer.weights.map { Float($0) } : []
        double = isSingle ? [] : layer.weights.map { Double($0) }
        bytes = ByteMatrix.isFast ? ExactBytes(layer) : nil
    }

    func sums(group: Int, of inputs: LayerInputs, firstVector: Int) -> [Double] {
        if let bytes, inputs.areBytes { return bytes.sums(group: group, of: inputs) }
        let vectors = inputs.vectors(group: group)
        return transposed(multiply(vectors, vectors: inputs.vectors, firstVector: firstVector), rows: inputs.vectors)
    }

    func multiply(_ inputs: [Int32], vectors: Int, firstVector: Int) -> [Double] {
        filled(vectors * columns) { result in
            guard let target = result.baseAddress else { return }
            inputs.withUnsafeBufferPointer { inputs in
                guard let source = inputs.baseAddress else { return }
                if single.isEmpty {
                    multiplyDoubles(source, vectors, into: target)
                } else {
                    multiplySingles(source, vectors, into: target)
                }
            }
        }
    }

    /// Vectors that are converted and multiplied together, so that they stay in the processor's cache.
    private var blockSize: Int { max(1, (1 << 15) / rows) }

    private func multiplySingles(
        _ inputs: UnsafePointer<Int32>, _ vectors: Int, into result: UnsafeMutablePointer<Double>
    ) {
        let block = min(vectors, blockSize)
        let numbers = UnsafeMutablePointer<Float>.allocate(capacity: block * rows)
        let products = UnsafeMutablePointer<Float>.allocate(capacity: block * columns)
        defer {
            numbers.deallocate()
            products.deallocate()
        }
        for first in stride(from: 0, to: vectors, by: max(1, block)) {
            let count = min(block, vectors - first)
            tk_floats_from_i32(inputs + first * rows, Int64(count * rows), numbers)
            Float.multiply(
                numbers, single, transposed: false, rows: count, columns: columns, inner: rows, into: products)
            tk_doubles_from_f32(products, Int64(count * columns), result + first * columns)
        }
    }

    private func multiplyDoubles(
        _ inputs: UnsafePointer<Int32>, _ vectors: Int, into result: UnsafeMutablePointer<Double>
    ) {
        let block = min(vectors, blockSize)
        let numbers = UnsafeMutablePointer<Double>.allocate(capacity: block * rows)
        defer { numbers.deallocate() }
        for first in stride(from: 0, to: vectors, by: max(1, block)) {
            let count = min(block, vectors - first)
            tk_doubles_from_i32(inputs + first * rows, Int64(count * rows), numbers)
            Double.multiply(
                numbers, double, transposed: false, rows: count, columns: columns, inner: rows,
                into: result + first * columns)
        }
    }
}
