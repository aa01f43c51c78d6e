import Technology

/// The memory outside the chip: a constant data rate and a constant energy a bit.
///
/// Figures: DNN+NeuroSim V2.1; the energies also in O'Connor et al., "Fine-Grained DRAM: Energy-Efficient DRAM for
/// Extreme Bandwidth Systems", MICRO 2017. Refresh and standby are not counted.
public struct DRAM: Sendable, Equatable {
    /// Data rate [bit/s].
    public let bandwidth: Double
    /// Energy of moving one bit [J].
    public let energyPerBit: Double

    /// Takes the figures of a kind of memory.
    public init(_ kind: DRAMKind) {
        switch kind {
        case .gddr5:
            bandwidth = 4.288e12
            energyPerBit = 14e-12
        case .hbm2:
            bandwidth = 15.2e12
            energyPerBit = 3.9e-12
        }
    }

    /// Time to move this many bits [s].
    public func readLatency(bits: Double) -> Double {
        bits / bandwidth
    }

    /// Energy to move this many bits [J].
    public func readEnergy(bits: Double) -> Double {
        bits * energyPerBit
    }
}
