// SPDX-License-Identifier: Apache-2.0

/// The room that a region of a height has for the diffusions of a gate of planar transistors.
struct PlanarLimits {
    /// The part of the width that PMOS transistors have [1]; not a number for a gate without transistors.
    let pmosShare: Double
    /// The height for diffusions of both kinds [m]; below zero in a region without room.
    let available: Double
    /// The feature size [m].
    let featureSize: Double

    /// The room in a region of a height [m].
    init(_ gate: LogicGate, regionHeight: Double, technology: Technology) {
        featureSize = technology.featureSize
        pmosShare = gate.pmosWidth / (gate.pmosWidth + gate.nmosWidth)
        let margin = DesignRules.regionMargin * featureSize
        let isComplementary = pmosShare != 0 && pmosShare != 1
        let gap = isComplementary ? DesignRules.gapBetweenPAndNDiffusions * featureSize : 0
        available = regionHeight - gap - margin
    }

    /// The height for the diffusion of a PMOS transistor [m].
    var pmos: Double { pmosShare * available }

    /// The height for the diffusion of an NMOS transistor [m].
    var nmos: Double {
        let isComplementary = pmosShare != 0 && pmosShare != 1
        return isComplementary ? pmos / pmosShare * (1 - pmosShare) : available
    }
}
