// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the system says of its processor.
enum ReferenceProcessor {
    /// Features in the words of the system; nil where the system does not list them.
    static var features: Set<Substring>? {
        guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return nil }
        return text.split(separator: "\n").first { $0.hasPrefix("flags") }.map { Set($0.split(separator: " ")) }
    }

    /// `tk_runs_wide_kernels` on a processor of the x86-64 kind.
    static func runsWideKernels(_ features: Set<Substring>) -> Bool {
        features.isSuperset(of: ["avx2", "fma", "popcnt", "bmi1", "bmi2"])
    }
}
