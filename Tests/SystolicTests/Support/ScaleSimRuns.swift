// SPDX-License-Identifier: Apache-2.0

import ScaleSim

@testable import Systolic

extension SystolicRun {
    /// A run that is counted as SCALE-Sim counts.
    init(_ layers: [SystolicLayer], on design: SystolicDesign, threads: Int = 1) throws {
        try self.init(layers, on: design, counting: ScaleSim.counting(), threads: threads)
    }
}

/// The counting of SCALE-Sim without one of its departures.
func scaleSim(without departure: ScaleSimDeparture) -> ScaleSimCounting {
    ScaleSim.counting(ScaleSimDeparture.allCases.filter { $0 != departure })
}
