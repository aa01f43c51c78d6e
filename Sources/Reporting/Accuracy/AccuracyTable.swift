// SPDX-License-Identifier: Apache-2.0

import Inference
import ReportKit

/// A report on accuracy as a table of comma-separated values: one row a trial, or one row a setting where a key varies.
struct AccuracyTable {
    let report: AccuracyReport

    var text: String {
        guard let key = report.variedKey else { return CSVColumn.table(Self.trials, trials) }
        return CSVColumn.table(Self.settings(of: key), report.settings.map { Setting(report: report, figures: $0) })
    }

    // MARK: Trials

    /// A trial of the only setting.
    struct Trial {
        let number: Int
        let result: Classification
        /// Images that got the class of the integer network [1].
        let agreeing: Int
        fileprivate let setting: SettingAccuracy
    }

    private var trials: [Trial] {
        guard let setting = report.settings.first else { return [] }
        return zip(setting.trials, setting.agreeing).enumerated().map { index, trial in
            Trial(number: index, result: trial.0, agreeing: trial.1, setting: setting)
        }
    }

    /// What a row says of a trial.
    static let trials: [CSVColumn<Trial>] =
        [
            CSVColumn("trial", nil) { "\($0.number)" },
            CSVColumn("images", "images") { "\($0.result.images)" },
            CSVColumn("correct", "settings.trials.correct") { "\($0.result.correct)" },
            CSVColumn("accuracy", "settings.trials.accuracy") { "\($0.result.accuracy)" },
            CSVColumn("accuracyLow", "settings.trials.interval95") { "\($0.result.interval.lower)" },
            CSVColumn("accuracyHigh", "settings.trials.interval95") { "\($0.result.interval.upper)" },
            CSVColumn("top5", "settings.trials.top5") { text($0.result.topAccuracy) },
            CSVColumn("agreeing", "settings.agreeing") { "\($0.agreeing)" },
        ] + Self.products { $0.setting }

    /// How many products of two activations ran on what.
    private static func products<Row>(_ setting: @escaping @Sendable (Row) -> SettingAccuracy) -> [CSVColumn<Row>] {
        let columns: [(String, LayerAccuracy.Engine)] = [
            ("productsOnArrays", .arrays), ("productsExact", .exact), ("productsInFloatingPoint", .floatingPoint),
        ]
        return columns.map { name, engine in
            CSVColumn(name, "settings.layers.engine") { "\(setting($0).products(on: engine))" }
        }
    }

    // MARK: Settings

    /// A value of the key that varies.
    struct Setting {
        let report: AccuracyReport
        let figures: SettingAccuracy

        fileprivate var meanCorrect: Double {
            Double(figures.correct.reduce(0, +)) / Double(figures.trials.count)
        }
    }

    /// What a row says of a value of a key.
    static func settings(of key: String) -> [CSVColumn<Setting>] {
        [CSVColumn(key, "settings.value") { $0.figures.setting.value ?? "" }] + settingFigures
    }

    private static let settingFigures: [CSVColumn<Setting>] =
        [
            CSVColumn("images", "images") { "\($0.report.images)" },
            CSVColumn("trials", "trials") { "\($0.report.trials)" },
            CSVColumn("meanCorrect", nil) { "\($0.meanCorrect)" },
            CSVColumn("accuracy", "settings.accuracy.mean") { "\($0.figures.accuracy.mean)" },
            CSVColumn("deviation", "settings.accuracy.deviation") { text($0.figures.accuracy.deviation) },
            CSVColumn("accuracyLow", "settings.accuracy.interval95") { "\($0.figures.interval.lower)" },
            CSVColumn("accuracyHigh", "settings.accuracy.interval95") { "\($0.figures.interval.upper)" },
            CSVColumn("top5", "settings.accuracy.top5Mean") { text($0.figures.topAccuracy?.mean) },
            CSVColumn("integerCorrect", "settings.integer.correct") { "\($0.figures.integer.correct)" },
            CSVColumn("noisiestLayer", "settings.layers.name") { $0.figures.noisiestLayer?.name ?? "" },
            CSVColumn("signalToNoise", "settings.layers.signalToNoise") {
                text($0.figures.noisiestLayer?.signalToNoise)
            },
            CSVColumn("clippedShare", "settings.layers.clippedShare") { text($0.figures.noisiestLayer?.clippedShare) },
        ] + products { $0.figures }

    private static func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}
