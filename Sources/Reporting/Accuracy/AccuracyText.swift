// SPDX-License-Identifier: Apache-2.0

import Inference
import ReportKit

/// A report on accuracy for people.
struct AccuracyText {
    let report: AccuracyReport

    var text: String {
        var parts = [head]
        if let key = report.variedKey {
            parts.append(variation(key))
        } else if let setting = report.settings.first {
            parts += [summary(setting), layers(setting)]
            if let trial = setting.trials.first {
                let tables = ClassificationText(result: trial, className: report.className)
                let suffix = report.trials > 1 ? " (first trial)" : ""
                if tables.hasTables {
                    parts += [
                        ["Classes on hardware\(suffix)"] + tables.classes,
                        ["Confusion on hardware\(suffix): labels down, predictions across"] + tables.confusion,
                    ]
                }
            }
        }
        return parts.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    // MARK: Parts

    private var head: [String] {
        var lines = [
            "Model:    \(report.model)\(report.isQuantizedModel ? ", quantized already" : "")",
            "Images:   \(report.dataset), \(report.images) of \(report.classes) classes",
        ]
        if let setting = report.settings.first {
            lines.append("Hardware: \(setting.setting.hardware.summary)")
            if let key = report.variedKey { lines[2] += "; \(key) varies" }
            if setting.hasProducts { lines.append("Products: \(products(setting))") }
        }
        if report.settings.contains(where: \.setting.hardware.isRandom) || report.trials > 1 {
            lines.append("Trials:   \(report.trials), seed \(report.seed)")
        }
        return lines
    }

    /// What multiplies two activations.
    private func products(_ setting: SettingAccuracy) -> String {
        var parts: [String] = []
        if let hardware = setting.productHardware {
            var own = setting.setting.hardware
            own.dynamic = .same
            let arrays = own == hardware ? "the same arrays" : hardware.summary
            parts.append("\(setting.products(on: .arrays)) of two activations on \(arrays)")
        }
        for engine in [LayerAccuracy.Engine.exact, .floatingPoint] where setting.products(on: engine) > 0 {
            parts.append("\(setting.products(on: engine)) of two activations \(engine.phrase)")
        }
        let text = parts.joined(separator: ", ")
        guard let key = report.variedKey, key.hasPrefix("dynamic") else { return text }
        return "\(text); \(key) varies"
    }

    private func summary(_ setting: SettingAccuracy) -> [String] {
        var rows: [[String]] = []
        if let floatingPoint = report.floatingPoint { rows.append(row("floating point", floatingPoint)) }
        if let shifted = report.shifted { rows.append(row("integers with shifts", shifted)) }
        rows.append(row("integers", setting.integer))
        if setting.trials.count == 1 {
            rows.append(row("hardware", setting.trials[0], agreeing: setting.agreeing[0]))
        } else {
            let agreeing = Double(setting.agreeing.reduce(0, +)) / Double(setting.trials.count)
            rows.append([
                "hardware, mean", percent(setting.accuracy.mean), percent(setting.accuracy.deviation),
                interval(setting.interval), percent(setting.topAccuracy?.mean), meanText(setting.correct),
                percent(agreeing / Double(report.images)),
            ])
            for (index, trial) in setting.trials.prefix(ClassificationText.largestMatrix).enumerated() {
                rows.append(row("  trial \(index)", trial, agreeing: setting.agreeing[index]))
            }
        }
        return TextTable(
            header: [
                "", "accuracy %", "deviation %", "95 % interval", "top 5 %", "correct", "as integers %",
            ], rows: rows, leftAligned: [""]
        ).lines
    }

    private func row(_ name: String, _ result: Classification, agreeing: Int? = nil) -> [String] {
        [
            name, percent(result.accuracy), "", interval(result.interval), percent(result.topAccuracy),
            String(result.correct), percent(agreeing.map { Double($0) / Double(result.images) }),
        ]
    }

    private func layers(_ setting: SettingAccuracy) -> [String] {
        let isMixed = setting.hasProducts
        let header = ["layer", "rows", "outputs", "bits", "conversions/image", "clipped %", "SQNR dB"]
        return TextTable(
            header: isMixed ? header + ["multiplied with", "on"] : header,
            rows: setting.layers.map { layer in
                let row = [
                    layer.name, "\(layer.rows)", "\(layer.outputs)", bits(layer), "\(layer.conversionsPerImage)",
                    percent(layer.clippedShare), noise(layer),
                ]
                return isMixed ? row + [factor(layer), engine(layer)] : row
            }, leftAligned: ["layer", "multiplied with", "on"]
        ).lines
    }

    private func bits(_ layer: LayerAccuracy) -> String {
        guard let weightBits = layer.weightBits, let activationBits = layer.activationBits else { return "" }
        return "\(weightBits)x\(activationBits)"
    }

    private func factor(_ layer: LayerAccuracy) -> String {
        switch layer.kind {
        case .layer: "weights"
        case .product: layer.matricesPerImage == 1 ? "1 matrix/image" : "\(layer.matricesPerImage) matrices/image"
        }
    }

    private func engine(_ layer: LayerAccuracy) -> String {
        switch layer.engine {
        case .arrays: "arrays"
        case .exact: "exact integers"
        case .floatingPoint: "floating point"
        }
    }

    private func variation(_ key: String) -> [String] {
        var lines: [String] = []
        if let floatingPoint = report.floatingPoint {
            lines.append("Floating point: \(percent(floatingPoint.accuracy)) %")
        }
        if let shifted = report.shifted { lines.append("Integers with shifts: \(percent(shifted.accuracy)) %") }
        let integers = report.settings.map(\.integer)
        if let first = integers.first, integers.allSatisfy({ $0 == first }) {
            lines.append("Integers:       \(percent(first.accuracy)) %")
        }
        if !lines.isEmpty { lines.append("") }
        return lines
            + TextTable(
                header: [
                    key, "accuracy %", "deviation %", "95 % interval", "top 5 %", "correct", "as integers %",
                    "clipped %", "lowest SQNR dB", "in layer",
                ], rows: report.settings.map(variationRow), leftAligned: [key, "in layer"]
            ).lines
    }

    private func variationRow(_ setting: SettingAccuracy) -> [String] {
        let agreeing = Double(setting.agreeing.reduce(0, +)) / Double(setting.trials.count)
        let worst = setting.noisiestLayer
        return [
            setting.setting.value ?? "", percent(setting.accuracy.mean), percent(setting.accuracy.deviation),
            interval(setting.interval), percent(setting.topAccuracy?.mean), meanText(setting.correct),
            percent(agreeing / Double(report.images)), percent(setting.layers.map(\.clippedShare).max()),
            worst.map(noise) ?? "exact", worst?.name ?? "",
        ]
    }

    // MARK: Numbers

    private func noise(_ layer: LayerAccuracy) -> String {
        if layer.isExact { return "exact" }
        if layer.engine == .floatingPoint { return "" }
        return layer.signalToNoise.map { $0.formatted(digits: 1) } ?? "no signal"
    }

    private func percent(_ share: Double?) -> String { ClassificationText.percent(share) }

    private func interval(_ interval: WilsonInterval) -> String { ClassificationText.interval(interval) }

    private func meanText(_ counts: [Int]) -> String {
        let mean = Double(counts.reduce(0, +)) / Double(counts.count)
        return Set(counts).count == 1 ? "\(counts[0])" : mean.formatted(digits: 1)
    }
}

extension Double {
    /// With so many decimals.
    func formatted(digits: Int) -> String {
        FigureText.fixed(self, digits: digits)
    }
}
