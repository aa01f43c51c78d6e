import ArgumentParser
import Systolic

/// Options that say how figures are counted where SCALE-Sim counts in another way than hardware does.
struct SystolicRuleOptions: ParsableArguments {
    @Flag(help: "Counts all cycles; SCALE-Sim reports the number of the last one, from 0.")
    var allCycles = false

    @Flag(help: "Counts a cycle of waiting for a word once; SCALE-Sim counts it twice.")
    var stallsOnce = false

    @Flag(help: "Keeps a map on the chip between two layers where half a buffer holds it.")
    var keepMaps = false

    @Flag(help: "Reads partial sums before adding to them, and back from DRAM where they went there.")
    var partialSumReads = false

    @Flag(help: "Counts outputs only as writes; SCALE-Sim adds rows + columns a fold in output-stationary arrays.")
    var realWrites = false

    @Flag(help: "All of the above.")
    var exact = false

    /// The first of these options that was given.
    var given: String? {
        let options: [(name: String, isGiven: Bool)] = [
            ("--all-cycles", allCycles), ("--stalls-once", stallsOnce), ("--keep-maps", keepMaps),
            ("--partial-sum-reads", partialSumReads), ("--real-writes", realWrites), ("--exact", exact),
        ]
        return options.first(where: \.isGiven)?.name
    }

    /// The rules.
    var rules: SystolicRules {
        var rules = SystolicRules.scaleSim
        rules.countsAllCycles = allCycles || exact
        rules.countsStallsOnce = stallsOnce || exact
        rules.keepsMapsOnChip = keepMaps || exact
        rules.readsPartialSums = partialSumReads || exact
        rules.countsRealWrites = realWrites || exact
        return rules
    }
}
