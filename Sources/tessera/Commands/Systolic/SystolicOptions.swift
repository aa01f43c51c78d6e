import ArgumentParser
import Configuration
import Diagnostics
import Systolic
import Workload

/// Options that say which layers run on a systolic array.
struct SystolicWorkloadOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A topology file of SCALE-Sim: a header, then one layer a line.", valueName: "file.csv"))
    var topology: String?

    @Flag(help: "The topology's columns are name, M, N, K, and not those of convolutions.")
    var gemm = false

    @Option(
        help: ArgumentHelp("A network as `tessera estimate` reads it. (default: ./Network.csv)", valueName: "file"))
    var network: String?

    @Option(help: ArgumentHelp("Images that share the filters.", valueName: "n"))
    var batch = 1

    @Flag(
        help: ArgumentHelp(
            "The zeros around the maps of --network come from no memory; SCALE-Sim fetches them like everything else."))
    var freePadding = false

    func validate() throws {
        if topology != nil, network != nil {
            throw ValidationError("--topology and --network exclude each other: a run has one network")
        }
        if gemm, topology == nil { throw ValidationError("--gemm says what the columns of --topology are, which is missing") }
        if freePadding, topology != nil {
            throw ValidationError("--free-padding needs --network: a topology file does not say what is padding")
        }
        if batch < 1 { throw ValidationError("--batch is \(batch) (allowed: whole numbers from 1)") }
    }

    /// The layers.
    func layers() throws(InputError) -> [SystolicLayer] {
        let single =
            if let topology {
                try TopologyFile(readingFrom: topology, form: gemm ? .matrixProduct : .convolution).layers
            } else {
                try SystolicLayer.layers(
                    of: Network(readingFrom: InputSelection().networkFile(given: network)),
                    fetchesPadding: !freePadding)
            }
        guard batch > 1 else { return single }
        var layers: [SystolicLayer] = []
        for layer in single {
            do throws(InputError) {
                layers.append(try layer.repeated(batch))
            } catch {
                throw InputError("layer \(layer.name) with --batch \(batch): \(error.message)", kind: .usage)
            }
        }
        return layers
    }
}

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

/// Options that say how wide words are.
struct SystolicPrecisionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Bits of a weight, 1 to 32.", valueName: "bits"))
    var weightBits = 8

    @Option(help: ArgumentHelp("Bits of an activation, 1 to 32.", valueName: "bits"))
    var activationBits = 8

    @Option(
        help: ArgumentHelp(
            "Bits of an accumulator, up to 64. (default: 32, or those of a product if it has more)", valueName: "bits"))
    var accumulatorBits: Int?

    func validate() throws {
        do throws(InputError) {
            _ = try precision()
        } catch {
            throw ValidationError(error.message)
        }
    }

    /// How wide words are.
    func precision() throws(InputError) -> SystolicPrecision {
        try SystolicPrecision(
            weightBits: weightBits, activationBits: activationBits, accumulatorBits: accumulatorBits)
    }
}

/// The shape of an array, as in `32x16`: rows, then columns.
struct ArrayShape: ExpressibleByArgument, Equatable {
    let rows: Int
    let columns: Int

    init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    init?(argument: String) {
        let parts = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let rows = Int(parts[0]), let columns = Int(parts[1]) else { return nil }
        self.init(rows: rows, columns: columns)
    }

    var defaultValueDescription: String { "\(rows)x\(columns)" }
}

/// What `--bandwidth` says: `calc`, or a number of words a cycle.
struct BandwidthArgument: ExpressibleByArgument, Equatable {
    /// Words a cycle; nothing for as many as the array needs.
    let words: Int?

    init(words: Int?) {
        self.words = words
    }

    init?(argument: String) {
        guard argument.lowercased() != "calc" else {
            words = nil
            return
        }
        guard let number = Int(argument), (1...SystolicDesign.largestBandwidth).contains(number) else { return nil }
        words = number
    }

    var defaultValueDescription: String { words.map(String.init) ?? "calc" }

    /// The bandwidth of all buffers.
    var bandwidth: InterfaceBandwidth { words.map { .uniform($0) } ?? .calculated }
}

extension Dataflow: ExpressibleByArgument {}
