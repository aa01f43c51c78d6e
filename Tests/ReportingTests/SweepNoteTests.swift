// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sweep
@testable import SweepReporting

/// Notes of points in the text of a sweep.
@Suite struct SweepNoteTests {
    private func report(_ notes: [String?]) throws -> String {
        let figures = SweepFigures(
            area: 1e-6, latency: 1e-3, energy: 1e-6, leakagePower: 1e-3, framesPerSecond: 1000,
            operationsPerSecond: 1e12, operationsPerJoule: 1e12)
        let points = notes.enumerated().map { number, note in
            SweepPoint(key: "\(number)", settings: [], figures: figures, error: nil, note: note)
        }
        return try SweepReport(points: points, objectives: [.area], front: [0]).rendered(as: .text)
    }

    @Test func frequentNotesAreFirstAndTheRestIsCounted() throws {
        let text = try report(["a", "b", "b", nil, "c", "d", "e", "f", "g", "g", "g"])
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("Of ") || $0.contains("other notes") }
        #expect(
            lines == [
                "Of 3 points the g", "Of 2 points the b", "Of 1 points the a", "Of 1 points the c", "Of 1 points the d",
                "2 more points have other notes : see column note of --format csv",
            ])
        #expect(try !report(["a", nil]).contains("other notes"))
    }
}
