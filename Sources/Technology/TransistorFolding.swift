// SPDX-License-Identifier: Apache-2.0

/// How the transistors of a gate are folded into fingers to fit the height of a cell.
struct TransistorFolding {
    /// One transistor of the gate.
    struct Folded {
        /// The number of fingers, a whole number; 1 without folding.
        let fingers: Double
        /// The height of the diffusion [m]; 0 if there is no transistor.
        let height: Double
        /// Whether there is a transistor.
        var isPresent: Bool { height > 0 }

        static let absent = Folded(fingers: 1, height: 0)
    }

    /// The least height of a diffusion [F]; in a region without room for one, transistors are not folded.
    private static let leastDiffusionHeight = 1e-9

    let nmos: Folded
    let pmos: Folded

    /// Whether no transistor is folded, so that neighbours can share their diffusions.
    var sharesDiffusions: Bool { nmos.fingers == 1 && pmos.fingers == 1 }

    /// Folds the transistors of `gate` into a cell of a height [m].
    init(_ gate: LogicGate, regionHeight: Double, technology: Technology) {
        let nmosWidth = gate.nmosWidth * technology.finFitting
        let pmosWidth = gate.pmosWidth * technology.finFitting
        let pmosShare = pmosWidth / (pmosWidth + nmosWidth)

        let margin = DesignRules.regionMargin * technology.featureSize
        let isComplementary = pmosShare != 0 && pmosShare != 1
        let gap = isComplementary ? DesignRules.gapBetweenPAndNDiffusions * technology.featureSize : 0
        let available = regionHeight - gap - margin

        if let fin = technology.fin {
            pmos = Self.fold(width: pmosWidth, into: pmosShare * available, fin, technology)
            nmos = Self.fold(width: nmosWidth, into: (1 - pmosShare) * available, fin, technology)
        } else if available < Self.leastDiffusionHeight * technology.featureSize {
            pmos = Self.fold(width: pmosWidth, into: .infinity)
            nmos = Self.fold(width: nmosWidth, into: .infinity)
        } else {
            let pmosLimit = pmosShare * available
            let nmosLimit = isComplementary ? pmosLimit / pmosShare * (1 - pmosShare) : available
            pmos = Self.fold(width: pmosWidth, into: pmosLimit)
            nmos = Self.fold(width: nmosWidth, into: nmosLimit)
        }
    }

    /// Folds a planar transistor into fingers of at most `limit` [m].
    private static func fold(width: Double, into limit: Double) -> Folded {
        guard width > 0 else { return .absent }
        guard width > limit else { return Folded(fingers: 1, height: width) }
        return Folded(fingers: (width / limit).rounded(.up), height: limit)
    }

    /// Folds a FinFET, its width already fitted, into fingers over as many fins as `available` [m] holds.
    ///
    /// A number of fins that is not a multiple of those that fit is rounded down to whole fingers.
    private static func fold(
        width: Double, into available: Double, _ fin: FinGeometry, _ technology: Technology
    ) -> Folded {
        let fins = technology.finCount(fittedWidth: width, fin)
        guard fins > 0 else { return .absent }
        let limit = max(1, (available / fin.pitch).rounded(.down) + 1)
        let height = (min(fins, limit) - 1) * fin.pitch + fin.width
        let fingers = fins > limit ? (fins / limit).rounded(.down) : 1
        return Folded(fingers: fingers, height: height)
    }
}
