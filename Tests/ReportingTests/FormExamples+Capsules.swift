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
        let changes = [
            FigureComparison.Change(figure: "area", before: now / 3, now: now),
            FigureComparison.Change(figure: "time", before: now / 7, now: now * 1.1),
        ]
        return RerunReport(
            command: ["estimate"], before: CapsuleMaker(version: version, commit: nil, modelVersion: model),
            now: CapsuleMaker(version: "9.87", commit: "abc", modelVersion: model + 11),
            figures: FigureComparison(count: count, changes: changes),
            parameters: [.init(name: "technode", before: "32", now: "22")])
    }
}
