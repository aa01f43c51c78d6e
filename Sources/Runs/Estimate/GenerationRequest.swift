// SPDX-License-Identifier: Apache-2.0

/// Text that a network by name is asked to generate after its tokens.
public struct GenerationRequest: Sendable, Equatable {
    /// Tokens that are generated, the first of which comes with the prompt [1].
    public var tokens: Int
    /// Earlier tokens of the step whose figures are given [1]; nil: those of the first step.
    public var context: Int?
    /// Sequences that are generated side by side [1].
    public var sequences: Int

    /// Asks for text.
    public init(tokens: Int, context: Int? = nil, sequences: Int = 1) {
        self.tokens = tokens
        self.context = context
        self.sequences = sequences
    }
}
