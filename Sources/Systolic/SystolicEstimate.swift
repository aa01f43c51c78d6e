// SPDX-License-Identifier: Apache-2.0

/// A network on a systolic array with what it costs: what reports show.
public struct SystolicEstimate: Sendable {
    /// Cycles and accesses.
    public let run: SystolicRun
    /// The array in silicon.
    public let hardware: ArrayHardware
    /// Energy of each layer by cause [J].
    public let layerEnergies: [SystolicBreakdown]
    /// Energy of all layers by cause [J].
    public let energy: SystolicBreakdown

    /// Puts figures and costs together.
    public init(_ run: SystolicRun, hardware: ArrayHardware) {
        self.run = run
        self.hardware = hardware
        layerEnergies = run.layers.map { hardware.energy(of: $0) }
        energy = layerEnergies.reduce(SystolicBreakdown(), +)
    }

    /// Time of all layers, one after the other [s].
    public var latency: Double { hardware.time(cycles: run.totalCycles) }

    /// Warnings about the figures.
    public var warnings: [String] {
        guard !hardware.technology.meetsClock else { return [] }
        let path = hardware.technology.criticalPath * 1e9
        let period = 1e9 / hardware.technology.clockFrequency
        return [
            "a multiplication and an addition take \(rounded(path)) ns, more than the clock period of "
                + "\(rounded(period)) ns (clkFreq): the array needs a slower clock, or pipelined elements"
        ]
    }

    private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
