// SPDX-License-Identifier: Apache-2.0

/// Dimensions of cells and what lies around them.
extension Technology {
    /// The height of a standard cell [m].
    public var standardCellHeight: Double {
        switch transistors {
        case .planar, .fittedFins: DesignRules.maximumTransistorHeight * featureSize
        case .cells(let devices): devices.standardHeight
        }
    }

    /// The distance between neighbouring gate lines over one diffusion, center to center [m].
    public var gatePitch: Double {
        let rules = DesignRules.self
        return switch transistors {
        case .planar: (rules.polyWidth + rules.gapBetweenGatePoly) * featureSize
        case .fittedFins: (rules.polyWidthFinFET + rules.gapBetweenGatePolyFinFET) * featureSize
        case .cells(let devices): devices.layout.gatePitch
        }
    }

    /// The distance between gate lines that cells of an array are relaxed to, where they are [m].
    public var relaxedGatePitch: Double {
        switch transistors {
        case .planar, .fittedFins: (DesignRules.polyWidth + DesignRules.gapBetweenGatePoly) * featureSize
        case .cells(let devices): devices.layout.relaxedGatePitch
        }
    }

    /// The pitch of wires of the second metal layer [m].
    public var metal2Pitch: Double { metalPitch ?? DesignRules.metal2Pitch * featureSize }

    /// The pitch of wires of the third metal layer [m].
    public var metal3Pitch: Double { metalPitch ?? DesignRules.metal3Pitch * featureSize }

    /// The pitch of all lower metal layers [m]; nil where they differ.
    private var metalPitch: Double? {
        switch transistors {
        case .planar, .fittedFins: nil
        case .cells(let devices): devices.layout.metalPitch
        }
    }

    /// The height of a region that is given as one of planar transistors [m].
    func cellHeight(regionHeight: Double) -> Double {
        switch transistors {
        case .planar, .fittedFins: regionHeight
        case .cells(let devices): devices.height(regionHeight: regionHeight)
        }
    }

    /// The width of the diffusion between two gate lines [m].
    var diffusionWidth: Double {
        switch transistors {
        case .planar: DesignRules.gapBetweenGatePoly * featureSize
        case .fittedFins: DesignRules.gapBetweenGatePolyFinFET * featureSize
        case .cells(let devices): devices.layout.diffusionWidth
        }
    }
}
