// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Systolic

@Suite struct TrapezoidTests {
    @Test(arguments: [(1, 1), (1, 7), (7, 1), (3, 5), (5, 3), (4, 4), (0, 3)])
    func diagonalsAreCountedAsOneByOne(_ height: Int, _ width: Int) {
        let shape = Trapezoid(height: height, width: width)
        var before = 0
        for diagonal in 0..<height + width + 2 {
            #expect(shape.before(diagonal) == before)
            let words = (0..<height).reduce(0) { $0 + ((0..<width).contains(diagonal - $1) ? 1 : 0) }
            for word in before..<before + words { #expect(shape.diagonal(of: word) == diagonal) }
            before += words
        }
        #expect(before == shape.count)
        #expect(shape.before(-1) == 0)
    }
}
