// SPDX-License-Identifier: Apache-2.0

import BaseKernels
import FormatsKernels
import KernelForms
import Testing
import _TestSupport

/// Bytes that are folded for a CRC-32, against its register bit by bit. All are whole numbers, hence equal.
@Suite struct ChecksumKernelTests {
    @Test func foldedBytes() {
        for number in 0..<200 {
            var random = SeededGenerator(case: number)
            let count = random.pick([
                random.integer(0...127), 128, random.integer(128...700), random.integer(1000...5000),
            ])
            let message = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let start = random.pick([0, UInt32.max, UInt32(truncatingIfNeeded: random.next())])
            for form in KernelForm.all { expectFolded(form, start, message, "case \(number), \(form.name)") }
        }
    }

    private func expectFolded(_ form: KernelForm, _ start: UInt32, _ message: [UInt8], _ comment: Comment) {
        var folded = [UInt8](repeating: 0xA5, count: 16)
        let done = form.kernels.tk_crc32_fold(start, message, message.count, &folded)
        guard done > 0 else {
            #expect(message.count < 128 || form.name == "portable" || !Self.isFast, comment)
            #expect(folded == [UInt8](repeating: 0xA5, count: 16), comment)
            return
        }
        #expect(done % 64 == 0 && message.count - done < 64, comment)
        let wanted = ReferenceChecksum.register(start, message[..<done])
        #expect(ReferenceChecksum.register(0, folded[...]) == wanted, comment)
    }

    /// The check value of the catalogues: that of the digits from 1 to 9.
    @Test func theReferenceIsTheCRCOfZIP() {
        #expect(~ReferenceChecksum.register(.max, Array("123456789".utf8)[...]) == 0xCBF4_3926)
    }

    private static var isFast: Bool {
        #if arch(x86_64)
            tk_vector_width() != TK_PLAIN
        #else
            false
        #endif
    }
}
