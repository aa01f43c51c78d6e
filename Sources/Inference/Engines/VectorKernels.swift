// SPDX-License-Identifier: Apache-2.0

import BaseKernels
import Diagnostics

/// Which forms of the hot loops of products run on this processor. Results do not depend on it.
public enum VectorKernels: String, Sendable, CaseIterable {
    /// Those for vectors of 512 bits.
    case avx512
    /// Those for vectors of 256 bits.
    case avx2
    /// Those for the vectors of ARM processors.
    case neon
    /// Those for any x86-64 processor: this one lacks AVX2, FMA, POPCNT or BMI, or the environment asks for them.
    case baseline
    /// Those for any processor of another architecture.
    case portable

    /// The environment variable that names narrower vectors than the processor has.
    public static let variable = "TESSERA_VECTORS"

    /// Those that run.
    public static var current: VectorKernels { VectorKernels(tk_vector_width()) }

    /// Those for the widest vectors of this processor.
    public static var widest: VectorKernels { VectorKernels(tk_processor_vectors()) }

    private init(_ vectors: tk_vectors) {
        switch vectors {
        case TK_AVX512: self = .avx512
        case TK_AVX2: self = .avx2
        case TK_NEON: self = .neon
        default:
            #if arch(x86_64)
                self = .baseline
            #else
                self = .portable
            #endif
        }
    }

    /// The words that the environment variable may have on this processor.
    private static var choices: [String] {
        switch widest {
        case .avx512: ["plain", "avx2", "avx512"]
        case .avx2: ["plain", "avx2"]
        case .neon: ["plain", "neon"]
        case .baseline, .portable: ["plain"]
        }
    }

    /// Checks what the environment variable `TESSERA_VECTORS` says.
    ///
    /// - Parameter word: the value of the variable; nil where it is not set.
    /// - Throws: `InputError` of kind `usage` when the word names no vectors of this processor.
    public static func requireChoice(_ word: String?) throws(InputError) {
        guard let word, !choices.contains(word) else { return }
        let isKnown = tk_vectors_named(word) >= 0
        throw InputError(
            "\(variable) = `\(word)`: "
                + (isKnown ? "this processor has no such vectors" : "no such vectors")
                + " (allowed here: \(choices.joined(separator: ", ")))", kind: .usage)
    }
}
