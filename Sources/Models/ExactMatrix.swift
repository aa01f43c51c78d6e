// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import ModelsKernels

/// A layer's matrix, whose products are exact.
package struct ExactMatrix: ProgrammedMatrix {
    private let rows: Int
    private let columns: Int
    private let isSigned: Bool
    private let weights: [Int32]
    private let form: Form

    /// How products are made.
    private enum Form {
        /// In bytes, with sums of 32 bits.
        case bytes(ExactBytes)
        case single([Float])
        case double([Double])
    }

    /// Prepares a layer. Products are made of bytes where they fit and the processor is fast at it, in single precision where that is
    /// exact, else in double precision.
    ///
    /// - Throws: `InputError` when a sum may exceed 2^53, beyond which results have no exact representation.
    package init(_ layer: MatrixLayer) throws(InputError) {
        let bound = layer.largestSum
        guard bound <= 0x1p53 else {
            throw InputError(
                "layer `\(layer.name)`: sums of \(layer.rows) products of \(layer.activationBits) by \(layer.weightBits) "
                    + "bits may exceed 2^53, the largest that is represented exactly")
        }
        rows = layer.rows
        columns = layer.columns
        try LinearAlgebra.load()
        isSigned = layer.activationIsSigned || layer.activationsAreOdd
        weights = layer.weights
        if ByteMatrix.isFast, let bytes = ExactBytes(layer) {
            form = .bytes(bytes)
        } else if bound <= 0x1p24 {
            form = .single(layer.weights.map { Float($0) })
        } else {
            form = .double(layer.weights.map { Double($0) })
        }
    }

    package func multiply(_ inputs: [Int32], vectors: Int, firstVector: Int) -> [Double] {
        if case .bytes(let bytes) = form {
            let inputs = LayerInputs(inputs, rows: rows, isSigned: isSigned)
            if inputs.areBytes { return transposed(bytes.sums(group: 0, of: inputs), rows: columns) }
        }
        return filled(vectors * columns) { result in
            guard let target = result.baseAddress else { return }
            inputs.withUnsafeBufferPointer { inputs in
                guard let source = inputs.baseAddress else { return }
                switch form {
                case .single(let weights): multiply(source, vectors, weights, into: target)
                case .double(let weights): multiply(source, vectors, weights, into: target)
                // Activations beyond the bits of the layer.
                case .bytes: multiply(source, vectors, weights.map { Double($0) }, into: target)
                }
            }
        }
    }

    package func sums(group: Int, of inputs: LayerInputs, firstVector: Int) -> [Double] {
        if case .bytes(let bytes) = form, inputs.areBytes { return bytes.sums(group: group, of: inputs) }
        let vectors = inputs.vectors(group: group)
        return transposed(multiply(vectors, vectors: inputs.vectors, firstVector: firstVector), rows: inputs.vectors)
    }

    /// The products of a group of channels, [columns][vectors], of which those of some blocks of vectors are known.
    ///
    /// - Parameters:
    ///   - group: the group of channels.
    ///   - inputs: integer activations of all groups.
    ///   - known: products, those of unknown blocks with any value.
    ///   - isKnown: which blocks of ``LayerInputs/blockSize`` vectors are known.
    /// - Returns: the products of all vectors.
    package func sums(group: Int, of inputs: LayerInputs, known: [Double], isKnown: [Bool]) -> [Double] {
        guard isKnown.contains(false) else { return known }
        guard case .bytes(let bytes) = form, inputs.areBytes, isKnown.contains(true) else {
            return sums(group: group, of: inputs, firstVector: 0)
        }
        var result = known
        result.withUnsafeMutableBufferPointer { buffer in
            guard let target = buffer.baseAddress else { return }
            bytes.add(group, inputs, into: target) { !isKnown[$0] }
        }
        return result
    }

    /// Vectors that are converted and multiplied together, so that they stay in the processor's cache.
    private var blockSize: Int { max(1, (1 << 15) / rows) }

    private func multiply(
        _ inputs: UnsafePointer<Int32>, _ vectors: Int, _ weights: [Float], into result: UnsafeMutablePointer<Double>
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
                numbers, weights, transposed: false, rows: count, columns: columns, inner: rows, into: products)
            tk_doubles_from_f32(products, Int64(count * columns), result + first * columns)
        }
    }

    private func multiply(
        _ inputs: UnsafePointer<Int32>, _ vectors: Int, _ weights: [Double], into result: UnsafeMutablePointer<Double>
    ) {
        let block = min(vectors, blockSize)
        let numbers = UnsafeMutablePointer<Double>.allocate(capacity: block * rows)
        defer { numbers.deallocate() }
        for first in stride(from: 0, to: vectors, by: max(1, block)) {
            let count = min(block, vectors - first)
            tk_doubles_from_i32(inputs + first * rows, Int64(count * rows), numbers)
            Double.multiply(
                numbers, weights, transposed: false, rows: count, columns: columns, inner: rows,
                into: result + first * columns)
        }
    }
}

extension MatrixLayer {
    /// The largest magnitude that a sum, or a part of it, can have.
    public var largestSum: Double {
        var sums = [Double](repeating: 0, count: columns)
        weights.withUnsafeBufferPointer { weights in
            for row in 0..<rows {
                for column in 0..<columns { sums[column] += Double(weights[row * columns + column].magnitude) }
            }
        }
        // 2^bits bounds unsigned, two's complement and odd activations.
        return (sums.max() ?? 0) * Double(1 << activationBits)
    }

    /// Bits that an activation takes as a number in two's complement or from 0: odd numbers go as far below 0 as above [bit].
    var bitsOfBytes: Int { activationsAreOdd ? activationBits + 1 : activationBits }
}
