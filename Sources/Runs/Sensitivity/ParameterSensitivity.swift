// SPDX-License-Identifier: Apache-2.0

/// How much a headline figure moves with a parameter.
public struct ParameterSensitivity: Sendable {
    /// A headline figure.
    public enum Figure: String, Sendable, CaseIterable {
        /// Energy of an image, or of a multiplication of a macro.
        case energy
        /// Area.
        case area
        /// Time of an image, or of a multiplication of a macro.
        case latency
    }

    /// The figure.
    public let figure: Figure
    /// The parameter.
    public let parameter: String
    /// Its value as a Param file has it.
    public let value: String
    /// Relative change of the figure for a relative change of the parameter [1].
    public let elasticity: Double
}
