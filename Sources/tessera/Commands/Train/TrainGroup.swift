// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `tessera train`.
struct TrainGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "A network trained on modelled devices: accuracy and figures of every epoch.",
        discussion: "`tessera train` without a subcommand is `tessera train run`.",
        subcommands: [TrainRunCommand.self, TrainStepCommand.self], defaultSubcommand: TrainRunCommand.self)
}
