// SPDX-License-Identifier: Apache-2.0

/// A change of one parameter that makes a headline figure of a design better.
public struct DesignChange: Sendable {
    /// The parameter.
    public let parameter: String
    /// Its present value as a Param file has it.
    public let value: String
    /// The value to try, as a Param file has it.
    public let proposed: String
    /// What the change does, in a few words.
    public let meaning: String
    /// The headline figure that it improves most among all changes that were tried.
    public let improves: ParameterSensitivity.Figure
    /// Area with the change over area without it [1].
    public let area: Double
    /// Latency with the change over latency without it [1].
    public let latency: Double
    /// Energy with the change over energy without it [1].
    public let energy: Double
}
