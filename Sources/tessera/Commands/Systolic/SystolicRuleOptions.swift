// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Systolic

/// Options that say how figures are counted where SCALE-Sim counts in another way than hardware does.
struct SystolicRuleOptions: ParsableArguments {
    @Flag(help: "Counts all cycles; SCALE-Sim reports the index of the last one, from 0.")
    var allCycles = false

    @Flag(help: "Counts each stall for a word once; SCALE-Sim counts it twice.")
    var stallsOnce = false

    @Flag(help: "Keeps a map on the chip between two layers if half a buffer holds it.")
    var keepMaps = false

    @Flag(help: "Reads partial sums before adding to them, also from DRAM if they were written there.")
    var partialSumReads = false

    @Flag(
        help: "Counts only outputs as writes; SCALE-Sim adds rows + columns for each fold in output-stationary arrays.")
    var realWrites = false

    @Flag(help: "All of the above.")
    var exact = false

    /// Options of one subject each.
    private var options: [(name: String, isGiven: Bool, subject: CountingSubject)] {
        [
            ("--all-cycles", allCycles, .cycles), ("--stalls-once", stallsOnce, .waits),
            ("--keep-maps", keepMaps, .maps), ("--partial-sum-reads", partialSumReads, .partialSums),
            ("--real-writes", realWrites, .writes),
        ]
    }

    /// The first of these options that was given.
    var given: String? { options.first(where: \.isGiven)?.name ?? (exact ? "--exact" : nil) }

    /// Subjects that are counted as the hardware works.
    var exactSubjects: Set<CountingSubject> {
        Set(exact ? CountingSubject.allCases : options.filter(\.isGiven).map(\.subject))
    }
}
