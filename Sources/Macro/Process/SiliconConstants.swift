// SPDX-License-Identifier: Apache-2.0

/// Constants with a unit that circuits of a macro are made of, and that hardly depend on the node.
///
/// Each says where it comes from. None was fitted; those that name a chip were read off the published breakdown of that chip.
public struct SiliconConstants: Sendable, Equatable {
    // MARK: Wires and transistors

    /// Capacitance of a wire a length [F/m]. 0.2 fF/um at all nodes (ITRS, chapter on interconnect).
    public var wireCapacitance = 0.2e-9
    /// Resistivity of copper at 300 K in wires that are too wide for scattering at their sides [Ohm m].
    public var copperResistivity = 1.9e-8
    /// Mean free path of electrons in copper [m].
    public var electronPath = 39e-9
    /// The grid of the widths of wires [m]: whole nanometers.
    public var wireGrid = 1e-9
    /// Capacitance that a gate with two inputs switches, divided by the root of its area [F/m]. 1.4 fF/um: 1.5 fF in
    /// 1.17 um² at 65 nm, as input, drain and local wire of public libraries add up.
    public var gateCapacitance = 1.4e-9
    /// Gate capacitance of a transistor a width [F/m]; 1 fF/um at all planar nodes (ITRS, chapter on devices).
    public var transistorCapacitance = 1e-9
    /// Leakage of a transistor a width at ``temperature`` [A/m]; 30 pA/um, the target of ITRS for low standby power.
    public var offCurrent = 30e-6
    /// Temperature that doubles the leakage [K].
    var leakageDoubling = 20.0
    /// Temperature of the figures of nodes [K].
    public var temperature = 300.0
    /// Fall of the threshold voltage with temperature [V/K].
    public var thresholdSlope = 1e-3
    /// Width of the range around the threshold in which currents change from exponential to the alpha-power law [V]; 1.5
    /// thermal voltages.
    public var thresholdWidth = 0.04

    // MARK: Cells

    /// A unit capacitor of metal fingers in a cell [F]; 1.2 fF in H. Valavi et al., JSSC 54(6), 2019, near the least that
    /// matches.
    public var unitCapacitor = 1.2e-15
    /// Voltage of a clamped bitline while resistive cells are read [V]; 0.1 V (C.-X. Xue et al., ISSCC 2019, 24.1).
    public var clampedVoltage = 0.1

    // MARK: Converters of inputs

    /// Energy of a level of a voltage at a row over the square of the supply, at 22 nm [F]. 22 % of the energy of the macro
    /// of H. Wang et al., JSSC 58(4), 2023, for 64 conversions of 8 bits.
    public var inputLevelCapacitance = 1.7e-15
    /// Area of a bit of such a converter at 65 nm [m²]. 580 um² for 8 bits at 22 nm in the same macro.
    public var inputBitArea = 110e-12

    // MARK: Converters of columns. Energies are over the square of the supply, at 65 nm.

    /// Energy of a code of a SAR converter [F]: a Walden figure of merit of 10 fJ a step, usual for 5 to 8 bits in
    /// B. Murmann, ADC Performance Survey (1997 to 2023).
    public var codeCapacitance = 10e-15
    /// Energy of a comparator of a flash converter, which must match [F].
    public var comparatorCapacitance = 40e-15
    /// Energy of a code of a converter that counts time [F]: a step of a counter and of a ramp.
    public var timeStepCapacitance = 5e-15
    /// Energy of a part of an input in an integrator [F], as W. Wan et al., Nature 608 (2022), split theirs; a decision
    /// takes a tenth.
    public var integratorCapacitance = 330e-15
    /// Energy of a conversion of no bits that noise demands, at all nodes [F]; it grows by 4 a bit. 0.5 pJ at 8 bits and
    /// 1 V: a Schreier figure of merit of 170 dB, the edge of the survey around 2015 to 2020.
    public var noiseCapacitance = 0.0076e-15

    /// Area of a code of a SAR converter at 65 nm [m²]; 0.5 mm² for 256 converters of 8 bits in H. Jia et al., JSSC 55(9),
    /// 2020.
    public var codeArea = 7e-12
    /// Area of a comparator that matches at 65 nm [m²]; 100 um² for 15 at 7 nm, counters included, in M. E. Sinangil et
    /// al., JSSC 56(1), 2021.
    public var comparatorArea = 20e-12
    /// Area of a bit of a converter that counts time, or of a sense amplifier, at 65 nm [m²].
    public var decisionArea = 60e-12
    /// Area of a bit of an integrator at 65 nm [m²]; 1270 um² for 10 bits at 130 nm in W. Wan et al.
    public var integratorBitArea = 80e-12
    /// Area of a bit of a converter of unknown kind at 65 nm [m²].
    public var unknownBitArea = 30e-12

    /// The constants.
    public init() {}
}
