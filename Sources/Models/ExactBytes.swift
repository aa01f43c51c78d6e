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
        guard layer.rows <= Self.mostRows, layer.activationBits <= 8 else { return nil }
        columns = layer.columns
        var parts: [(rows: StridedRows, matrix: ByteMatrix)] = []
        // One offset for all parts.
        guard let whole = ByteMatrix(layer.weights, rows: layer.rows, columns: layer.columns) else { return nil }
        offset = whole.offset
        var sums = [Double](repeating: 0, count: layer.columns)
        for first in stride(from: 0, to: layer.rows, by: Self.rowsOfPart) {
            let count = min(Self.rowsOfPart, layer.rows - first)
            let weights = layer.weights[first * layer.columns..<(first + count) * layer.columns].map { $0 - whole.offset }
            guard let matrix = ByteMatrix(weights, rows: count, columns: layer.columns) else { return nil }
            parts.append((StridedRows(first: first, step: 1, count: count), matrix))
            for (place, weight) in weights.enumerated() { sums[place % layer.columns] += Double(weight) }
        }
        self.parts = parts
        columnSums = sums
    }

    /// The products of a group of channels: [columns][vectors].
    func sums(group: Int, of inputs: LayerInputs) -> [Double] {
        filled(columns * inputs.vectors) { result in
            guard let target = result.baseAddress else { return }
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: columns * LayerInputs.blockSize) { sums in
                for first in stride(from: 0, to: inputs.vectors, by: LayerInputs.blockSize) {
                    let count = min(LayerInputs.blockSize, inputs.vectors - first)
                    add(group, inputs, first, count, sums, into: target + first)
                }
            }
        }
    }

    /// The products of a block of vectors, of which `sums` is the room to add them up in.
    private func add(
        _ group: Int, _ inputs: LayerInputs, _ first: Int, _ count: Int, _ sums: UnsafeMutableBufferPointer<Int32>,
        into result: UnsafeMutablePointer<Double>
    ) {
        let size = Self.rowsOfPart * LayerInputs.blockSize
        // Numbers in two's complement become those that are larger by 128.
        let turned: UInt8 = inputs.isSigned ? 128 : 0
        var totals = [Int32](repeating: 0, count: LayerInputs.blockSize)
        sums.update(repeating: 0)
        guard let target = sums.baseAddress else { return }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * size) { scratch in
            guard let block = scratch.baseAddress else { return }
            let quads = block + size
            for part in parts {
                inputs.unfold(group: group, rows: part.rows, first: first, count: count, into: block)
                if offset != 0 { tk_byte_row_sums(block, part.rows.count, 255, turned, &totals) }
                tk_byte_quads(block, part.rows.count, 255, turned, quads)
                part.matrix.add(quads, to: target)
            }
        }
        let shifts = totals.map { Double(offset) * Double($0) }
        for column in 0..<columns {
            tk_block_doubles(
                target + column * LayerInputs.blockSize, -Double(turned) * columnSums[column], shifts, count,
                result + column * inputs.vectors)
        }
    }
}
