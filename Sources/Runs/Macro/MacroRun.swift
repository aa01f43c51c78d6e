// SPDX-License-Identifier: Apache-2.0

import Configuration
import Macro

/// The result of ``MacroRequest``.
public struct MacroRun: Sendable {
    /// The macro at work.
    public let macro: Macro
    /// The parameters.
    public let configuration: Configuration
    /// Parameters that move the figures most; nil where nobody asked.
    public let sensitivities: [ParameterSensitivity]?
    /// Warnings about the figures.
    public let warnings: [String]
}
