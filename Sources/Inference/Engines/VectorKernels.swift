// SPDX-License-Identifier: Apache-2.0

import BaseKernels

/// Which forms of the hot loops run on this processor. Results do not depend on it.
public enum VectorKernels: Sendable, Equatable {
    /// Those for vectors of 256 bits.
    case avx2
    /// Those for any x86-64 processor: this one lacks AVX2, FMA, POPCNT or BMI.
    case baseline
    /// The only ones that there are for this architecture.
    case portable

    /// Those of the processor that the program runs on.
    public static var current: VectorKernels {
        switch tk_runs_wide_kernels() {
        case 1: .avx2
        case 0: .baseline
        default: .portable
        }
    }
}
