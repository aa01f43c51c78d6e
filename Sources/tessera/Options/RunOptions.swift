// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Parallelism
import Workload

/// Options that change how a run goes, but not its figures.
struct RunOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Number of threads. Figures do not depend on it. (default: one per processor)", valueName: "n"))
    var threads: Int?

    @Flag(help: "No progress and no warnings on standard error.")
    var quiet = false

    /// Threads to use.
    var threadCount: Int { threads ?? defaultThreadCount }

    func validate() throws {
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads is \(threads) (allowed: 1 to 1024)")
        }
    }
}
