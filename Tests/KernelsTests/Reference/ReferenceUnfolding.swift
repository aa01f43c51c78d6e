// SPDX-License-Identifier: Apache-2.0

/// Maps of several images that are unfolded piece by piece, as `tk_unfold.h` describes them, one element at a time.
struct ReferenceUnfolding {
    let window: ReferenceWindow
    /// From an image to the next one.
    let imageSize: Int

    /// The element of a vector; the padding of the window does not count.
    private func index(row: Int, vector: Int) -> Int {
        let place = vector % window.places
        let k = row % (window.kernel.height * window.kernel.width)
        let channel = row / (window.kernel.height * window.kernel.width)
        let y = place / window.out.width * window.stride.height + k / window.kernel.width * window.dilation.height
        let x = place % window.out.width * window.stride.width + k % window.kernel.width * window.dilation.width
        return vector / window.places * imageSize + (channel * window.height + y) * window.width + x
    }

    /// `tk_unfold_block`: [rows][64].
    func block(_ source: [UInt8], rows: [Int], vectors: Range<Int>) -> [UInt8] {
        rows.flatMap { row in
            vectors.map { source[index(row: row, vector: $0)] }
                + Array(repeating: 0, count: ReferenceBytes.block - vectors.count)
        }
    }

    /// `tk_unfold_range_i32`: [vectors][channels][kernel height][kernel width].
    func vectors(_ source: [Int32], _ vectors: Range<Int>) -> [Int32] {
        vectors.flatMap { vector in (0..<window.inputs).map { source[index(row: $0, vector: vector)] } }
    }

    /// `tk_gather_block`, of vectors that stand there as such.
    static func gathered(_ source: [UInt8], stride: Int, rows: [Int], vectors: Range<Int>) -> [UInt8] {
        rows.flatMap { row in
            vectors.map { source[$0 * stride + row] }
                + Array(repeating: 0, count: ReferenceBytes.block - vectors.count)
        }
    }

    /// `tk_transpose_f64`.
    static func transposed(_ matrix: [Double], rows: Int, columns: Int) -> [Double] {
        (0..<columns).flatMap { column in (0..<rows).map { matrix[$0 * columns + column] } }
    }

    /// `tk_rescale_column_f64`.
    static func rescaled(_ products: [Double], scale: Double, bias: Double) -> [Double] {
        products.map {
            let product = $0 * scale
            return product + bias
        }
    }
}
