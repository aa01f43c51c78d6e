// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A command with `--set`.
protocol AssignableCommand: ParsableCommand {
    /// The values of `--set`, in order.
    var assignments: [String] { get set }
}

/// Command lines that were read. Those that differ by the values of `--set` only are read once, because the parser takes
/// longer than an estimate from averages.
struct ParsedCommands {
    private var known: [[String]: any AssignableCommand] = [:]
    /// Command lines to keep at most.
    private static let capacity = 64
    private static let option = "--set"

    /// The command of some arguments.
    ///
    /// - Throws: what the parser throws.
    mutating func command(_ arguments: [String]) throws -> any ParsableCommand {
        // After this sign words are no options.
        guard !arguments.contains("--") else { return try RootCommand.command(arguments) }
        let values = arguments.indices.dropFirst().filter { arguments[$0 - 1] == Self.option }
        var key = arguments
        for place in values { key[place] = "" }
        if var command = known[key] {
            command.assignments = values.map { arguments[$0] }
            return command
        }
        let command = try RootCommand.command(arguments)
        if let command = command as? any AssignableCommand {
            if known.count == Self.capacity { known = [:] }
            known[key] = command
        }
        return command
    }
}

extension EstimateCommand: AssignableCommand {
    var assignments: [String] {
        get { parameters.assignments }
        set { parameters.assignments = newValue }
    }
}

extension CompareCommand: AssignableCommand {
    var assignments: [String] {
        get { parameters.assignments }
        set { parameters.assignments = newValue }
    }
}

extension MacroCommand: AssignableCommand {}
