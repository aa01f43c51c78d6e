// SPDX-License-Identifier: Apache-2.0

import KernelForms
import BaseKernels
import Testing
import _TestSupport

/// What kernels know of the machine, and what they ask of it.
@Suite struct ProcessorKernelTests {
    @Test func wideForms() {
        #expect(portable_form().tk_runs_wide_kernels() == -1)
        #if arch(x86_64)
            let answer = tk_runs_wide_kernels()
            #expect(answer == 0 || answer == 1)
            if let features = ReferenceProcessor.features {
                #expect((answer == 1) == ReferenceProcessor.runsWideKernels(features))
            }
        #else
            #expect(tk_runs_wide_kernels() == -1)
        #endif
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
