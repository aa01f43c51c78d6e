// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the system says of its processor.
enum ReferenceProcessor {
    /// Features in the words of the system; nil where the system does not list them.
    static var features: Set<Substring>? {
        guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return nil }
        return text.split(separator: "\n").first { $0.hasPrefix("flags") }.map { Set($0.split(separator: " ")) }
    }

    /// `tk_processor_vectors` on a processor of the x86-64 kind: the bits of its vectors, 0 for no wide ones.
    static func widestVectors(_ features: Set<Substring>) -> Int {
        guard features.isSuperset(of: ["avx2", "fma", "popcnt", "bmi1", "bmi2"]) else { return 0 }
        let wide: Set<Substring> = [
            "avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl", "avx512vbmi", "avx512_vbmi2", "avx512_vnni",
            "avx512_bitalg", "avx512_vpopcntdq",
        ]
        return features.isSuperset(of: wide) ? 512 : 256
    }
}
