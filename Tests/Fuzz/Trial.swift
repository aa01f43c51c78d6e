// SPDX-License-Identifier: Apache-2.0

/// One input with what came of it: a line from a worker to its supervisor.
struct Trial: Equatable {
    /// The number of the input.
    let index: Int
    /// Time that reading took [µs].
    let microseconds: Int
    /// Peak of resident memory while reading [KiB].
    let peak: Int
    /// What the reader made of it.
    let outcome: Outcome

    /// A trial.
    init(index: Int, microseconds: Int, peak: Int, outcome: Outcome) {
        self.index = index
        self.microseconds = microseconds
        self.peak = peak
        self.outcome = outcome
    }

    /// A line, without its end.
    var line: String {
        let word =
            switch outcome {
            case .accepted: "accepted"
            case .refused: "refused"
            case .failed(let reason):
                "failed " + String(reason.map { $0.isNewline || $0 == "\t" ? " " : $0 }.prefix(500))
            }
        return "\(index)\t\(microseconds)\t\(peak)\t\(word)"
    }

    /// Reads a line; nil when it is none.
    init?(line: some StringProtocol) {
        let fields = line.split(separator: "\t", maxSplits: 3)
        guard fields.count == 4, let index = Int(fields[0]), let time = Int(fields[1]), let peak = Int(fields[2]) else {
            return nil
        }
        let outcome: Outcome
        switch fields[3] {
        case "accepted": outcome = .accepted
        case "refused": outcome = .refused
        default: outcome = .failed(String(fields[3].dropFirst("failed ".count)))
        }
        self.init(index: index, microseconds: time, peak: peak, outcome: outcome)
    }
}
