import CBLASShim
import Diagnostics
import Kernels

/// Computes integer products exactly: what hardware without any error gives.
public struct ExactEngine: MatrixEngine {
    /// Makes the engine.
    public init() {}

    /// Prepares a layer. Products are made in single or double precision where that is exact, else in 64-bit integers.
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

    init(_ layer: MatrixLayer, isSingle: Bool) {
        rows = layer.rows
        columns = layer.columns
        single = isSingle ? layer.weights.map { Float($0) } : []
        double = isSingle ? [] : layer.weights.map { Double($0) }
    }

    func multiply(_ inputs: [Int32], vectors: Int, firstVector: Int) -> [Double] {
        guard single.isEmpty else {
            let numbers = inputs.map { Float($0) }
            let products: [Float] = filled(vectors * columns) { result in
                cblas_sgemm(
                    CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(vectors), Int32(columns), Int32(rows), 1, numbers,
                    Int32(rows), single, Int32(columns), 0, result.baseAddress, Int32(columns))
            }
            return products.map { Double($0) }
        }
        let numbers = inputs.map { Double($0) }
        return filled(vectors * columns) { result in
            cblas_dgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(vectors), Int32(columns), Int32(rows), 1, numbers,
                Int32(rows), double, Int32(columns), 0, result.baseAddress, Int32(columns))
        }
    }
}
