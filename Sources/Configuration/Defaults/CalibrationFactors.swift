// SPDX-License-Identifier: Apache-2.0

/// Factors with which DNN+NeuroSim V1.5 is fitted to silicon; they count where ``ParameterSet/isCalibrated`` says so.
public struct CalibrationFactors: Sendable, Hashable {
    /// `alpha`: area of a level shifter with its wires, over that of its transistors [1].
    public var levelShifterArea = 1.44
    /// `beta`: sensing cycle over the delays in it [1].
    public var sensingCycle = 1.4
    /// `gamma`: share of flip-flops of accumulators that switch [1].
    public var flipFlopActivity = 0.5
    /// `delta`: share of adders that switch [1].
    public var adderActivity = 0.15
    /// `epsilon`: share of control circuits that switch [1].
    public var controlActivity = 0.05
    /// `zeta`: energy after layout over energy before it [1]; divides energy efficiencies.
    public var layoutEnergy = 1.22

    /// The factors of V1.5.
    public init() {}
}
