// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Configuration
import Diagnostics

/// `tessera params list`, which is `tessera params`.
struct ParamsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Every parameter: name, type, unit, default, allowed values and meaning.")

    /// Formats of the reference.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case markdown
        case json
        case param
    }

    @Option(
        help: ArgumentHelp(
            "The revision whose parameters and defaults are described: \(RevisionWord.list). "
                + "(default: \(RevisionName.standard.word))", valueName: "revision"))
    var revision: RevisionWord?

    @Argument(help: ArgumentHelp("Parameters to describe, in text and json. (default: all)", valueName: "name"))
    var names: [String] = []

    @Option(help: ArgumentHelp("Format of the reference; param is a Param file with comments.", valueName: "format"))
    var format = Format.text

    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        if !names.isEmpty, format == .markdown || format == .param {
            throw ValidationError("--format \(format.rawValue) describes all parameters: leave out the names")
        }
    }

    func run() throws {
        let destination = try output.destination()
        try destination.write(reference())
    }

    private func reference() throws -> String {
        let revision = revision?.name ?? .standard
        switch format {
        case .text: return try ParameterReference.text(definitions(revision), revision: revision)
        case .markdown: return ParameterReference.markdown()
        case .json: return try ParameterReference.json(definitions(revision), revision: revision)
        case .param: return ParameterReference.paramFile(revision: revision)
        }
    }

    /// The parameters with the given names; nil where none is given.
    private func definitions(_ revision: RevisionName) throws -> [ParameterDefinition]? {
        guard !names.isEmpty else { return nil }
        return try names.map { name in
            guard let definition = ParameterSchema.definition(of: name) else {
                let near = nearestName(to: name, in: ParameterSchema.names)
                let hint = near.map { "; did you mean `\($0)`?" } ?? " (`tessera params` lists all)"
                throw ValidationError("unknown parameter `\(name)`\(hint)")
            }
            guard self.revision == nil || definition.isRead(by: revision) else {
                throw ValidationError("\(revision.word) never reads `\(name)`")
            }
            return definition
        }
    }
}
