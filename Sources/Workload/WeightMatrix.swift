// SPDX-License-Identifier: Apache-2.0

import Formats

/// The weights of a layer as a matrix: one row an input of the dot products, one column an output channel.
public struct WeightMatrix: Sendable, Equatable {
    /// Inputs of each dot product: input channels of a group x kernel height x kernel width.
    public let rows: Int
    /// Output channels.
    public let columns: Int

    private let storage: Storage

    /// Where the values are.
    private enum Storage {
        /// In memory.
        case values([Double])
        /// In memory, in single precision, which loses nothing of them.
        case singles([Float])
        /// In an archive, in single precision; with a grid they are the decimal numbers that are nearest to it.
        case stored(StoredFloats, DecimalGrid?)
    }

    /// Makes a matrix of values, row by row.
    ///
    /// - Precondition: `values` has `rows * columns` elements.
    public init(rows: Int, columns: Int, values: [Double]) {
        self.init(rows: rows, columns: columns, .values(values), count: values.count)
    }

    /// A matrix of values that single precision holds, row by row.
    init(rows: Int, columns: Int, singles: [Float]) {
        self.init(rows: rows, columns: columns, .singles(singles), count: singles.count)
    }

    /// A matrix of the numbers of an archive, row by row; with a grid they are the decimal numbers that are nearest.
    init(rows: Int, columns: Int, stored: StoredFloats, grid: DecimalGrid?) {
        self.init(rows: rows, columns: columns, .stored(stored, grid), count: stored.count)
    }

    private init(rows: Int, columns: Int, _ storage: Storage, count: Int) {
        precondition(count == rows * columns, "a matrix of \(rows) x \(columns) needs as many values")
        self.rows = rows
        self.columns = columns
        self.storage = storage
    }

    /// Number of values.
    public var count: Int { rows * columns }

    /// All values, row by row. A matrix that was read from an archive makes them each time.
    public var values: [Double] {
        if case .values(let values) = storage { return values }
        return [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress { copy(0..<count, into: base) }
            initialized = count
        }
    }

    /// Calls a function with the values of some rows, or of a part of them.
    ///
    /// - Parameters:
    ///   - range: Places of the values among all of them, row by row.
    ///   - body: Receives the values, which are there only during the call.
    /// - Returns: The result of the function.
    public func withValues<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
        if case .values(let values) = storage {
            return values.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
        }
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: range.count) { buffer in
            if let base = buffer.baseAddress { copy(range, into: base) }
            return body(UnsafeBufferPointer(buffer))
        }
    }

    /// Calls a function with the bytes of values that are kept in single precision.
    ///
    /// - Parameters:
    ///   - range: Places of the values among all of them, row by row.
    ///   - body: Receives where they begin, at any address; they are there only during the call.
    /// - Returns: Whether they are kept so, and the function was called.
    package func withSingles(_ range: Range<Int>, _ body: (UnsafeRawPointer) -> Void) -> Bool {
        switch storage {
        case .values, .stored(_, .some): return false
        case .singles(let values):
            values[range].withUnsafeBytes { bytes in
                if let start = bytes.baseAddress { body(start) }
            }
        case .stored(let numbers, nil): numbers.withBytes(of: range, body)
        }
        return true
    }

    /// The weight of an input for an output.
    public subscript(row: Int, column: Int) -> Double {
        let place = row * columns + column
        return withValues(place..<place + 1) { $0[0] }
    }

    private func copy(_ range: Range<Int>, into out: UnsafeMutablePointer<Double>) {
        switch storage {
        case .values(let values):
            for (offset, place) in range.enumerated() { out[offset] = values[place] }
        case .singles(let values):
            values.withUnsafeBufferPointer { values in
                for (offset, place) in range.enumerated() { out[offset] = Double(values[place]) }
            }
        case .stored(let numbers, let grid):
            numbers.widen(range, into: out)
            grid?.restore(out, count: range.count)
        }
    }

    /// Whether two matrices have the same values.
    public static func == (left: WeightMatrix, right: WeightMatrix) -> Bool {
        left.rows == right.rows && left.columns == right.columns && left.values == right.values
    }
}
