// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Reporting
import Sweep

extension SweepObjective: ReportWord {}

/// A point of a sweep.
struct SweepPointDocument: ReportObject {
    let point: SweepPoint
    let isBest: Bool

    static let reportName = "point of a sweep"

    static let reportMembers: [ReportMember<SweepPointDocument>] = [
        ReportMember("settings", "values of the parameters that vary") { document in
            Dictionary(document.point.settings.map { ($0.name, $0.value) }) { _, last in last }
        },
        ReportMember("figures", "figures of the point; null if the point is invalid") { document in
            document.point.figures.map { SweepFigureDocument(figures: $0) }
        },
        ReportMember("best", "whether no other point is better in all objectives") { $0.isBest },
        ReportMember("error", "reason why the point is invalid; otherwise null") { $0.point.error },
        ReportMember("note", "note about the figures; null without one") { $0.point.note },
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
        case .latency: "time for one image; null if it is infinite"
        case .energy: "energy of one image"
        case .leakage: "leakage power"
        case .framesPerSecond: "images per second"
        case .tops: "1e12 operations per second"
        case .topsPerWatt: "1e12 operations per joule"
        case .accuracy: "fraction of correctly classified images; null without a model"
        case .trainingAccuracy:
            "fraction of correctly classified training images in the last epoch; null without a training"
        case .testAccuracy: "fraction of correctly classified test images after the training; null without one"
        case .testAccuracyDeviation:
            "standard deviation of the test accuracy between seeds; null with one seed or without a training"
        case .writesPerCell: "mean writes of a cell in the training; null without one"
        case .mostWrites: "writes of the most-written cell in the training; null without one"
        case .trainingEpochs: "epochs of the training; null without one"
        case .timeToFirstToken: "time from a prompt to its first token; null without `text`"
        case .stepLatency: "time of a step of generation; null without `text`"
        case .tokenEnergy: "energy of a token of the step; null without `text`"
        case .tokensPerSecond: "tokens of all sequences per second, at the step; null without `text`"
        case .joulesPerToken: "energy of a generated token with its share of the prompt; null without `text`"
        }
    }
}
