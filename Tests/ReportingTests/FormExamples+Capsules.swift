// SPDX-License-Identifier: Apache-2.0

@testable import Capsules

extension FormExamples {
    /// Capsules that were run again: a version that differs, a parameter and two figures that have changed.
    static func reruns() -> [[RerunReport]] {
        [
            [
                rerun(version: "1.23", model: 12, now: 345.6, count: 1234),
                rerun(version: "4.56", model: 17, now: 567.8, count: 4567),
            ]
        ]
    }

    static func rerun(version: String, model: Int, now: Double, count: Int = 3) -> RerunReport {
        // More than are listed, so that their number can differ while the table has as many lines.
        let changes = (0..<40 + model).map {
            FigureComparison.Change(figure: "area[\($0)]", before: now / Double($0 + 3), now: now)
        }
        return RerunReport(
            command: ["estimate"], before: CapsuleMaker(version: version, commit: nil, modelVersion: model),
            now: CapsuleMaker(version: "9.87", commit: "abc", modelVersion: model + 11),
            figures: FigureComparison(count: count, changes: changes),
            parameters: [.init(name: "technode", before: "32", now: "22")])
    }
}
