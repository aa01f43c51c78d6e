// SPDX-License-Identifier: Apache-2.0

/// Layout rules, most of them in units of the feature size F.
///
/// The distances are those that the reference lays out standard cells and sense amplifiers with (`docs/technology.md`).
public enum DesignRules {
    // MARK: Transistors and standard cells

    /// The smallest width of an NMOS transistor in a gate [F].
    public static let minimumNmosSize = 2.0
    /// The height of a standard cell of planar transistors [F].
    public static let maximumTransistorHeight = 28.0
    /// The distance between a P and an N diffusion [F].
    public static let gapBetweenPAndNDiffusions = 3.5
    /// The distance between two gates over one diffusion [F].
    public static let gapBetweenGatePoly = 2.8
    /// The distance between two gates over the same fins [F].
    public static let gapBetweenGatePolyFinFET = 3.9
    /// The part of a gate that reaches out over the diffusion [F].
    public static let polyExtensionOverDiffusion = 1.0
    /// The distance between two polysilicon lines over field oxide [F].
    public static let gapBetweenFieldPoly = 1.6
    /// The width of a gate line [F].
    public static let polyWidth = 1.0
    /// The width of a gate line over fins [F].
    public static let polyWidthFinFET = 1.4
    /// The pitch of the second metal layer [F].
    public static let metal2Pitch = 3.2
    /// The pitch of the third metal layer [F].
    public static let metal3Pitch = 2.8

    // MARK: Latch sense amplifier

    /// The width of a PMOS transistor of the latch [F].
    public static let senseWidthP = 7.5
    /// The width of an NMOS transistor of the latch [F].
    public static let senseWidthN = 3.75
    /// The width of an isolation transistor [F].
    public static let senseIsolationWidth = 12.5
    /// The width of the enable transistor [F].
    public static let senseEnableWidth = 5.0
    /// The width of a column multiplexer transistor at the amplifier [F].
    public static let senseMuxWidth = 9.0

    // MARK: Ratios

    /// The resistance of a switch in series with a cell or an array, as a part of theirs [1].
    public static let irDropTolerance = 0.25
    /// The resistance of a transistor in its linear region, as a part of that at saturation [1].
    public static let linearRegionRatio = 0.20
    /// The greatest ratio of the sides of a block [1].
    public static let heightWidthRatioLimit = 5.0

    // MARK: Derived

    /// The height of a region that a gate and its distance to field polysilicon take at both ends [F].
    static let regionMargin = (polyExtensionOverDiffusion + gapBetweenFieldPoly / 2) * 2
}
