// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Models

/// Constants of real numbers in 16 bits, in a list and as bytes.
@Suite struct ShortRealTests {
    /// An element type by its published number, and the patterns of 1, -2.5, 0.15625 and 0.
    @Test(arguments: [Int32(10): [UInt16(0x3C00), 0xC100, 0x3100, 0], 16: [0x3F80, 0xC020, 0x3E20, 0x8000]])
    func numbersAreThoseOfTheFormat(_ type: Int32, _ patterns: [UInt16]) throws {
        var listed = ONNXMessage.Tensor()
        (listed.dataType, listed.dimensions, listed.int32Data) = (type, [4], patterns.map { Int32($0) })
        var bytes = ONNXMessage.Tensor()
        (bytes.dataType, bytes.dimensions) = (type, [4])
        bytes.rawData = Data(patterns.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        for tensor in [listed, bytes] {
            let model = SmallModel([4]).constant("numbers", tensor).node("Add", ["input", "numbers"], ["y"])
            #expect(try model.run([0, 0, 0, 0]) == [1, -2.5, 0.15625, 0])
        }
    }
}
