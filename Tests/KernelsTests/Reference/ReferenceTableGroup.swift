// SPDX-License-Identifier: Apache-2.0

/// A read of a group of rows whose partial sums are whole numbers, as `tk_imc.h` describes it, one sum at a time.
struct ReferenceTableGroup {
    /// Codes that are drawn instead of looked up.
    struct Drawing {
        /// Threshold, number of the code below it, and number of the other code, [index][bin].
        let bins: [(threshold: UInt32, below: Int, other: Int)]
        let bits: Int
        /// [lane][number].
        let values: [[Double]]
        let lowestCode: Int32
        let key: UInt64
        let group: UInt64

        /// The number of a code.
        func number(index: Int, draw: UInt32) -> Int {
            let bin = bins[index << bits + Int(draw >> UInt32(32 - bits))]
            return draw << UInt32(bits) < bin.threshold ? bin.below : bin.other
        }

        /// The draws of a vector's digit.
        func stream(vector: UInt64, digit: Int) -> ReferenceStream {
            ReferenceStream(seed: key).stream(vector).stream(group).stream(UInt64(digit))
        }
    }

    let rows: Int
    let columns: Int
    let lanes: Int
    /// Bits of cells, [column][lane][plane][row].
    let cells: [[[[Bool]]]]
    /// What a plane of a cell counts.
    let planeWeights: [Int]
    /// The index of the partial sum 0; for bipolar bits that of `rows`.
    let indexOffset: Int
    /// [lane][index].
    let values: [[Double]]
    /// [index].
    let codes: [Int32]
    let isClipped: [Bool]
    let drawing: Drawing?

    /// What a read gives.
    struct Result {
        /// Products, [vector][column].
        var sums: [Double]
        var clipped: UInt64 = 0
        /// [digit][lane][vector][column].
        var codes: [Int32] = []
        /// [index].
        var histogram: [UInt64]
    }

    /// What the cell of a row counts: -1 or +1 where bits are bipolar.
    private func cellValues(_ planes: [[Bool]], isBipolar: Bool) -> [Int] {
        (0..<rows).map { row in
            if isBipolar { return planes[0][row] ? 1 : -1 }
            return planeWeights.indices.reduce(0) { $0 + (planes[$1][row] ? planeWeights[$1] : 0) }
        }
    }

    /// The index of the partial sum of digits with the cells of a lane.
    private func index(_ digits: [Int], _ cells: [Int], isBipolar: Bool) -> Int {
        var sum = 0
        for row in 0..<rows { sum += digits[row] * cells[row] }
        return isBipolar ? indexOffset - rows + sum : indexOffset + sum
    }

    /// `tk_imc_table_products`: adds to `sums`. Activations are [vector][row].
    func products(_ activations: [[Int32]], coding: ReferenceCoding, firstVector: UInt64, sums: [Double]) -> Result {
        var result = Result(sums: sums, histogram: Array(repeating: 0, count: codes.count))
        let cells = cells.map { $0.map { cellValues($0, isBipolar: coding.isBipolar) } }
        var codesByPlace = [Int32](repeating: 0, count: coding.digits * lanes * activations.count * columns)
        for (vector, activation) in activations.enumerated() {
            for digit in 0..<coding.digits {
                let digits = activation.map { coding.digit(digit, of: $0) }
                let stream = drawing?.stream(vector: firstVector + UInt64(vector), digit: digit)
                for column in 0..<columns {
                    var sum = 0.0
                    for lane in 0..<lanes {
                        let index = index(digits, cells[column][lane], isBipolar: coding.isBipolar)
                        var code = codes[index]
                        if let drawing, let stream {
                            let number = drawing.number(index: index, draw: stream.draw(column * lanes + lane))
                            sum += drawing.values[lane][number]
                            code = drawing.lowestCode + Int32(number)
                        } else {
                            sum += values[lane][index]
                        }
                        result.clipped += isClipped[index] ? 1 : 0
                        result.histogram[index] += 1
                        codesByPlace[((digit * lanes + lane) * activations.count + vector) * columns + column] = code
                    }
                    result.sums[vector * columns + column] += coding.scales[digit] * sum
                }
            }
        }
        result.codes = codesByPlace
        return result
    }
}
