// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Reporting

/// `tessera`: the commands that there are.
struct RootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tessera",
        abstract: "Area, latency, energy and leakage of neural networks on in-memory-computing chips.",
        discussion: """
            Without a command, `estimate` runs. It reads ./Param and ./Network.csv if no other files are named.

            Exit codes: 0 success, 64 wrong usage, 65 bad input, 66 missing input, 70 a defect of Tessera, 73 cannot \
            write, 130 interrupted.
            """,
        version: Tessera.description,
        subcommands: [
            InitCommand.self, EstimateCommand.self, MacroCommand.self, CompareCommand.self, SweepGroup.self,
            AccuracyCommand.self,
            FloorplanCommand.self, ValidateCommand.self, TrainGroup.self,
            SystolicGroup.self, StreamCommand.self, SpiceCommand.self, MatmulCommand.self, ResultsCommand.self,
            ParamsGroup.self, TraceGroup.self, NetworksGroup.self, DevicesCommand.self, ExploreCommand.self,
            RerunCommand.self,
            DoctorCommand.self, ServeCommand.self, ManualCommand.self,
        ],
        defaultSubcommand: EstimateCommand.self)

    static var _errorPrefix: String { "error: " }

    /// The names of all commands.
    static var commandNames: [String] { configuration.subcommands.compactMap { $0.configuration.commandName } }

    /// Name and version, as `tessera --version` prints it.
    static var programVersion: String { configuration.version }

    /// Checks the word that should be a command. The parser would take it for an argument of the default command, which has
    /// none, and could not say what was meant.
    ///
    /// - Throws: `InputError` of kind `usage` when there is no such command.
    static func requireKnownCommand(in arguments: [String]) throws(InputError) {
        guard let word = arguments.first, !word.hasPrefix("-") else { return }
        let commands = commandNames
        guard word != "help", !commands.contains(word) else { return }
        let hint = nearestName(to: word, in: commands).map { "did you mean `\($0)`?" }
        let shown = configuration.subcommands.filter { $0.configuration.shouldDisplay }
            .compactMap { $0.configuration.commandName }
        let all = "allowed: \(shown.joined(separator: ", "))"
        throw InputError("unknown command `\(word)` (\(hint ?? all))", kind: .usage)
    }
}

extension RootCommand {
    /// The command of a command line.
    ///
    /// It is read by the command that its first words name. Only where that fails does the parser begin at the root, which
    /// reads the options of every command on the way and those of a default command three times. Errors and help texts are
    /// those of the root.
    ///
    /// - Throws: what the parser throws.
    static func command(_ arguments: [String]) throws -> any ParsableCommand {
        let (command, rest) = named(by: arguments)
        if let parsed = try? command.parseAsRoot(rest), type(of: parsed) == command { return parsed }
        return try commandFromRoot(arguments)
    }

    /// The command of a command line, read from the root on.
    ///
    /// - Throws: what the parser throws.
    static func commandFromRoot(_ arguments: [String]) throws -> any ParsableCommand {
        try parseAsRoot(arguments)
    }

    /// The command that the first words name, default commands included, and the other words.
    private static func named(by arguments: [String]) -> (command: any ParsableCommand.Type, rest: [String]) {
        var command: any ParsableCommand.Type = RootCommand.self
        var rest = arguments[...]
        while true {
            let configuration = command.configuration
            if let word = rest.first,
                let next = configuration.subcommands.first(where: { $0.configuration.commandName == word })
            {
                command = next
                rest = rest.dropFirst()
            } else if let next = configuration.defaultSubcommand {
                command = next
            } else {
                return (command, Array(rest))
            }
        }
    }
}
