/// One thing that is measured: which run, on which workload, with how many threads.
struct BenchmarkCase: Codable, Hashable, Sendable {
    /// What the chip does.
    enum Mode: String, Codable, Sendable, CaseIterable {
        case inference
        case training
    }

    /// Where weights and activations come from.
    enum Source: String, Codable, Sendable, CaseIterable {
        /// An archive of NumPy arrays.
        case npz
        /// The text files of NeuroSim's training scripts.
        case csv
        /// Random numbers.
        case synthetic
    }

    let mode: Mode
    let source: Source
    let threads: Int

    /// What tables call it.
    var name: String { "\(mode.rawValue) \(source.rawValue) \(threads)" }

    /// All of them, for some numbers of threads.
    static func all(threads: [Int]) -> [BenchmarkCase] {
        Mode.allCases.flatMap { mode in
            Source.allCases.flatMap { source in
                threads.map { BenchmarkCase(mode: mode, source: source, threads: $0) }
            }
        }
    }
}
