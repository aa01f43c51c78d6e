// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Text that is generated after a prompt, token by token.
///
/// The prompt is read at once, which gives the first token. Each other token is a step, which reads the token before it and the
/// keys and values of all earlier ones.
public struct GenerationPlan: Sendable, Equatable {
    /// Tokens of the prompt [1].
    public let prompt: Int
    /// Tokens that are generated, the first of which comes with the prompt [1].
    public let generated: Int
    /// Earlier tokens of the step whose figures are given [1].
    public let context: Int
    /// Sequences that are generated side by side [1].
    public let sequences: Int

    /// A plan.
    ///
    /// - Parameters:
    ///   - prompt: Tokens of the prompt, at least 1.
    ///   - generated: Tokens that are generated.
    ///   - context: Earlier tokens of the step whose figures are given; nil: those of the first step.
    ///   - sequences: Sequences side by side, at least 1.
    ///   - most: The longest sequence of the network.
    /// - Throws: `InputError` of kind `usage` when a sequence would be too long.
    public init(prompt: Int, generated: Int, context: Int?, sequences: Int, most: Int) throws(InputError) {
        // The last token that is generated is not read.
        let longest = most - prompt + 1
        guard longest >= 2 else {
            throw InputError(
                "a prompt of \(prompt) tokens leaves no room for a step of generation (allowed: 1 to \(most - 1))",
                kind: .usage)
        }
        guard (2...longest).contains(generated) else {
            throw InputError(
                "\(generated) tokens cannot be generated after a prompt of \(prompt) (allowed: 2 to \(longest), the first of "
                    + "which comes with the prompt)", kind: .usage)
        }
        let chosen = context ?? prompt
        guard (0..<most).contains(chosen) else {
            throw InputError("a context of \(chosen) tokens is not possible (allowed: 0 to \(most - 1))", kind: .usage)
        }
        self.prompt = prompt
        self.generated = generated
        self.context = chosen
        self.sequences = sequences
    }

    /// The fewest and most earlier tokens of a step [1].
    public var contexts: ClosedRange<Int> { prompt...(prompt + generated - 2) }

    /// The most numbers of earlier tokens that are evaluated [1].
    static let mostSamples = 33

    /// Numbers of earlier tokens at which steps are evaluated: all of them, or evenly spread ones; a single step also with one
    /// token less, because a line needs two points.
    public var sampledContexts: [Int] {
        let span = contexts.upperBound - contexts.lowerBound
        guard span > 0 else { return [prompt - 1, prompt] }
        guard span >= Self.mostSamples else { return Array(contexts) }
        return (0..<Self.mostSamples).map { contexts.lowerBound + span * $0 / (Self.mostSamples - 1) }
    }
}
