// SPDX-License-Identifier: Apache-2.0

/// Compares figures with those of the reference.
struct FigureComparison {
    /// Largest relative difference that is taken for equal: the reference prints six digits.
    static let tolerance = 1e-4

    private(set) var count = 0
    private(set) var problems: [String] = []
    private(set) var worst = 0.0

    /// Compares a figure; `expected` is nothing where the reference has none that makes sense, and then any finite one
    /// that is not negative is right, and infinity, which reports print as `never`.
    mutating func compare(_ actual: Double, _ expected: Double?, _ name: @autoclosure () -> String) {
        count += 1
        guard let expected else {
            if !(actual >= 0) { problems.append("\(name()) is \(actual)") }
            return
        }
        guard actual != expected else { return }
        let difference = abs(actual - expected) / max(abs(expected), 1e-300)
        if difference > worst || difference.isNaN { worst = difference }
        if !(difference <= FigureComparison.tolerance) {
            problems.append("\(name()) is \(actual) instead of \(expected)")
        }
    }
}
