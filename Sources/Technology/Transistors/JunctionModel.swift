// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The junction capacitances of a diffusion.
struct JunctionModel {
    /// Per area [F/m²].
    let bottom: Double
    /// Per length of an edge at the isolation [F/m].
    let isolationEdge: Double
    /// Per length of an edge at a gate [F/m].
    let gateEdge: Double

    /// Junctions of those capacitances.
    init(bottom: Double, isolationEdge: Double, gateEdge: Double) {
        self.bottom = bottom
        self.isolationEdge = isolationEdge
        self.gateEdge = gateEdge
    }

    /// Junctions of BSIM4 under reverse bias [V].
    ///
    /// The zero-bias values and the grading coefficients are those of the reference, the same for all nodes; the built-in
    /// potential is that of BSIM4.
    init(reverseVoltage: Double) {
        let builtInPotential = 0.9
        let bias = 1 + reverseVoltage / builtInPotential
        bottom = 1e-3 / pow(bias, 0.5)
        isolationEdge = 2.5e-10 / pow(bias, 0.33)
        gateEdge = 0.5e-10 / pow(bias, 0.33)
    }
}
