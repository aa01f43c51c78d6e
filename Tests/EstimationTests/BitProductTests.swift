import Kernels
import Testing

/// Products by tables of partial sums against sums of single rows.
@Suite struct BitProductTests {
    struct Shape: Sendable, CustomTestStringConvertible {
        let rows: Int
        let columns: Int
        let vectors: Int
        var testDescription: String { "\(rows) rows, \(columns) columns, \(vectors) vectors" }
    }

    static let shapes = [
        Shape(rows: 1, columns: 1, vectors: 1), Shape(rows: 3, columns: 16, vectors: 7),
        Shape(rows: 64, columns: 33, vectors: 64), Shape(rows: 65, columns: 128, vectors: 12),
        Shape(rows: 130, columns: 17, vectors: 64), Shape(rows: 1100, columns: 5, vectors: 9),
    ]

    /// Whole numbers, whose sums are exact.
    private static func matrix(_ shape: Shape) -> [Double] {
        (0..<shape.rows * shape.columns).map { Double($0 &* 2_654_435_761 >> 7 & 1023) }
    }

    /// Words of bits; the first vector has none and the second all.
    private static func lines(_ shape: Shape) -> [UInt64] {
        (0..<shape.rows).map { row in
            let word = (UInt64(row) &+ 1) &* 0x9E37_79B9_7F4A_7C15
            let used = shape.vectors == 64 ? UInt64.max : 1 << UInt64(shape.vectors) - 1
            return (word & ~1 | 2) & used
        }
    }

    @Test(arguments: shapes, [UInt32(1), 4]) func sumsOfRows(shape: Shape, group: UInt32) {
        let matrix = Self.matrix(shape)
        let lines = Self.lines(shape)
        let tile = Int(TK_TILE_COLUMNS)
        let stride = (shape.columns + tile - 1) / tile * tile
        let entryCount = tk_table_entries(shape.rows, group)
        var table = [Double](repeating: .nan, count: entryCount * stride)
        tk_build_table(matrix, shape.rows, shape.columns, shape.columns, group, &table)
        var entries = [UInt32](repeating: 0, count: shape.vectors * shape.rows)
        var starts = [UInt32](repeating: 0, count: shape.vectors + 1)
        tk_list_entries(lines, shape.rows, shape.vectors, group, &entries, &starts)
        var products = [Double](repeating: .nan, count: shape.vectors * stride)
        tk_add_entries(table, entryCount, shape.columns, entries, starts, shape.vectors, &products, stride)
        for vector in 0..<shape.vectors {
            let active = (0..<shape.rows).filter { lines[$0] >> UInt64(vector) & 1 == 1 }
            for column in 0..<shape.columns {
                let expected = active.reduce(0) { $0 + matrix[$1 * shape.columns + column] }
                #expect(products[vector * stride + column] == expected)
            }
        }
    }

    /// The list of a chunk goes on where that of the one before ends.
    @Test func listsFollowOneAnother() {
        let lines: [UInt64] = [0b01, 0b11, 0b10, 0, 0b01]
        var entries = [UInt32](repeating: 99, count: 12)
        var starts: [UInt32] = [2, 0, 0]
        tk_list_entries(lines, 5, 2, 4, &entries, &starts)
        #expect(starts == [2, 4, 5])
        #expect(Array(entries[..<6]) == [99, 99, 0b0011, 16 + 1, 0b0110, 99])
    }
}
