// SPDX-License-Identifier: Apache-2.0

import BaseKernels
import Foundation
import Testing
import _TestSupport

/// What kernels know of the machine, and what they ask of it.
@Suite struct ProcessorKernelTests {
    private static let bits: [UInt32: Int] = [TK_PLAIN.rawValue: 0, TK_AVX2.rawValue: 256, TK_AVX512.rawValue: 512]

    @Test func vectors() {
        let widest = tk_processor_vectors()
        #if arch(x86_64)
            if let features = ReferenceProcessor.features {
                #expect(Self.bits[widest.rawValue] == ReferenceProcessor.widestVectors(features))
            }
        #elseif arch(arm64)
            #expect(widest == TK_NEON)
        #endif
        // Tests may run with a choice.
        let asked = ProcessInfo.processInfo.environment["TESSERA_VECTORS"].map { tk_vectors_named($0) } ?? -1
        let isPossible = asked >= 0 && asked <= widest.rawValue && (asked != TK_NEON.rawValue || widest == TK_NEON)
        #expect(tk_vector_width().rawValue == (isPossible ? UInt32(asked) : widest.rawValue))
    }

    @Test(
        .enabled(
            if: tk_vector_width() == TK_AVX512,
            "No vectors of 512 bits on this processor: the forms for them are not compared here"))
    func widestForms() {
        #expect(KernelForm.all.map(\.name) == ["processor", "256 bits", "portable"])
    }

    @Test func names() {
        let names: [String] = ["plain", "neon", "avx2", "avx512"]
        #expect(names.map { tk_vectors_named($0) } == [0, 1, 2, 3])
        for word: String in ["", "AVX2", "avx", "avx5122", " plain"] { #expect(tk_vectors_named(word) == -1) }
    }

    /// Advice about memory has no meaning for what is in it: arrays of any length and address stay as they are.
    @Test func memoryAdvice() {
        tk_keep_freed_memory()
        tk_prefer_large_pages(nil, 0)
        for number in 0..<12 {
            var random = SeededGenerator(case: number)
            let count = random.pick([0, 1, 1000, 1 << 18, 1 << 19 + 1])
            var numbers = [UInt64](repeating: random.next(), count: count)
            let copy = numbers
            numbers.withUnsafeMutableBytes { bytes in
                let skipped = min(random.integer(0...4097), bytes.count)
                guard let start = bytes.baseAddress else { return }
                tk_prefer_large_pages(start + skipped, bytes.count - skipped)
            }
            #expect(numbers == copy)
        }
    }
}
