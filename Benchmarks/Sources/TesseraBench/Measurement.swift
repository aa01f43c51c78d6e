// SPDX-License-Identifier: Apache-2.0

/// What one run took.
struct Measurement: Codable, Sendable {
    /// Opening the workload and, summed over threads, reading or drawing its layers [s].
    var readSeconds: Double
    /// Laying the network out and sizing every circuit [s].
    var sizeSeconds: Double
    /// Everything else: evaluating arrays and adding up [s].
    var evaluateSeconds: Double
    /// From the start to the last figure, by the clock on the wall [s].
    var totalSeconds: Double
    /// Processor time of all threads [s].
    var processorSeconds: Double
    /// Largest memory in use at a time [byte].
    var peakMemoryBytes: Int
    /// Energy of the whole chip [J], or another figure of it: runs of the same workload must agree, whatever the source or the
    /// threads.
    var checkEnergy: Double
    /// What the run computed; nil: one estimate.
    var work: Work?

    /// A number of things that a run computes.
    struct Work: Codable, Hashable, Sendable {
        /// How many.
        let count: Int
        /// What one of them is, as in "image".
        let unit: String

        /// The number and what it counts, as in "20 steps".
        var description: String { "\(count) \(unit)\(count == 1 ? "" : "s")" }

        /// Images of a network.
        static func images(_ count: Int) -> Work { Work(count: count, unit: "image") }
        /// Batches of a training.
        static func steps(_ count: Int) -> Work { Work(count: count, unit: "step") }
        /// Whole designs; times of a measurement are those of one.
        static func designs(_ count: Int) -> Work { Work(count: count, unit: "design") }
    }

    /// The middle one of several runs, figure by figure; nil of none.
    static func median(_ runs: [Measurement]) -> Measurement? {
        func middle(_ figure: (Measurement) -> Double) -> Double {
            let sorted = runs.map(figure).sorted()
            let half = sorted.count / 2
            return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
        }
        guard let first = runs.first else { return nil }
        return Measurement(
            readSeconds: middle(\.readSeconds), sizeSeconds: middle(\.sizeSeconds),
            evaluateSeconds: middle(\.evaluateSeconds), totalSeconds: middle(\.totalSeconds),
            processorSeconds: middle(\.processorSeconds), peakMemoryBytes: Int(middle { Double($0.peakMemoryBytes) }),
            checkEnergy: first.checkEnergy, work: first.work)
    }
}
