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
    /// Energy of the whole chip [J]: runs of the same workload must agree, whatever the source or the threads.
    var checkEnergy: Double

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
            checkEnergy: first.checkEnergy)
    }
}
