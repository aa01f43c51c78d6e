// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Configuration
import Runs

/// `tessera params import`.
struct ParamsImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Makes a Param file of a Param.cpp of NeuroSim V1.3 to V1.5, V2.0 or V2.1.",
        discussion: """
            Assignments are run in order, with their conditions. What differs from the defaults is written; what could not \
            be taken is listed on standard error with its line, and in the file as comments.
            """)

    @Argument(help: ArgumentHelp("The Param.cpp.", valueName: "param.cpp"))
    var file: String

    @Option(
        help: ArgumentHelp(
            "The revision that is to estimate it: \(RevisionWord.list). (default: what the names in the file tell)",
            valueName: "revision"))
    var revision: RevisionWord?

    @Flag(help: "No list on standard error.")
    var quiet = false

    @OptionGroup(title: "Output") var output: OutputOptions

    func run() throws {
        let destination = try output.destination()
        let imported = try ParameterImportRequest(file, revision: revision?.name).run()
        try destination.write(imported.text)
        if !quiet { StandardStreams.warn(imported.warnings) }
    }
}

/// A revision as an argument.
struct RevisionWord: ExpressibleByArgument {
    let name: RevisionName

    init?(argument: String) {
        guard let name = RevisionName(word: argument) else { return nil }
        self.name = name
    }

    static let allValueStrings = RevisionName.allCases.map(\.word)

    /// All words, for a page of help.
    static let list = allValueStrings.joined(separator: ", ")
}
