// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Plots
import ReportKit
import Runs
import Training

extension TrainReport {
    /// The training as a picture: accuracy, loss and writes of a cell over the epochs.
    ///
    /// - Returns: the picture.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative.
    public func plot() throws(InputError) -> Plot { try checked { TrainPlot(epochs: run.epochs.map(\.record)).plot } }
}

/// A training as curves.
private struct TrainPlot {
    let epochs: [EpochRecord]

    var plot: Plot {
        Plot(
            title: "Training: accuracy, loss and writes over the epochs", description: description,
            panels: [
                panel("accuracy", .percent("Accuracy"), isShare: true, accuracies),
                panel("loss", PlotAxis("Loss", base: "1"), losses),
                panel("writes", PlotAxis("Writes", base: "1"), writes),
            ])
    }

    private func panel(
        _ name: String, _ axis: PlotAxis, isShare: Bool = false, _ series: [CurvePanel.Series]
    ) -> PlotPanel {
        .curves(
            CurvePanel(
                name, x: PlotAxis("Epoch"), y: axis, series: series.filter { !$0.isEmpty }, isShare: isShare,
                hasWholeSteps: true))
    }

    private func series(_ name: String, _ look: Int, _ value: (EpochRecord) -> Double?) -> CurvePanel.Series {
        CurvePanel.Series(
            name, look: look,
            points: epochs.compactMap { epoch in
                value(epoch).map { CurvePanel.Point(Double(epoch.epoch + 1), $0) }
            })
    }

    private var accuracies: [CurvePanel.Series] {
        [
            series("training images", 0) { $0.trainingImages > 0 ? $0.trainingAccuracy : nil },
            series("test images", 1) { $0.testAccuracy }, series("test images on hardware", 2) { $0.hardwareAccuracy },
        ]
    }

    private var losses: [CurvePanel.Series] {
        [series("training images", 0) { $0.loss }, series("test images", 1) { $0.meanTestLoss }]
    }

    private var writes: [CurvePanel.Series] {
        [
            series("mean writes of a cell", 3) { $0.writesPerCell },
            series("most writes of a cell", 4) { Double($0.mostWrites) },
        ]
    }

    private var description: String {
        guard let last = epochs.last else { return "No epoch." }
        let test =
            last.testAccuracy.map { ", accuracy \(FigureText.fixed(100 * $0, digits: 2)) % on test images" } ?? ""
        return "After \(last.epoch + 1) epochs: loss \(FigureText.fourDigits(last.loss))\(test), "
            + "\(FigureText.fourDigits(last.writesPerCell)) writes of a cell in the mean."
    }
}
