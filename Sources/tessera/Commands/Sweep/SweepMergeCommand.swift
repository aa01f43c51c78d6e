// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Reporting
import Sweep

/// `tessera sweep merge`.
struct SweepMergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Merges the points of several databases into one, such as those of shards.")

    @Argument(help: ArgumentHelp("The database to write to; it is made if it does not exist.", valueName: "out.db"))
    var target: String

    @Argument(help: ArgumentHelp("The databases to copy points from.", valueName: "in.db"))
    var sources: [String]

    @Flag(help: "Prints no messages on standard error.")
    var quiet = false

    func run() throws {
        // All are opened first, so that a wrong name leaves nothing half done.
        let opened = try sources.map { source throws(InputError) in try SweepStore(reading: source) }
        // Points of any build, but of one only.
        let store = try SweepStore(target, build: opened.first?.build ?? SweepBuild(program: Tessera.description))
        for (source, new) in zip(sources, try store.merge(opened)) where !quiet {
            StandardStreams.writeMessage("\(source): \(new) new points\n")
        }
    }
}
