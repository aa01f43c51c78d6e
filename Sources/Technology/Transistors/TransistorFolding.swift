// SPDX-License-Identifier: Apache-2.0

/// How the transistors of a gate are folded into fingers to fit the height of a cell.
struct TransistorFolding {
    /// What the fingers are counted for.
    enum Purpose {
        /// The width of a gate.
        case layout
        /// The junctions at its output.
        case junctions
    }

    /// One transistor of the gate.
    struct Folded {
        /// The number of fingers, a whole number; 1 without folding.
        let fingers: Double
        /// The height of the diffusion [m]; 0 if there is no transistor.
        let height: Double
        /// Whether there is a transistor.
        var isPresent: Bool { height > 0 }

        static let absent = Folded(fingers: 1, height: 0)

        /// The same fingers with a diffusion of another height, as a part of this one [1].
        func scaled(by ratio: Double) -> Folded { Folded(fingers: fingers, height: height * ratio) }
    }

    /// The least height of a diffusion [F]; in a region without room for one, transistors are not folded.
    private static let leastDiffusionHeight = 1e-9

    let nmos: Folded
    let pmos: Folded

    /// Whether no transistor is folded, so that neighbours can share their diffusions.
    var sharesDiffusions: Bool { nmos.fingers == 1 && pmos.fingers == 1 }

    /// Folds the transistors of `gate` into a cell of a height [m].
    init(_ gate: LogicGate, regionHeight: Double, technology: Technology, for purpose: Purpose) {
        switch technology.transistors {
        case .planar:
            self.init(gate, limits: PlanarLimits(gate, regionHeight: regionHeight, technology: technology))
        case .fittedFins(let fin):
            self.init(gate, regionHeight: regionHeight, fin: fin, technology: technology)
        case .cells(let devices):
            self.init(gate, regionHeight: regionHeight, devices: devices, for: purpose)
        }
    }

    /// The same folding with diffusions of other heights, as a part of these [1].
    func scaled(nmos: Double, pmos: Double) -> TransistorFolding {
        TransistorFolding(nmos: self.nmos.scaled(by: nmos), pmos: self.pmos.scaled(by: pmos))
    }

    private init(nmos: Folded, pmos: Folded) {
        self.nmos = nmos
        self.pmos = pmos
    }
}

// MARK: Planar transistors

extension TransistorFolding {
    private init(_ gate: LogicGate, limits: PlanarLimits) {
        guard limits.available >= Self.leastDiffusionHeight * limits.featureSize else {
            self.init(
                nmos: Self.fold(width: gate.nmosWidth, into: .infinity),
                pmos: Self.fold(width: gate.pmosWidth, into: .infinity))
            return
        }
        self.init(
            nmos: Self.fold(width: gate.nmosWidth, into: limits.nmos),
            pmos: Self.fold(width: gate.pmosWidth, into: limits.pmos))
    }

    /// Folds a planar transistor into fingers of at most `limit` [m].
    private static func fold(width: Double, into limit: Double) -> Folded {
        guard width > 0 else { return .absent }
        guard width > limit else { return Folded(fingers: 1, height: width) }
        return Folded(fingers: (width / limit).rounded(.up), height: limit)
    }
}

// MARK: Fitted fins

extension TransistorFolding {
    private init(_ gate: LogicGate, regionHeight: Double, fin: FinGeometry, technology: Technology) {
        let fitted = LogicGate(
            gate.kind, inputs: gate.inputs, nmosWidth: gate.nmosWidth * technology.finFitting,
            pmosWidth: gate.pmosWidth * technology.finFitting)
        let limits = PlanarLimits(fitted, regionHeight: regionHeight, technology: technology)
        let pmosLimit = limits.pmosShare * limits.available
        let nmosLimit = (1 - limits.pmosShare) * limits.available
        self.init(
            nmos: Self.fold(width: fitted.nmosWidth, into: nmosLimit, fin, technology),
            pmos: Self.fold(width: fitted.pmosWidth, into: pmosLimit, fin, technology))
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

// MARK: Whole devices

extension TransistorFolding {
    private init(_ gate: LogicGate, regionHeight: Double, devices: CellDevices, for purpose: Purpose) {
        let count: CellDevices.Count = purpose == .layout ? .current : .charge
        let nmosWidth = devices.devices(drawnWidth: gate.nmosWidth, for: count)
        let pmosWidth = devices.devices(drawnWidth: gate.pmosWidth, for: count)
        let limits = Self.limits(
            pmosShare: pmosWidth / (pmosWidth + nmosWidth), regionHeight: regionHeight, devices: devices)
        // Fingers of whole devices are rounded down; only the widths of cells of nanosheets are rounded up.
        let rule: FloatingPointRoundingRule = devices.areSheets && purpose == .layout ? .up : .down
        func fold(_ width: Double, _ limit: Int) -> Folded {
            let number = width.rounded(.up)
            let limit = Double(limit)
            guard number > 0 else { return .absent }
            return Folded(
                fingers: number > limit ? (number / limit).rounded(rule) : 1,
                height: min(number, limit) * devices.extent)
        }
        self.init(nmos: fold(nmosWidth, limits.nmos), pmos: fold(pmosWidth, limits.pmos))
    }

    /// The devices of a finger [1]: those of both rows of a cell for transistors of one kind; for both kinds together
    /// as many fins of each as their share of the width, or a row of nanosheets.
    private static func limits(
        pmosShare: Double, regionHeight: Double, devices: CellDevices
    ) -> (nmos: Int, pmos: Int) {
        let perSide = devices.devicesPerSide(regionHeight: regionHeight)
        let both = 2 * perSide
        guard pmosShare > 0, pmosShare < 1 else { return (both, both) }
        guard !devices.areSheets else { return (devices.devicesPerSide, devices.devicesPerSide) }
        let nmos = pmosShare > 0.5 ? Int(Double(both) * (1 - pmosShare)) : both - Int(Double(both) * pmosShare)
        let inside = min(max(nmos, 1), both - 1)
        return (inside, both - inside)
    }
}
