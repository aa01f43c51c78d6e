import ArgumentParser
import Configuration
import Diagnostics
import Reporting
import Systolic
import Workload

/// `tessera systolic search`.
struct SystolicSearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Looks for arrays that run a network well: shape, dataflow and buffers.",
        discussion: """
            Lists are written with commas. All combinations are tried that are within the budget, or as many as \
            NSGA-II looks at, and those are shown that no other one beats in all objectives. How many points a second \
            were tried stands on standard error.
            """)

    @OptionGroup(title: "Arrays") var space: SearchSpaceOptions
    @OptionGroup(title: "Workload") var workload: SystolicWorkloadOptions
    @OptionGroup(title: "Search") var search: SearchOptions
    @OptionGroup(title: "Counting") var counting: SystolicRuleOptions
    @OptionGroup(title: "Words") var words: SystolicPrecisionOptions
    @OptionGroup(title: "Circuits") var parameters: ParameterOptions

    @Option(help: ArgumentHelp("What the report is; csv has all points, not only the best.", valueName: "format"))
    var format = SearchReport.Format.text

    @Option(help: ArgumentHelp("File for a plot of the first two objectives, as SVG.", valueName: "file.svg"))
    var plot: String?

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        if plot == "" { throw ValidationError("--plot needs a path") }
        if plot != nil, search.objectives.values.count < 2 {
            throw ValidationError("--plot needs two --objectives, one for each axis")
        }
    }

    func run() throws {
        let destination = try output.destination()
        var plotFile: ReportFile?
        if let plot { plotFile = try ReportFile(plot, replacing: output.force) }
        let configuration = try parameters.configuration()
        let layers = try workload.layers()
        let technology = try ArrayTechnology(configuration: configuration, precision: words.precision())
        let objectives = search.objectives.values
        let searched = SystolicSearch(
            layers, in: try space.space(), objectives: objectives, technology: technology, rules: counting.rules,
            threads: running.threadCount)
        let clock = ContinuousClock()
        let start = clock.now
        let result = try searched.result(search.searchMethod)
        let duration = clock.now - start
        try plotFile?.write(SearchPlot(result, horizontal: objectives[0], vertical: objectives[1]).svg)
        try destination.write(SearchReport(result, objectives: objectives).rendered(as: format))
        if !running.quiet { StandardStreams.writeMessage(speed(result.visited, duration)) }
    }

    private func speed(_ points: Int, _ duration: Duration) -> String {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
        let milliseconds = (seconds * 1e5).rounded() / 100
        return "\(points) points in \(milliseconds) ms: \(Int(Double(points) / max(seconds, 1e-9))) points a second\n"
    }
}

/// A list with commas between its items.
struct ListArgument<Item: ExpressibleByArgument & Sendable & Equatable>: ExpressibleByArgument, Sendable, Equatable {
    let values: [Item]

    init(_ values: [Item]) {
        self.values = values
    }

    init?(argument: String) {
        var values: [Item] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let value = Item(argument: String(part)), !values.contains(value) else { return nil }
            values.append(value)
        }
        self.values = values
    }

    var defaultValueDescription: String { values.map(\.defaultValueDescription).joined(separator: ",") }
}

/// Options that say among which arrays is searched.
struct SearchSpaceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Numbers of rows to try.", valueName: "list"))
    var rows = ListArgument([1, 2, 4, 8, 16, 32, 64, 128])

    @Option(help: ArgumentHelp("Numbers of columns to try.", valueName: "list"))
    var columns = ListArgument([1, 2, 4, 8, 16, 32, 64, 128])

    @Option(help: ArgumentHelp("Dataflows to try.", valueName: "list"))
    var dataflow = ListArgument(Dataflow.allCases)

    @Option(help: ArgumentHelp("Buffers for input maps to try, in 1024 words.", valueName: "list"))
    var ifmapSram = ListArgument([16, 64])

    @Option(help: ArgumentHelp("Buffers for filters to try, in 1024 words.", valueName: "list"))
    var filterSram = ListArgument([16, 64])

    @Option(help: ArgumentHelp("Buffers for output maps to try, in 1024 words.", valueName: "list"))
    var ofmapSram = ListArgument([16, 64])

    @Option(help: ArgumentHelp("Words a cycle between DRAM and each buffer, or calc.", valueName: "calc|n"))
    var bandwidth = BandwidthArgument(words: nil)

    @Option(help: ArgumentHelp("The fewest elements of an array.", valueName: "n"))
    var minElements = 1

    @Option(help: ArgumentHelp("The most elements of an array.", valueName: "n"))
    var maxElements = 4096

    @Option(help: ArgumentHelp("The largest area of an array with its buffers. (default: any)", valueName: "mm^2"))
    var maxArea: Double?

    func validate() throws {
        guard minElements >= 1, minElements <= maxElements else {
            throw ValidationError(
                "--min-elements \(minElements) --max-elements \(maxElements) (allowed: 1 or more, not above the other)")
        }
        if let maxArea, !(maxArea > 0 && maxArea.isFinite) {
            throw ValidationError("--max-area is \(maxArea) (allowed: numbers above 0)")
        }
    }

    /// The arrays.
    func space() throws(InputError) -> SearchSpace {
        do throws(InputError) {
            return try SearchSpace(
                rows: rows.values, columns: columns.values, dataflows: dataflow.values,
                ifmapKilowords: ifmapSram.values, filterKilowords: filterSram.values,
                ofmapKilowords: ofmapSram.values, bandwidth: bandwidth.bandwidth, elements: minElements...maxElements,
                largestArea: maxArea.map { $0 * 1e-6 })
        } catch {
            throw InputError(error.message, kind: .usage)
        }
    }
}

/// Options that say how is searched.
struct SearchOptions: ParsableArguments {
    /// Ways to choose points.
    enum Method: String, CaseIterable, ExpressibleByArgument {
        case exhaustive
        case nsga2
    }

    @Option(help: ArgumentHelp("All points, or NSGA-II.", valueName: "method"))
    var method = Method.exhaustive

    @Option(help: ArgumentHelp("What should be small: cycles, area, energy, dram.", valueName: "list"))
    var objectives = ListArgument([SearchObjective.cycles, .area, .energy])

    @Option(help: ArgumentHelp("Arrays of a generation. (default: 64; nsga2 only)", valueName: "n"))
    var population: Int?

    @Option(help: ArgumentHelp("Generations. (default: 40; nsga2 only)", valueName: "n"))
    var generations: Int?

    @Option(help: ArgumentHelp("Where random numbers begin. (default: 0; nsga2 only)", valueName: "n"))
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

    /// How points are chosen.
    var searchMethod: SystolicSearch.Method {
        switch method {
        case .exhaustive: .exhaustive
        case .nsga2: .genetic(population: population ?? 64, generations: generations ?? 40, seed: seed ?? 0)
        }
    }
}

extension SearchObjective: ExpressibleByArgument {}
extension SearchReport.Format: ExpressibleByArgument {}
