// SPDX-License-Identifier: Apache-2.0

import Estimation

/// Time and energy of the text that a design generates.
public struct GeneratedFigures: Sendable, Equatable, Codable {
    /// Time from a prompt to its first token [s].
    public var timeToFirstToken: Double
    /// Time of a step, in which each sequence gets a token [s].
    public var stepLatency: Double
    /// Energy of a token of the step, with leakage [J].
    public var tokenEnergy: Double
    /// Tokens of all sequences in a second, at the step [1/s].
    public var tokensPerSecond: Double
    /// Energy of a generated token with its share of the prompt [J].
    public var joulesPerToken: Double

    /// Takes figures.
    public init(
        timeToFirstToken: Double, stepLatency: Double, tokenEnergy: Double, tokensPerSecond: Double,
        joulesPerToken: Double
    ) {
        self.timeToFirstToken = timeToFirstToken
        self.stepLatency = stepLatency
        self.tokenEnergy = tokenEnergy
        self.tokensPerSecond = tokensPerSecond
        self.joulesPerToken = joulesPerToken
    }

    /// Takes the figures of generated text.
    init(_ text: GenerationEstimate) {
        self.init(
            timeToFirstToken: text.timeToFirstToken, stepLatency: text.stepLatency, tokenEnergy: text.tokenEnergy,
            tokensPerSecond: text.tokensPerSecond, joulesPerToken: text.joulesPerToken)
    }
}
