// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Estimation
import NetworkCatalog
import Runs

extension SweepPlan {
    /// Tokens that a network by name reads and generates.
    public struct Text: Sendable, Equatable {
        /// Tokens of the prompt; nil: as many as are usual [1].
        public let tokens: Int?
        /// Tokens that are generated after it; nil for none.
        public let generation: GenerationRequest?

        /// Reads the section `text` of a plan.
        init(_ node: PlanNode) throws(InputError) {
            let members = try node.members(allowed: ["tokens", "generate", "context", "batch"])
            tokens = try members["tokens"]?.integer(1...Int.max)
            guard let generate = members["generate"] else {
                for key in ["context", "batch"] {
                    if let node = members[key] { throw node.error("`\(key)` needs `generate`") }
                }
                generation = nil
                return
            }
            generation = GenerationRequest(
                tokens: try generate.integer(2...Int.max), context: try members["context"]?.integer(0...Int.max),
                sequences: try members["batch"]?.integer(1...Int.max) ?? 1)
        }

        /// The network of a name for these tokens.
        ///
        /// - Parameters:
        ///   - name: The name.
        ///   - file: The file of the plan, for messages.
        /// - Returns: The network.
        /// - Throws: `InputError` when there is no such name, or it cannot read or generate so many tokens.
        func input(_ name: String, file: String) throws(InputError) -> NetworkInput {
            do throws(InputError) {
                let known = try CatalogNetwork.named(name)
                let prompt = tokens ?? known.defaultTokens ?? 1
                _ = try known.network(.init(tokens: prompt))
                guard let generation else { return .text(name, .init(tokens: prompt)) }
                guard let most = known.longestGenerated else {
                    throw InputError("network \(name) generates no text")
                }
                _ = try GenerationPlan(
                    prompt: prompt, generated: generation.tokens, context: generation.context,
                    sequences: generation.sequences, most: most)
                return .text(name, .init(tokens: prompt))
            } catch {
                throw InputError("`text`: \(error.message)", file: file)
            }
        }
    }

    /// Refuses what a plan with generated text cannot have.
    static func checkText(beside members: [String: PlanNode]) throws(InputError) {
        for key in ["training", "model"] {
            if let node = members[key] { throw node.error("`\(key)` and `text` exclude each other") }
        }
    }
}
