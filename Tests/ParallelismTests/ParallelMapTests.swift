// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Synchronization
import Testing

@testable import Parallelism

/// Loops over threads do what plain loops do.
@Suite struct ParallelMapTests {
    @Test(arguments: [0, 1, 2, 7, 1000], [1, 2, 3, 16])
    func resultsComeInOrder(count: Int, threads: Int) throws {
        #expect(try parallelMap(count, threads: threads) { $0 * $0 } == (0..<count).map { $0 * $0 })
    }

    @Test(arguments: [1, 2, 5])
    func theErrorIsThatOfTheLowestNumber(threads: Int) {
        let error = #expect(throws: InputError.self) {
            try parallelMap(100, threads: threads) { index throws(InputError) -> Int in
                if index >= 13 { throw InputError("number \(index)") }
                return index
            }
        }
        #expect(error?.message == "number 13")
    }

    @Test(arguments: [0, 1, 2, 7, 1000], [0, 1, 2, 3, 16])
    func everyNumberHasItsTurnOnce(count: Int, threads: Int) {
        let calls = Mutex([Int](repeating: 0, count: count))
        forEachInParallel(count, threads: threads) { index in calls.withLock { $0[index] += 1 } }
        #expect(calls.withLock { $0 } == [Int](repeating: 1, count: count))
    }

    @Test func threadsFillPartsOfABuffer() {
        var numbers = [Int](repeating: 0, count: 1000)
        numbers.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            let ranges = pieces(of: 1000, size: 64)
            forEachInParallel(ranges.count, threads: 4) { for index in ranges[$0] { shared[index] = index } }
        }
        #expect(numbers == Array(0..<1000))
    }

    @Test func piecesCoverTheWhole() {
        #expect(pieces(of: 10, size: 4) == [0..<4, 4..<8, 8..<10])
        #expect(pieces(of: 8, size: 4) == [0..<4, 4..<8] && pieces(of: 0, size: 4).isEmpty)
    }
}
