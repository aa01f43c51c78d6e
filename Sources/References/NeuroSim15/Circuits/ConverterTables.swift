// SPDX-License-Identifier: Apache-2.0

/// How long a mirrored current takes to settle, fitted for one load of the column and corrected for others.
struct LoadedDelayFit: Sendable, Equatable {
    /// The delay at the fitted load [s].
    let delay: ResistanceFit
    /// The capacitance of a column for which the delay is fitted [F].
    let load: Double
    /// The resistance above which the load matters [Ω].
    let firstResistance: Double
    /// Growth of the delay for each ohm above that resistance where the load is twice the fitted one [s/Ω].
    let growthPerOhm: Double

    /// A fit whose delay grows by `growth` [s] between two resistances [Ω] where the load is twice as large.
    init(_ delay: ResistanceFit, load: Double, growth: Double, from first: Double, to last: Double) {
        self.delay = delay
        self.load = load
        firstResistance = first
        growthPerOhm = growth / (last - first)
    }

    /// The delay of a column of a resistance [Ω] and a capacitance [F], in [s].
    func delay(resistance: Double, capacitance: Double) -> Double {
        let fitted = delay.value(at: resistance)
        guard resistance > firstResistance else { return fitted }
        return fitted + growthPerOhm * (resistance - firstResistance) * ((capacitance - load) / load)
    }
}

/// What converters of a node take that compare a column with reference columns, fitted to circuit simulations.
///
/// Figures of `MultilevelSenseAmp` of the reference: delays of comparisons of currents, power of the current mirrors of
/// low-standby-power transistors, and the voltage of the columns in the simulations.
struct MirrorFits: Sendable, Equatable {
    /// Delay of a comparison of currents.
    let delay: LoadedDelayFit
    /// Power that the mirrored current of a column takes in each comparator, for the resistance of a column at 0.5 V [W].
    let power: ResistanceFit
    /// The voltage by which a column moves [V].
    let readVoltage: Double

    /// The fits by node [nm].
    static let nodes = planarNodes.merging(advancedNodes) { planar, _ in planar }
    /// Those of the node of the reference's defaults.
    static let reference = node22

    private static let node22 = MirrorFits(
        delay: LoadedDelayFit(
            ResistanceFit(
                below: 4832, .logarithmic(-1.32118e-10, at1: 1.7552e-09),
                above: .linear(8.02517e-15, at0: 8.51803e-10)),
            load: 4.5e-15, growth: 3.1e-10, from: 12700.0, to: 100000.0),
        power: ResistanceFit(
            below: 4832, .linear(-2.85373e-11, at0: 9.16744e-07), below: 379269,
            .logarithmic(-1.63133e-07, at1: 2.1687e-06), above: .logarithmic(-5.8712e-08, at1: 8.64648e-07)),
        readVoltage: 0.55)
}

// MARK: - Nodes of planar transistors

extension MirrorFits {
    private static let planarNodes: [Int: MirrorFits] = [
        130: MirrorFits(
            delay: LoadedDelayFit(
                ResistanceFit(
                    below: 1832, .logarithmic(-1.18573e-10, at1: 2.54175e-09),
                    above: .linear(3.78659e-14, at0: 2.60629e-09)),
                load: 2.662e-14, growth: 2e-09, from: 1950.0, to: 100000.0),
            power: ResistanceFit(
                below: 4832, .linear(-4.12599e-11, at0: 1.48536e-06), below: 379269,
                .logarithmic(-2.6617e-07, at1: 3.56576e-06), above: .logarithmic(-1.25872e-07, at1: 1.81453e-06)),
            readVoltage: 0.58),
        90: MirrorFits(
            delay: LoadedDelayFit(
                ResistanceFit(
                    below: 4832, .logarithmic(-1.08914e-10, at1: 2.43204e-09),
                    above: .linear(2.8688e-14, at0: 2.31147e-09)),
                load: 1.84e-14, growth: 1.5e-09, from: 4830.0, to: 100000.0),
            power: ResistanceFit(
                below: 4832, .linear(-1.67004e-11, at0: 8.54958e-07), below: 379269,
                .logarithmic(-1.50719e-07, at1: 2.0858e-06), above: .logarithmic(-8.89685e-08, at1: 1.3007e-06)),
            readVoltage: 0.58),
        65: MirrorFits(
            delay: LoadedDelayFit(
                ResistanceFit(
                    below: 4832, .logarithmic(-8.11436e-11, at1: 2.2554e-09),
                    above: .linear(2.12366e-14, at0: 2.14339e-09)),
                load: 1.33e-14, growth: 1.2e-09, from: 4830.0, to: 100000.0),
            power: ResistanceFit(
                below: 4832, .linear(-6.08647e-12, at0: 4.82814e-07), below: 379269,
                .logarithmic(-8.03449e-08, at1: 1.16437e-06), above: .logarithmic(-6.01171e-08, at1: 8.9355e-07)),
            readVoltage: 0.55),
        45: MirrorFits(
            delay: LoadedDelayFit(
                ResistanceFit(
                    below: 4832, .logarithmic(-1.12976e-10, at1: 2.16762e-09),
                    above: .linear(1.54619e-14, at0: 1.60263e-09)),
                load: 9.21e-15, growth: 8.1e-10, from: 4830.0, to: 100000.0),
            power: ResistanceFit(
                below: 4832, .linear(-3.96471e-12, at0: 3.44344e-07), below: 379269,
                .logarithmic(-5.66235e-08, at1: 8.27849e-07), above: .logarithmic(-4.32673e-08, at1: 6.46111e-07)),
            readVoltage: 0.51),
        32: MirrorFits(
            delay: LoadedDelayFit(
                ResistanceFit(
                    below: 4832, .logarithmic(-1.31777e-10, at1: 2.03151e-09),
                    above: .linear(1.15509e-14, at0: 1.19475e-09)),
                load: 6.55e-15, growth: 5.5e-10, from: 4830.0, to: 100000.0),
            power: ResistanceFit(
                below: 4832, .linear(-6.72783e-12, at0: 4.19847e-07), below: 379269,
                .logarithmic(-7.28881e-08, at1: 1.02677e-06), above: .logarithmic(-4.35333e-08, at1: 6.4697e-07)),
            readVoltage: 0.51),
        22: node22,
    ]
}

// MARK: - Nodes of fins and sheets

extension MirrorFits {
    private static let advancedNodes: [Int: MirrorFits] = [
        14: MirrorFits(
            delay: LoadedDelayFit(
                ResistanceFit(
                    below: 812, .logarithmic(-7.01209e-11, at1: 1.21771e-09), below: 2962,
                    .logarithmic(-2.11644e-11, at1: 8.96216e-10), above: .linear(6.18337e-15, at0: 8.17633e-10)),
                load: 2.86e-15, growth: 2.9e-10, from: 12700.0, to: 100000.0),
            power: ResistanceFit(
                below: 7847, .linear(-3.11213e-13, at0: 5.34821e-08),
                above: .logarithmic(-9.64978e-09, at1: 1.44527e-07)),
            readVoltage: 0.277),
        10: MirrorFits(
            delay: LoadedDelayFit(
                ResistanceFit(
                    below: 1128, .logarithmic(-7.20238e-11, at1: 1.18578e-09), below: 4832,
                    .logarithmic(-1.81368e-11, at1: 8.16065e-10), above: .linear(4.72185e-15, at0: 7.28474e-10)),
                load: 2.04e-15, growth: 2.7e-10, from: 12700.0, to: 100000.0),
            power: ResistanceFit(
                below: 20691, .linear(-3.27225e-13, at0: 5.54082e-08),
                above: .logarithmic(-9.99199e-09, at1: 1.49539e-07)),
            readVoltage: 0.28),
        7: MirrorFits(
            delay: LoadedDelayFit(
                ResistanceFit(
                    below: 4832, .logarithmic(-4.67061e-11, at1: 1.03708e-09),
                    above: .linear(3.72084e-15, at0: 7.02172e-10)),
                load: 1.43e-15, growth: 1.3e-10, from: 12700.0, to: 100000.0),
            power: ResistanceFit(
                below: 20691, .linear(-2.62089e-13, at0: 4.7357e-08),
                above: .logarithmic(-8.49198e-09, at1: 1.27848e-07)),
            readVoltage: 0.264),
        5: MirrorFits(
            delay: LoadedDelayFit(
                ResistanceFit(
                    below: 4832, .logarithmic(-4.33009e-11, at1: 9.79525e-10), below: 7847,
                    .logarithmic(-3.15954e-12, at1: 6.53005e-10), above: .linear(2.77641e-15, at0: 6.46706e-10)),
                load: 1.02e-15, growth: 9e-11, from: 12700.0, to: 100000.0),
            power: ResistanceFit(
                below: 20691, .linear(-1.4179e-13, at0: 3.31434e-08),
                above: .logarithmic(-5.76552e-09, at1: 8.89536e-08)),
            readVoltage: 0.253),
        3: MirrorFits(
            delay: LoadedDelayFit(
                ResistanceFit(
                    below: 4832, .logarithmic(-3.62939e-11, at1: 9.04595e-10), below: 7847,
                    .logarithmic(-8.05167e-12, at1: 6.69134e-10), above: .linear(2.02367e-15, at0: 6.04792e-10)),
                load: 6.1e-16, growth: 5e-11, from: 12700.0, to: 100000.0),
            power: ResistanceFit(
                below: 20691, .linear(-1.17664e-13, at0: 2.96368e-08),
                above: .logarithmic(-5.09202e-09, at1: 7.91852e-08)),
            readVoltage: 0.248),
        2: MirrorFits(
            delay: LoadedDelayFit(
                ResistanceFit(
                    below: 4832, .logarithmic(-3.70119e-11, at1: 8.91946e-10), below: 12742,
                    .logarithmic(-7.45304e-12, at1: 6.42667e-10), above: .linear(1.74295e-15, at0: 5.82625e-10)),
                load: 4e-16, growth: 3.4e-11, from: 20060.0, to: 100000.0),
            power: ResistanceFit(
                below: 20691, .linear(-2.01487e-13, at0: 4.21066e-08),
                above: .logarithmic(-7.43005e-09, at1: 1.13414e-07)),
            readVoltage: 0.28),
        1: MirrorFits(
            delay: LoadedDelayFit(
                ResistanceFit(
                    below: 4832, .logarithmic(-3.81168e-11, at1: 8.78701e-10), below: 12742,
                    .logarithmic(-2.01799e-11, at1: 7.25185e-10), above: .linear(1.19486e-15, at0: 5.35253e-10)),
                load: 2e-16, growth: 1.3e-11, from: 20060.0, to: 100000.0),
            power: ResistanceFit(
                below: 20691, .linear(-1.68865e-13, at0: 3.80513e-08),
                above: .logarithmic(-6.64737e-09, at1: 1.02221e-07)),
            readVoltage: 0.272),
    ]
}
