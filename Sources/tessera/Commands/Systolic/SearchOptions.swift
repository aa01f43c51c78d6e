// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Reporting
import Systolic

/// Options that say how is searched.
struct SearchOptions: ParsableArguments {
    /// Ways to choose points.
    enum Method: String, CaseIterable, ExpressibleByArgument {
        case exhaustive
        case nsga2
    }

    @Option(help: ArgumentHelp("All points, or NSGA-II.", valueName: "method"))
    var method = Method.exhaustive

    @Option(help: ArgumentHelp("Objectives, which are minimized: cycles, area, energy, dram.", valueName: "list"))
    var objectives = ListArgument([SearchObjective.cycles, .area, .energy])

    @Option(help: ArgumentHelp("Number of arrays in a generation. (default: 64; nsga2 only)", valueName: "n"))
    var population: Int?

    @Option(help: ArgumentHelp("Number of generations. (default: 40; nsga2 only)", valueName: "n"))
    var generations: Int?

    @Option(help: ArgumentHelp("Seed of the random numbers. (default: 0; nsga2 only)", valueName: "n"))
    var seed: UInt64?

    func validate() throws {
        let limits = [("--population", population, 2), ("--generations", generations, 1)]
        for (name, value, least) in limits {
            if let value, !(least...100_000).contains(value) {
                throw ValidationError("\(name) is \(value) (allowed: \(least) to 100000)")
            }
        }
        if method == .exhaustive, population != nil || generations != nil || seed != nil {
            throw ValidationError("--population, --generations and --seed are for --method nsga2")
        }
    }

    /// Choice of points.
    var searchMethod: SystolicSearch.Method {
        switch method {
        case .exhaustive: .exhaustive
        case .nsga2: .genetic(population: population ?? 64, generations: generations ?? 40, seed: seed ?? 0)
        }
    }
}

extension SearchObjective: ExpressibleByArgument {}
extension SearchReport.Format: ExpressibleByArgument {}
