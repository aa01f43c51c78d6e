// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Configuration
import Diagnostics

/// `tessera params`.
struct ParamsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "params",
        abstract: "Every parameter: name, type, unit, default, allowed values and meaning.")

    /// Formats of the reference.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case markdown
        case json
        case param
    }

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
        switch format {
        case .text: try ParameterReference.text(definitions())
        case .markdown: ParameterReference.markdown()
        case .json: try ParameterReference.json(definitions())
        case .param: ParameterReference.paramFile()
        }
    }

    private func definitions() throws -> [ParameterDefinition] {
        guard !names.isEmpty else { return ParameterSchema.all }
        return try names.map { name in
            guard let definition = ParameterSchema.definition(of: name) else {
                let near = nearestName(to: name, in: ParameterSchema.names)
                let hint = near.map { "; did you mean `\($0)`?" } ?? " (`tessera params` lists all)"
                throw ValidationError("unknown parameter `\(name)`\(hint)")
            }
            return definition
        }
    }
}
