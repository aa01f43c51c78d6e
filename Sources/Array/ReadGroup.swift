// SPDX-License-Identifier: Apache-2.0

/// Rows of a layer, one of every `stride`.
public struct ReadRows: Sendable, Hashable, RandomAccessCollection {
    /// The first row.
    public let start: Int
    /// From a row to the next one [1].
    public let stride: Int
    /// Their number [1].
    public let count: Int

    /// `count` rows from `start` on.
    public init(start: Int, count: Int, stride: Int = 1) {
        self.start = start
        self.count = count
        self.stride = stride
    }

    /// Neighbouring rows.
    public init(_ rows: Range<Int>) { self.init(start: rows.lowerBound, count: rows.count) }

    /// Place of the first row among these.
    public var startIndex: Int { 0 }
    /// Place behind the last one.
    public var endIndex: Int { count }

    /// The row at a place among these.
    public subscript(place: Int) -> Int { start + place * stride }

    /// Those at some places among these.
    func part(_ places: Range<Int>) -> ReadRows {
        ReadRows(start: self[places.lowerBound], count: places.count, stride: stride)
    }

    /// These in pieces of `size`, the last one with what is left.
    func pieces(of size: Int) -> [ReadRows] {
        Swift.stride(from: 0, to: count, by: size).map { part($0..<Swift.min($0 + size, count)) }
    }
}

/// Rows that are read together.
public struct ReadGroup: Sendable, Equatable {
    /// The array that holds them, from 0.
    public let array: Int
    /// The rows of the layer.
    public let rows: ReadRows

    /// Rows of one array.
    public init(array: Int, rows: ReadRows) {
        self.array = array
        self.rows = rows
    }
}
