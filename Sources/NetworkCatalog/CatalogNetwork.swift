// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Workload

/// A network that is known by its name: extents only, without weights.
public struct CatalogNetwork: Sendable {
    /// Tokens that a network reads at once.
    public struct Sequence: Sendable, Equatable {
        /// Tokens that are read at once [1].
        public var tokens: Int
        /// Earlier tokens, whose keys and values are in the cache [1].
        public var context: Int
        /// Sequences that are read side by side, each with so many tokens and so many earlier ones [1].
        public var count: Int

        /// Tokens, and earlier ones.
        public init(tokens: Int, context: Int = 0, count: Int = 1) {
            self.tokens = tokens
            self.context = context
            self.count = count
        }

        /// Tokens of all sequences [1].
        var allTokens: Int { tokens * count }
    }

    /// What a network reads.
    public enum Input: Sendable, Equatable {
        /// Images of one size.
        case image(channels: Int, height: Int, width: Int)
        /// Tokens of text: so many unless others are asked for, and at most so many.
        case text(tokens: Int, most: Int, generates: Bool)
    }

    /// The word that commands take.
    public let name: String
    /// The paper or manual that its extents come from, and how it departs from that.
    public let source: String
    /// What it reads.
    public let input: Input
    private let steps: @Sendable (Sequence) throws(InvalidLayer) -> [NetworkStep]

    init(
        _ name: String, source: String, input: Input,
        steps: @escaping @Sendable (Sequence) throws(InvalidLayer) -> [NetworkStep]
    ) {
        self.name = name
        self.source = source
        self.input = input
        self.steps = steps
    }

    /// The tokens that are read unless others are asked for; nil for images [1].
    public var defaultTokens: Int? { if case .text(let tokens, _, _) = input { tokens } else { nil } }

    /// The most tokens that a sequence can have, if the network generates text; nil for other networks [1].
    public var longestGenerated: Int? { if case .text(_, let most, true) = input { most } else { nil } }

    /// The network for an image, or for tokens of text.
    ///
    /// - Parameter sequence: the tokens; nil: as many as are usual. For images it must be nil.
    /// - Returns: its steps.
    /// - Throws: `InputError` of kind `usage` when the network reads no tokens, or not so many.
    public func network(_ sequence: Sequence? = nil) throws(InputError) -> Network {
        let chosen = try checked(sequence)
        do {
            return try Network(steps: steps(chosen))
        } catch let error as InputError {
            throw error
        } catch {
            throw InputError("network \(name): \(error)", kind: .usage)
        }
    }

    /// The network as a network file that names its source.
    ///
    /// - Parameter sequence: As in ``network(_:)``.
    /// - Returns: The text of the file.
    /// - Throws: `InputError` as ``network(_:)`` does.
    public func file(_ sequence: Sequence? = nil) throws(InputError) -> String {
        "# \(name): \(source)\n" + (try network(sequence).fileText)
    }

    /// The most sequences side by side [1].
    private static let mostSequences = 4096

    private func checked(_ sequence: Sequence?) throws(InputError) -> Sequence {
        guard case .text(let tokens, let most, let generates) = input else {
            guard sequence == nil else {
                throw InputError("network \(name) reads images, so that there is no number of tokens", kind: .usage)
            }
            return Sequence(tokens: 1)
        }
        let wanted = sequence ?? Sequence(tokens: tokens)
        guard wanted.tokens >= 1, wanted.context >= 0, wanted.tokens <= most, wanted.context <= most - wanted.tokens
        else {
            throw InputError(
                "network \(name) cannot read \(wanted.tokens) tokens after \(wanted.context) others (allowed: 1 to \(most) in all)",
                kind: .usage)
        }
        guard (1...Self.mostSequences).contains(wanted.count) else {
            throw InputError(
                "\(wanted.count) sequences side by side are not possible (allowed: 1 to \(Self.mostSequences))",
                kind: .usage)
        }
        guard generates || wanted.context == 0 else {
            throw InputError("network \(name) generates no text, so that there is no context", kind: .usage)
        }
        return wanted
    }
}

extension CatalogNetwork {
    /// All networks, in the order in which they are listed.
    public static let all: [CatalogNetwork] =
        [lenet5, vgg8, vgg16, resnet18, resnet50, mobilenetV2, efficientnetB0]
        + [visionTransformerBase16, swinTiny, bertBase, gpt2, llama3]

    /// The network with a name; capitals, blanks and hyphens do not matter.
    ///
    /// - Throws: `InputError` of kind `usage` with a suggestion.
    public static func named(_ name: String) throws(InputError) -> CatalogNetwork {
        if let found = known(name) { return found }
        let names = all.map(\.name)
        let hint = nearestName(to: normalized(name), in: names).map { "did you mean `\($0)`?" }
        throw InputError(
            "unknown network `\(shortened(name))` (\(hint ?? "allowed: \(names.joined(separator: ", "))"))",
            kind: .usage)
    }

    /// The network with a name; nil if there is none.
    public static func known(_ name: String) -> CatalogNetwork? {
        let wanted = normalized(name)
        return all.first { $0.name == wanted }
    }

    static func normalized(_ name: String) -> String {
        String(name.lowercased().map { " -".contains($0) ? "_" : $0 })
    }
}
