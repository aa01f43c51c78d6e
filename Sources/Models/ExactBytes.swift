// SPDX-License-Identifier: Apache-2.0

import BaseKernels

/// A matrix whose products with activations of bytes are summed in 32 bits, without rounding.
struct ExactBytes: Sendable {
    private let columns: Int
    private let parts: [(rows: StridedRows, matrix: ByteMatrix)]
    /// The sum of the packed weights of each column.
    private let columnSums: [Double]
    private let offset: Int32

    /// Rows that are multiplied at a time, so that they stay in the processor's cache.
    private static let rowsOfPart = 256
    /// The most rows, so that no sum leaves 32 bits.
    private static let mostRows = 1 << 15

    /// Packs the weights of a layer; nil where weights or activations are wider than a byte.
    init?(_ layer: MatrixLayer) {
        guard layer.rows <= Self.mostRows, layer.bitsOfBytes <= 8,
            let offset = ByteMatrix.offset(for: layer.weights)
        else { return nil }
        self.offset = offset
        columns = layer.columns
        var parts: [(rows: StridedRows, matrix: ByteMatrix)] = []
        var sums = [Double](repeating: 0, count: layer.columns)
        for first in stride(from: 0, to: layer.rows, by: Self.rowsOfPart) {
            let count = min(Self.rowsOfPart, layer.rows - first)
            let weights = layer.weights[first * layer.columns..<(first + count) * layer.columns]
            let matrix = ByteMatrix(Array(weights), rows: count, columns: layer.columns, offset: offset)
            parts.append((StridedRows(first: first, step: 1, count: count), matrix))
            for column in 0..<columns { sums[column] += matrix.columnSums[column] }
        }
        self.parts = parts
        columnSums = sums
    }

    /// The products of a group of channels: [columns][vectors].
    func sums(group: Int, of inputs: LayerInputs) -> [Double] {
        filled(columns * inputs.vectors) { result in
            guard let target = result.baseAddress else { return }
            add(group, inputs, into: target) { _ in true }
        }
    }

    /// Writes the products of some blocks of vectors to `result`, [columns][vectors].
    func add(
        _ group: Int, _ inputs: LayerInputs, into result: UnsafeMutablePointer<Double>, where isWanted: (Int) -> Bool
    ) {
        let size = LayerInputs.blockSize
        let sums = UnsafeMutableBufferPointer<Int32>.allocate(capacity: columns * size)
        let scratch = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * (Self.rowsOfPart + 1) * size)
        defer {
            sums.deallocate()
            scratch.deallocate()
        }
        for first in stride(from: 0, to: inputs.vectors, by: size) where isWanted(first / size) {
            add(group, inputs, first, min(size, inputs.vectors - first), sums, scratch, into: result + first)
        }
    }

    /// The products of a block of vectors, with room for their sums and their activations.
    private func add(
        _ group: Int, _ inputs: LayerInputs, _ first: Int, _ count: Int, _ sums: UnsafeMutableBufferPointer<Int32>,
        _ scratch: UnsafeMutableBufferPointer<UInt8>, into result: UnsafeMutablePointer<Double>
    ) {
        guard let target = sums.baseAddress, let block = scratch.baseAddress else { return }
        let quads = block + scratch.count / 2
        // Numbers in two's complement become those that are larger by 128.
        let turned: UInt8 = inputs.isSigned ? 128 : 0
        var totals = [Int32](repeating: 0, count: LayerInputs.blockSize)
        sums.update(repeating: 0)
        for part in parts {
            inputs.unfold(group: group, rows: part.rows, first: first, count: count, into: block)
            if offset != 0 { tk_byte_row_sums(block, part.rows.count, 255, turned, &totals) }
            tk_byte_quads(block, part.rows.count, 255, turned, quads)
            part.matrix.add(quads, to: target)
        }
        let shifts = offset == 0 ? [] : totals.map { Double(offset) * Double($0) }
        shifts.withUnsafeBufferPointer { shifts in
            for column in 0..<columns {
                tk_block_doubles(
                    target + column * LayerInputs.blockSize, -Double(turned) * columnSums[column],
                    offset == 0 ? nil : shifts.baseAddress, count, result + column * inputs.vectors)
            }
        }
    }
}
