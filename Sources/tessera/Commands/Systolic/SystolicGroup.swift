// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `tessera systolic`.
struct SystolicGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "systolic",
        abstract:
            "A network on a systolic array instead of an in-memory-computing chip, with SCALE-Sim's cycles and traffic.",
        discussion: "`tessera systolic` without a subcommand is `tessera systolic run`.",
        subcommands: [SystolicRunCommand.self, SystolicSearchCommand.self], defaultSubcommand: SystolicRunCommand.self)
}
