// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Sweep

extension SweepObjective: ReportWord {}

/// A point of a sweep.
struct SweepPointDocument: ReportObject {
    let point: SweepPoint
    let isBest: Bool

    static let reportName = "point of a sweep"

    static let reportMembers: [ReportMember<SweepPointDocument>] = [
        ReportMember("settings", "values of what varies") { document in
            Dictionary(document.point.settings.map { ($0.name, $0.value) }) { _, last in last }
        },
        ReportMember("figures", "its figures; null where the point is invalid") { document in
            document.point.figures.map { SweepFigureDocument(figures: $0) }
        },
        ReportMember("best", "whether no other point is better in all objectives") { $0.isBest },
        ReportMember("error", "why the point is invalid, or null") { $0.point.error },
        ReportMember("note", "what to know about the figures, or null") { $0.point.note },
    ]
}

/// Figures of a point.
struct SweepFigureDocument: ReportObject {
    let figures: SweepFigures

    static let reportName = "figures of a point"

    static let reportMembers: [ReportMember<SweepFigureDocument>] = SweepObjective.allCases.map { objective in
        ReportMember(objective.rawValue, objective.meaning, unit: objective.reportUnit) {
            // A time that never ends, and what follows from it, has no number.
            $0.figures[objective].flatMap { $0 == .infinity ? nil : $0 }
        }
    }
}

extension SweepObjective {
    /// The unit in JSON.
    fileprivate var reportUnit: String { unit.replacing("10¹²", with: "1e12").replacing("²", with: "^2") }

    fileprivate var meaning: String {
        switch self {
        case .area: "silicon area"
        case .latency: "time of an image; null where it never ends"
        case .energy: "energy of an image"
        case .leakage: "static power"
        case .framesPerSecond: "images"
        case .tops: "1e12 operations a second"
        case .topsPerWatt: "1e12 operations a joule"
        case .accuracy: "share of images that are classified right; null without a model"
        }
    }
}
