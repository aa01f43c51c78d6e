// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Workload

@Suite struct InputBitsTests {
    /// 5 rows, 3 vectors of 4 bits each.
    private let activations: [Int64] = [
        0, 1, -1, 7, -8,
        2, -2, 3, -3, 4,
        5, -5, 6, -6, 0,
    ]

    private var bits: InputBits { InputBits(activations: activations, rows: 5, bitsPerVector: 4) }

    private func large(rows: Int, vectors: Int, bits: Int) -> InputBits {
        var state: UInt64 = 9
        let values = (0..<rows * vectors).map { _ -> Int64 in
            state = state &* 6_364_136_223_846_793_005 &+ 1
            return Int64(bitPattern: state) >> Int64(64 - bits)
        }
        return InputBits(activations: values, rows: rows, bitsPerVector: bits)
    }

    @Test func signComesFirst() {
        // Row 4 of the first vector is -8, two's complement 1000; row 1 of the second is -2, 1110.
        #expect((0..<4).map { bits[4, $0] } == [true, false, false, false])
        #expect((4..<8).map { bits[1, $0] } == [true, true, true, false])
        #expect(bits.columns == 12)
        #expect(bits.wordsPerRow == 1)
    }

    @Test(arguments: [1, 2, 3, 5, 7, 8, 12, 16, 31, 32])
    func activationsComeBack(width: Int) {
        let bits = large(rows: 7, vectors: 50, bits: width)
        let again = InputBits(activations: bits.activations().map(Int64.init), rows: 7, bitsPerVector: width)
        #expect(again == bits)
        let low = width == 1 ? 0 : -(Int64(1) << Int64(width - 1))
        #expect(bits.activations().allSatisfy { Int64($0) >= low && Int64($0) < Int64(1) << Int64(max(1, width - 1)) })
    }

    @Test func singleBitsArePlain() {
        let bits = InputBits(activations: [0, 1, 1, 0], rows: 2, bitsPerVector: 1)
        #expect(bits.activations() == [0, 1, 1, 0])
    }

    @Test(arguments: [0..<64, 3..<67, 1..<2, 100..<101, 130..<190, 1136..<1200, 63..<65])
    func linesHaveABitForEachColumn(columns: Range<Int>) {
        let bits = large(rows: 20, vectors: 150, bits: 8)
        let rows = 4..<17
        let lines = [UInt64](unsafeUninitializedCapacity: rows.count) { buffer, count in
            bits.lines(
                rows: rows, columns: columns,
                into: UnsafeMutableBufferPointer(start: buffer.baseAddress, count: rows.count))
            count = rows.count
        }
        for (line, row) in zip(lines, rows) {
            let expected = columns.enumerated().reduce(UInt64(0)) { word, column in
                word | (bits[row, column.element] ? 1 : 0) << UInt64(column.offset)
            }
            #expect(line == expected)
        }
    }

    @Test(arguments: [0..<1000, 0..<256, 255..<513, 10..<10])
    func countsOnesByColumnAndRow(rows: Range<Int>) {
        let bits = large(rows: 1000, vectors: 17, bits: 8)
        let columns = 3..<133
        let byColumn = columns.map { column in Int32(rows.count { bits[$0, column] }) }
        #expect(bits.onesPerColumn(rows: rows, columns: columns) == byColumn)
        let byRow = rows.map { row in Int32(columns.count { bits[row, $0] }) }
        #expect(bits.onesPerRow(rows: rows, columns: columns) == byRow)
    }

    @Test func countsColumnsThatAreAllOnes() {
        let bits = InputBits(activations: [Int64](repeating: 1, count: 600), rows: 600, bitsPerVector: 1)
        #expect(bits.onesPerColumn(rows: 0..<600, columns: 0..<1) == [600])
    }

    @Test func rangesOutsideTheMatrixStopTheProgram() async {
        await #expect(processExitsWith: .failure) {
            let bits = InputBits(activations: [0, 1], rows: 2, bitsPerVector: 1)
            _ = bits.onesPerColumn(rows: 0..<3, columns: 0..<1)
        }
    }
}
