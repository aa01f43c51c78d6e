// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `tessera params`.
struct ParamsGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "params",
        abstract: "Every parameter, and Param files of Param.cpp.",
        discussion: """
            Without a subcommand, `list` runs: `tessera params levelOutput --format json` describes a parameter.
            """,
        subcommands: [ParamsListCommand.self, ParamsImportCommand.self], defaultSubcommand: ParamsListCommand.self)
}
