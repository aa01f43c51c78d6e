// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `tessera systolic`.
struct SystolicGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "systolic",
        abstract:
            "A network on a systolic array instead of an in-memory-computing chip, with the figures of SCALE-Sim.",
        discussion: "Without a word behind it, `tessera systolic` is `tessera systolic run`.",
        subcommands: [SystolicRunCommand.self, SystolicSearchCommand.self], defaultSubcommand: SystolicRunCommand.self)
}
