// SPDX-License-Identifier: Apache-2.0

import Formats

extension Pixels {
    /// Pixels after images of one size each have been resampled. Whole numbers are rounded, halves up.
    func resampled(_ plan: ResamplingPlan, size: Int) -> Pixels {
        switch self {
        case .bytes(let values):
            .bytes(plan.applied(toEach: values, size: size) { UInt8(($0 + 0.5).rounded(.down)) })
        case .words(let values):
            .words(plan.applied(toEach: values, size: size) { UInt16(($0 + 0.5).rounded(.down)) })
        case .reals(let values): .reals(plan.applied(toEach: values, size: size) { Float($0) })
        }
    }
}
