// SPDX-License-Identifier: Apache-2.0

/// One thing that is measured: which estimate, on which workload, with how many threads.
struct BenchmarkCase: Codable, Hashable, Sendable {
    /// Where weights and activations come from.
    enum Source: String, Codable, Sendable, CaseIterable {
        /// An archive of NumPy arrays.
        case npz
        /// The text files of NeuroSim's training scripts.
        case csv
        /// Random numbers.
        case synthetic
        /// None: expected figures from averages.
        case statistics
        /// Integer products on hardware, of random weights and activations.
        case products
        /// Random images: a whole run of the accuracy of a network with random weights.
        case accuracy
        /// Random images: batches of a training on devices.
        case steps
        /// None: a systolic array's cycles and traffic.
        case systolic
        /// None: the schedule of a network that streams through a small SRAM.
        case streaming
        /// Currents of a crossbar, exactly.
        case nodal
        /// Currents of a crossbar, the fast form.
        case approximate
    }

    let subject: Subject
    let source: Source
    let threads: Int

    /// What tables call it.
    var name: String { "\(subject.name) \(source.rawValue) \(threads)" }

    /// Whether the run reads files of the trace.
    var readsTrace: Bool { source == .npz || source == .csv }

    /// All of them, for some numbers of threads.
    static func all(threads: [Int]) -> [BenchmarkCase] {
        Subject.all.flatMap { subject in
            subject.sources.flatMap { source in
                threads.map { BenchmarkCase(subject: subject, source: source, threads: $0) }
            }
        }
    }
}
