// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Foundation

/// A command as the argument parser describes it: the source of its help, and of its page in the manual.
struct CommandDescription: Decodable, Equatable {
    /// An option, a flag or an argument.
    struct Argument: Decodable, Equatable {
        /// Its name on the command line.
        struct Name: Decodable, Equatable {
            let kind: String
            let name: String

            /// `--name` or `-n`.
            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        let kind: String
        let names: [Name]?
        let valueName: String?
        let abstract: String?
        let sectionTitle: String?
        let allValues: [String]?
        let defaultValue: String?
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool

        var isPositional: Bool { kind == "positional" }
        var isFlag: Bool { kind == "flag" }
    }

    let commandName: String
    let superCommands: [String]?
    let abstract: String?
    let discussion: String?
    let arguments: [Argument]?
    let subcommands: [CommandDescription]?
    let defaultSubcommand: String?
    let shouldDisplay: Bool

    /// The words that run the command.
    var words: [String] { (superCommands ?? []) + [commandName] }

    /// The commands below this one that help shows, but for `help` itself.
    var visibleSubcommands: [CommandDescription] {
        (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    }

    /// This command and all below it.
    var all: [CommandDescription] { [self] + visibleSubcommands.flatMap(\.all) }

    /// The program as the argument parser describes it.
    ///
    /// - Throws: `InputError` of kind `internalError` when the description has another form.
    static func program() throws(InputError) -> CommandDescription {
        struct Description: Decodable {
            let serializationVersion: Int
            let command: CommandDescription
        }
        do {
            let description = try JSONDecoder().decode(Description.self, from: Data(RootCommand._dumpHelp().utf8))
            if description.serializationVersion == 0 { return description.command }
            throw InputError(
                "the description of commands has version \(description.serializationVersion), not 0",
                kind: .internalError)
        } catch let error as InputError {
            throw error
        } catch {
            throw InputError("the description of commands cannot be read: \(error)", kind: .internalError)
        }
    }
}
