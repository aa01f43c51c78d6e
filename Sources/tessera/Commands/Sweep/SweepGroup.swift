// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `tessera sweep`.
struct SweepGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Many designs: grids, samples and searches over parameters, kept in a database.",
        discussion: """
            `tessera sweep FILE.yaml` is `tessera sweep run FILE.yaml`. docs/how-to/sweep.md has the form of the file.
            """,
        subcommands: [SweepRunCommand.self, SweepShowCommand.self, SweepMergeCommand.self],
        defaultSubcommand: SweepRunCommand.self)
}
