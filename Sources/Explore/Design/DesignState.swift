// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Formats
import NetworkCatalog
import ReportKit
import Runs
import Workload

/// A design as the page sends it: a network, the parameters that were set, and lengths of numbers.
package struct DesignState: Sendable, Equatable {
    /// Where the network comes from.
    package enum NetworkChoice: Sendable, Equatable {
        /// A network that is known by its name; `tokens` are nil for its own count.
        case named(String, tokens: Int?)
        /// The text of a network file that the user has uploaded.
        case text(String, file: String)
    }

    /// A parameter that was set, as a Param file would write it.
    package struct Assignment: Sendable, Equatable {
        let name: String
        let value: String

        /// The argument of `--set`.
        var argument: String { "\(name)=\(value)" }
    }

    /// The network.
    package let network: NetworkChoice
    /// The parameters that were set, in the order of the page.
    package let assignments: [Assignment]
    /// Bits of a weight; nil for 8.
    package let weightBits: Int?
    /// Bits of an activation; nil for 8.
    package let activationBits: Int?

    /// What errors call the text that comes from the page.
    static let source = "request"
    private static let bits = 1...32

    /// Reads a state.
    ///
    /// - Parameter content: an object with `network`, `parameters` and, where they are not 8, `weightBits` and `activationBits`.
    /// - Throws: `InputError` with line and column when a member is missing, unknown or of another type.
    package init(_ content: JSONContent) throws(InputError) {
        let members = try JSONMembers(
            content, place: "the design", file: Self.source,
            allowed: ["network", "parameters", "weightBits", "activationBits"])
        network = try Self.network(members)
        var assignments: [Assignment] = []
        if let parameters = members.content("parameters") {
            guard case .object(let list) = parameters.value else {
                throw members.error("parameters", "is \(parameters), not an object")
            }
            for parameter in list {
                guard case .text(let value) = parameter.content.value else {
                    throw members.error("parameters", "gives \(shortened(parameter.name)) a value that is no text")
                }
                assignments.append(Assignment(name: parameter.name, value: value))
            }
        }
        self.assignments = assignments
        weightBits = members.has("weightBits") ? try members.integer("weightBits", Self.bits) : nil
        activationBits = members.has("activationBits") ? try members.integer("activationBits", Self.bits) : nil
    }

    private init(_ other: DesignState, adding more: [Assignment]) {
        network = other.network
        let names = Set(more.map(\.name))
        assignments = other.assignments.filter { !names.contains($0.name) } + more
        weightBits = other.weightBits
        activationBits = other.activationBits
    }

    /// The same design with some parameters set to other values.
    func setting(_ more: [Assignment]) -> DesignState { DesignState(self, adding: more) }

    private static func network(_ members: JSONMembers) throws(InputError) -> NetworkChoice {
        guard let content = members.content("network") else { throw members.error("network", "is missing") }
        let network = try JSONMembers(
            content, place: "network", file: source, allowed: ["name", "tokens", "text", "file"])
        if network.has("text") {
            return .text(
                try network.text("text"), file: network.has("file") ? try network.text("file") : "the network")
        }
        let tokens = network.has("tokens") ? try network.integer("tokens", 1...(1 << 20)) : nil
        return .named(try network.text("name"), tokens: tokens)
    }
}

extension DesignState {
    /// The parameters, read as the command line reads `--set`.
    ///
    /// - Throws: `InputError` for the first unknown name, value that is not allowed, or contradiction.
    func configuration() throws(InputError) -> Configuration {
        try Configuration(sources: [], assignments: assignments.map(\.argument))
    }

    /// The network, from the list of known ones or from the text. No file is opened.
    ///
    /// - Throws: `InputError` when there is no network of this name, or the text makes none.
    func readNetwork() throws(InputError) -> Network {
        switch network {
        case .named(let name, let tokens):
            let known = try CatalogNetwork.named(name)
            return try known.network(tokens.map { CatalogNetwork.Sequence(tokens: $0) })
        case .text(let text, let file):
            return try Network(text: text, named: file)
        }
    }

    /// The words of the command that gives the same figures.
    ///
    /// - Parameter format: the format of its report.
    /// - Returns: the words, the first of which is the program.
    func command(_ format: String) -> [String] {
        var words = ["tessera", "estimate", "--network"]
        switch network {
        case .named(let name, let tokens):
            words.append(name)
            if let tokens { words += ["--tokens", "\(tokens)"] }
        case .text(_, let file): words.append(file)
        }
        words += ["--workload", "statistics"]
        for assignment in assignments { words += ["--set", assignment.argument] }
        if let weightBits { words += ["--weight-bits", "\(weightBits)"] }
        if let activationBits { words += ["--activation-bits", "\(activationBits)"] }
        return words + ["--format", format]
    }
}
