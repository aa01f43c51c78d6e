// SPDX-License-Identifier: Apache-2.0

/// A read of a group of rows with any conductances, noise and converters, as `tk_imc.h` describes it, one sum at a time.
/// Arrays over cells are [row][column of all lanes], arrays over columns have all lanes one behind the other.
struct ReferenceAnalogGroup {
    let columns: Int
    let lanes: Int
    let hasWholeSums: Bool
    let conductances: [[Double]]
    let opposites: [[Double]]?
    let variances: [[Double]]?
    let inputVariances: [[Double]]?
    let columnScales: [Double]
    let offsets: [Double]?
    let gains: [Double]?
    let reference: Double
    let partialSum: ReferenceConverter.Line
    let position: ReferenceConverter.Line
    let columnVariance: Double
    let converterSigma: Double
    /// [digit][lane][vector][column].
    let injected: (values: [Double], vectors: Int)?
    let converter: ReferenceConverter
    let normal: ReferenceNormal
    let key: UInt64
    let group: UInt64

    private var hasDrawnNoise: Bool { variances != nil || inputVariances != nil || columnVariance > 0 }
    private var hasNoise: Bool { hasDrawnNoise || injected != nil }

    /// One conversion.
    struct Conversion {
        /// Before the converter.
        let partialSum: Double
        /// The code; the partial sum where there is no converter.
        let code: Double
        let isClipped: Bool
    }

    /// Digit times cell, added up row after row, each product and addition rounded once together.
    private func sum(_ digits: [Double], _ cells: [[Double]], _ column: Int) -> Double {
        zip(digits, cells).reduce(0) { $0.addingProduct($1.0, $1.1[column]) }
    }

    /// t with what the converter of a column adds.
    private func withErrors(_ t: Double, _ column: Int) -> Double {
        let amplified = gains.map { t * $0[column] } ?? t
        return offsets.map { amplified + $0[column] } ?? amplified
    }

    /// What a vector's digits give in one column.
    func conversion(_ digits: [Int], column: Int, vector: UInt64, digit: Int) -> Conversion {
        let digits = digits.map { Double($0) }
        let total = digits.reduce(0, +)
        let sum = sum(digits, conductances, column) - (opposites.map { self.sum(digits, $0, column) } ?? 0)
        let stream = ReferenceStream(seed: key).stream(vector).stream(group).stream(UInt64(digit))
        var partial = hasWholeSums ? partialSum.point(sum, digits: total) : sum - reference * total
        // Whole sums reach an even ladder in one division, so that halves stay halves.
        let isExact = hasWholeSums && converter.kind == .linear
        var t = withErrors(isExact ? position.point(sum, digits: total) : converter.position.point(partial), column)
        let isClipped = converter.isBeyondRange(t)
        if hasDrawnNoise {
            let cells = variances.map { self.sum(digits.map { $0 * $0 }, $0, column) } ?? 0
            // Whatever the digit of a row is, unless it is 0.
            let inputs = inputVariances.map { self.sum(digits.map { $0 == 0 ? 0 : 1 }, $0, column) } ?? 0
            partial += (columnVariance + (cells + inputs)).squareRoot() * normal.number(column, of: stream)
        }
        if let injected {
            let place = (digit * lanes + column / columns) * injected.vectors + Int(vector)
            partial += injected.values[place * columns + column % columns]
        }
        guard converter.kind != .none else { return Conversion(partialSum: partial, code: partial, isClipped: false) }
        if hasNoise { t = withErrors(converter.position.point(partial), column) }
        if converterSigma > 0 { t += converterSigma * normal.number(column, of: stream.stream(UInt64.max >> 1)) }
        return Conversion(partialSum: partial, code: converter.code(t), isClipped: isClipped)
    }
}
