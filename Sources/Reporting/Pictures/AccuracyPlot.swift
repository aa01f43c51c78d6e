// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference
import Plots
import ReportKit

extension AccuracyReport {
    /// The report as a picture: accuracy over the values of the key that varies; without one, accuracy in software, in
    /// integers and on the hardware, and the errors of layers.
    ///
    /// - Returns: the picture.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative.
    public func plot() throws(InputError) -> Plot {
        try TestReport(results: self, stream: nil).checked { AccuracyPlot(report: self).plot }
    }
}

/// Accuracy as a picture. Values of a key are placed as numbers where all are numbers, and side by side otherwise.
///
/// Whiskers are the 95 % interval for other images; over the values of a key, with several trials, they are one standard
/// deviation between chips.
private struct AccuracyPlot {
    let report: AccuracyReport

    var plot: Plot {
        Plot(title: title, description: description, panels: report.variedKey.map { [curves($0)] } ?? bars)
    }

    private var title: String {
        func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
        let over = report.variedKey.map { " over \($0)" } ?? ""
        return "Accuracy of \(name(report.model))\(over): \(report.images) images of \(name(report.dataset))"
    }

    private var description: String {
        let levels = levels(areShared: false).map { "\($0.name) \(Self.percent($0.value))" }
        let settings = report.settings.map { setting in
            let value = setting.setting.value.map { "\(report.variedKey ?? "") = \($0): " } ?? "hardware "
            return value + Self.percent(setting.accuracy.mean)
        }
        return (levels + settings).joined(separator: ", ") + "."
    }

    private static func percent(_ share: Double) -> String { "\((100 * share).formatted(digits: 2)) %" }

    private var hardwareName: String {
        report.trials > 1 ? "hardware (mean ± deviation of \(report.trials) chips)" : "hardware (95 % interval)"
    }

    private func whisker(_ setting: SettingAccuracy) -> ClosedRange<Double> {
        let statistics = setting.accuracy
        guard let deviation = statistics.deviation else { return setting.interval.range }
        return max(0, statistics.mean - deviation)...min(1, statistics.mean + deviation)
    }

    /// Floating point, integers with shifts, and integers where they are the same for all settings.
    private func levels(areShared: Bool) -> [(name: String, value: Double, interval: WilsonInterval)] {
        var found: [(name: String, value: Double, interval: WilsonInterval)] = []
        func add(_ name: String, _ result: Classification) { found.append((name, result.accuracy, result.interval)) }
        report.floatingPoint.map { add("floating point", $0) }
        report.shifted.map { add("integers with shifts", $0) }
        if let first = report.settings.first?.integer,
            !areShared || report.settings.allSatisfy({ $0.integer.accuracy == first.accuracy })
        {
            add("integers", first)
        }
        return found
    }

    // MARK: Over the values of a key

    private func curves(_ key: String) -> PlotPanel {
        let words = report.settings.map { $0.setting.value ?? "" }
        let numbers = words.compactMap { Double($0) }.filter(\.isFinite)
        let areNumbers = numbers.count == words.count && Set(numbers).count == numbers.count
        let places = areNumbers ? numbers : words.indices.map(Double.init)
        let points = zip(places, report.settings).map { place, setting in
            CurvePanel.Point(place, setting.accuracy.mean, interval: whisker(setting))
        }.sorted { $0.isLeft(of: $1) }
        let levels = levels(areShared: true)
        var series = [CurvePanel.Series(hardwareName, look: 0, points: points)]
        if !levels.contains(where: { $0.name == "integers" }) {
            let integers = zip(places, report.settings).map { CurvePanel.Point($0, $1.integer.accuracy) }
                .sorted { $0.isLeft(of: $1) }
            series.append(CurvePanel.Series("integers", look: 1, points: integers))
        }
        return .curves(
            CurvePanel(
                "accuracy", x: PlotAxis(key), y: .percent("Accuracy"), series: series, words: areNumbers ? nil : words,
                levels: levels.map { ($0.name, $0.value) }, isShare: true,
                hasWholeSteps: areNumbers && numbers.allSatisfy { $0 == $0.rounded() }))
    }

    // MARK: One setting

    private var bars: [PlotPanel] {
        guard let setting = report.settings.first else { return [] }
        let software = levels(areShared: false).map {
            PlotBar($0.name, value: $0.value, interval: $0.interval.range, text: Self.percent($0.value))
        }
        let mean = setting.accuracy.mean
        let hardware = PlotBar("hardware", value: mean, interval: setting.interval.range, text: Self.percent(mean))
        return [
            .bars(BarPanel("accuracy", axis: .percent("Accuracy, 95 % intervals"), bars: software + [hardware])),
            .columns(
                ColumnPanel(
                    "signal to error by layer",
                    axis: PlotAxis("Signal to error", unit: FigureUnit("dB", 1), base: "dB"),
                    title: "Layer, as it runs",
                    columns: setting.layers.map { layer in
                        PlotBar(
                            layer.name, value: layer.signalToNoise,
                            text: layer.signalToNoise == nil ? Self.reason(layer) : nil)
                    })),
        ]
    }

    /// Why a layer has no ratio.
    private static func reason(_ layer: LayerAccuracy) -> String {
        layer.isExact ? "exact" : layer.engine == .floatingPoint ? "floating point" : "no signal"
    }
}

extension WilsonInterval {
    fileprivate var range: ClosedRange<Double> { lower...max(lower, upper) }
}
