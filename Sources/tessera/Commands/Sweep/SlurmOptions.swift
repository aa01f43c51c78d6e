// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Sweep

/// Options of sweeps on Slurm.
struct SlurmOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Number of parts of the sweep, each a task of the job array. (default: \(defaultShards))", valueName: "n"))
    var shards: Int?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "An option for sbatch, such as --partition=long or --time=2:00:00. May be given several times.",
            valueName: "option"))
    var slurmOption: [String] = []

    @Flag(help: "Ends after the job is submitted to Slurm, and says how to continue.")
    var noWait = false

    private static let defaultShards = 8

    /// Checks that none is given, for sweeps on this machine.
    func requireNone() throws {
        let given = [("--shards", shards != nil), ("--slurm-option", !slurmOption.isEmpty), ("--no-wait", noWait)]
        if let name = given.first(where: \.1)?.0 { throw ValidationError("\(name) needs --engine slurm") }
    }

    /// The request to Slurm.
    func request(threads: Int?) throws(InputError) -> SlurmRequest {
        try SlurmRequest(shards: shards ?? Self.defaultShards, threads: threads, options: slurmOption)
    }
}
