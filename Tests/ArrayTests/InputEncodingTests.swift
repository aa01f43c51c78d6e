// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Testing

/// Digits of activations are the activation.
@Suite struct InputEncodingTests {
    private static let encodings: [InputEncoding] =
        (1...6).flatMap { bits in (1...4).map { InputEncoding(bits: bits, bitsPerStep: $0) } }
        + (1...6).flatMap { [InputEncoding(bits: $0, isSigned: true), InputEncoding(bits: $0, isBipolar: true)] }
        + (1...6).flatMap { bits in
            [
                InputEncoding(bits: bits, leastSteps: 6), InputEncoding(bits: bits, bitsPerStep: 2, leastSteps: 4),
                InputEncoding(bits: bits, isBipolar: true, leastSteps: 6),
            ]
        }

    @Test(arguments: encodings)
    func digitsMakeUpEveryActivation(_ encoding: InputEncoding) {
        let activations = encoding.range.filter { !encoding.isOdd || $0 & 1 == 1 }
        #expect(activations.count == 1 << encoding.bits)
        var largest = 0
        for activation in activations {
            let digits = (0..<encoding.steps).map { encoding.digit($0, of: activation) }
            #expect(encoding.activation(of: digits) == activation)
            largest = max(largest, digits.max() ?? 0)
        }
        #expect(largest == min(encoding.topDigit, (1 << encoding.bits) - 1))
    }

    @Test func stepsByHand() {
        #expect(InputEncoding(bits: 8, bitsPerStep: 3).scales == [1, 8, 64])
        #expect(InputEncoding(bits: 4, isSigned: true).scales == [1, 2, 4, -8])
        #expect(InputEncoding(bits: 3, isBipolar: true).scales == [1, 2, 4])
        #expect(InputEncoding(bits: 3, isBipolar: true).digit(1, of: -3) == 1)
        #expect(InputEncoding(bits: 8, bitsPerStep: 3).digit(1, of: 0b10_101_110) == 5)
        let spare = InputEncoding(bits: 2, isBipolar: true, leastSteps: 4)
        #expect(spare.scales == [1, 2, 0, 0] && spare.spareSteps == 2 && spare.planes == 4)
        #expect((0..<4).map { spare.digit($0, of: 3) } == [1, 1, -1, -1])
    }
}
