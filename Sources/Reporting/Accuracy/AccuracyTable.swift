// SPDX-License-Identifier: Apache-2.0

import Formats
import Inference
import Workload

/// A report on accuracy as a table of comma-separated values: one row a trial, or one row a setting where a key varies.
struct AccuracyTable {
    let report: AccuracyReport

    var text: String {
        let lines = report.variedKey.map(settingRows) ?? trialRows
        return CSVText.lines(lines)
    }

    private var trialRows: [[String]] {
        let header = ["trial", "images", "correct", "accuracy", "accuracyLow", "accuracyHigh", "top5", "agreeing"]
        guard let setting = report.settings.first else { return [header] }
        let rows = setting.trials.enumerated().map { index, trial in
            [
                "\(index)", "\(trial.images)", "\(trial.correct)", "\(trial.accuracy)", "\(trial.interval.lower)",
                "\(trial.interval.upper)", number(trial.topAccuracy), "\(setting.agreeing[index])",
            ]
        }
        return [header] + rows
    }

    private func settingRows(_ key: String) -> [[String]] {
        let header = [
            key, "images", "trials", "meanCorrect", "accuracy", "deviation", "accuracyLow", "accuracyHigh", "top5",
            "integerCorrect", "noisiestLayer", "signalToNoise", "clippedShare",
        ]
        return [header] + report.settings.map(settingRow)
    }

    private func settingRow(_ setting: SettingAccuracy) -> [String] {
        let mean = Double(setting.correct.reduce(0, +)) / Double(setting.trials.count)
        let worst = setting.noisiestLayer
        let interval = setting.interval
        var row = [setting.setting.value ?? "", "\(report.images)", "\(report.trials)", "\(mean)"]
        row += ["\(setting.accuracy.mean)", number(setting.accuracy.deviation)]
        row += ["\(interval.lower)", "\(interval.upper)", number(setting.topAccuracy?.mean)]
        row += ["\(setting.integer.correct)", worst?.name ?? "", number(worst?.signalToNoise)]
        return row + [number(worst?.clippedShare)]
    }

    private func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}
