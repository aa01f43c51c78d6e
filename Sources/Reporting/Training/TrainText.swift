// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Estimation
import Inference
import ReportKit
import Runs
import Training

/// The report on a training for a terminal.
struct TrainText {
    private let report: TrainReport
    private var run: TrainRun { report.run }
    private var totals: TrainTotals { report.totals }

    init(_ report: TrainReport) {
        self.report = report
    }

    var text: String {
        let sections = [heading, network, settings, epochs, chip, layers, wear, summary, chipTotals, warnings]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func short(_ value: Double) -> String { FigureText.fourDigits(value) }
    private func long(_ value: Double) -> String { FigureText.sixDigits(value) }
    private func percent(_ share: Double) -> String { FigureText.fixed(100 * share, digits: 2) }

    private func interval(_ interval: WilsonInterval?) -> String {
        interval.map { "\(percent($0.lower)) to \(percent($0.upper))" } ?? ""
    }

    // MARK: What is trained

    private var heading: [String] {
        let network = run.trainer.network
        let tests = run.tests.map { "\($0.count) of \($0.file)" } ?? "none"
        return [
            "Training with seed \(run.trainer.seed)", "Training images : \(run.images.count) of \(run.images.file)",
            "Test images : \(tests)", "Classes : \(network.classes)",
            "Weights : \(network.weightCount), each in one cell",
            "MACs of an image : \(network.multiplyAccumulates)",
        ]
    }

    private var network: [String] {
        func number(_ value: Int?) -> String { value.map(String.init) ?? "" }
        let rows = TrainLayerDocument.all(run).map { layer in
            [
                number(layer.number), layer.type, layer.input.text, layer.output.text, number(layer.kernelSize),
                number(layer.convolution?.stride), number(layer.convolution?.padding),
                number(layer.convolution?.groups), number(layer.weighted?.rows), number(layer.weighted?.weightCount),
                layer.weighted == nil ? "" : "\(layer.multiplyAccumulates)",
                layer.weighted.map { short($0.scale) } ?? "",
                layer.weighted.map { short($0.reach) } ?? "",
                layer.normalization.map { short($0.momentum) } ?? "",
                layer.normalization.map { short($0.epsilon) } ?? "",
            ]
        }
        return TextTable(
            header: [
                "layer", "type", "input", "output", "kernel", "stride", "padding", "groups", "rows", "weights", "MACs",
                "scale", "reach", "momentum", "epsilon",
            ], rows: rows, leftAligned: ["type", "input", "output"]
        ).lines
    }

    private var settings: [String] {
        let lines = ["Settings:"] + run.trainer.settings.lines.map { "  " + $0 }
        guard let hardware = run.trainer.hardware else { return lines }
        let uses = hardware.trains ? "Trained and tested on hardware" : "Tested on hardware"
        let calibration = "calibrated, where needed, with \(hardware.calibrationImages) training images"
        return lines + ["\(uses), \(calibration): \(hardware.configuration.summary)"]
    }

    // MARK: Epochs

    private var epochs: [String] {
        let rows = run.epochs.map { epoch in
            let record = epoch.record
            return [
                "\(record.epoch + 1)", long(record.learningRate), short(record.loss), percent(record.trainingAccuracy),
                record.testAccuracy.map(percent) ?? "", interval(record.interval),
                record.testUnroundedAccuracy.map(percent) ?? "", record.hardwareAccuracy.map(percent) ?? "",
                record.meanTestLoss.map(short) ?? "", short(record.stepsPerCell), "\(record.mostSteps)",
                short(record.writesPerCell), "\(record.writesOf99Percent)", "\(record.mostWrites)",
                short(record.pulsesPerCell),
            ]
        }
        return TextTable(
            header: [
                "epoch", "rate", "loss", "training %", "test %", "95 % interval", "unrounded %", "hardware %",
                "test loss", "steps a cell",
                "most steps", "writes a cell", "99 %", "most", "pulses a cell",
            ], rows: rows, leftAligned: []
        ).lines
    }

    // MARK: The chip

    private var estimated: [(epoch: TrainEpoch, estimate: Estimate)] {
        run.epochs.compactMap { epoch in epoch.estimate.map { (epoch, $0) } }
    }

    /// Latency and energy of epochs by phase, with the area of the chip.
    private var chip: [String] {
        guard let first = estimated.first?.estimate else { return [] }
        let trains = first.configuration.estimatesTraining
        let period = trains ? "in an epoch of \(first.images) images" : "in the inference of one image"
        let latencies = costs("s") { $0.latency == .infinity ? FigureText.never : long($0.latency) }
        return ["The chip \(period), times in s and energies in J:"] + latencies
            + costs("J", last: ["leakage", "with leakage", "leakage W", "area m^2"]) { long($0.energy) }
    }

    private func costs(
        _ unit: String, last: [String] = [], _ text: (OperationCost) -> String
    ) -> [String] {
        let rows = estimated.map { epoch, estimate in
            let costs = estimate.chip.costs
            let phases = [
                costs.forward, costs.activationGradient, costs.weightGradient, costs.weightUpdate, costs.total,
            ]
            let more = [
                estimate.chip.leakageEnergy, estimate.chip.energy, estimate.chip.leakagePower, estimate.totalArea,
            ]
            return ["\(epoch.record.epoch + 1)"] + phases.map(text) + (last.isEmpty ? [] : more.map(long))
        }
        let phases = ["forward", "activation gradient", "weight gradient", "weight update", "all phases"]
        return TextTable(header: ["epoch"] + phases.map { "\($0) \(unit)" } + last, rows: rows, leftAligned: []).lines
    }

    private var chipTotals: [String] {
        guard let chip = totals.chip else { return [] }
        func time(_ latency: Double?) -> String { latency.map { "\(long($0)) s" } ?? FigureText.never }
        let count =
            chip.estimatedEpochs < totals.epochs
            ? ", interpolated between \(chip.estimatedEpochs) of them" : ", all of them estimated"
        return [
            "The chip over \(totals.epochs) epochs\(count):",
            "  Latency : \(time(chip.latency)), \(time(chip.epochLatency)) an epoch",
            "  Energy with leakage : \(long(chip.energy)) J, \(long(chip.epochEnergy)) J an epoch",
        ]
    }

    // MARK: The end

    private var layers: [String] {
        guard let last = run.epochs.last else { return [] }
        let rows = last.record.layers.enumerated().map { index, layer in
            [
                "\(index + 1)", "\(layer.cells)", short(layer.weights.mean), short(layer.weights.deviation),
                short(layer.applied.mean), short(layer.applied.deviation), percent(layer.shareAtLimit),
                short(layer.stepsPerCell), "\(layer.mostSteps)", short(layer.writesPerCell),
                "\(layer.writesOf99Percent)", "\(layer.mostWrites)", short(layer.pulsesPerCell),
                last.activity(of: index).map(percent) ?? "",
            ]
        }
        let table = TextTable(
            header: [
                "layer", "cells", "weights: mean", "deviation", "last steps: mean", "deviation ", "at limits %",
                "steps a cell", "most steps", "writes a cell", "99 %", "most", "pulses a cell", "ones in inputs %",
            ], rows: rows, leftAligned: []
        ).lines
        return ["Layers after the last epoch:"] + table
    }

    private var wear: [String] {
        guard let wear = totals.wear else { return [] }
        func epochs(_ number: Double?) -> String { number.map { "after \(short($0)) epochs" } ?? FigureText.never }
        let state =
            wear.firstWornEpoch.map { "The most-written cell has more since epoch \($0)." } ?? "No cell has more."
        let rows = wear.layers.map { layer in
            [
                "\(layer.number)", layer.isMostBeyond ? "yes" : "no", layer.isPercentBeyond ? "yes" : "no",
                epochs(layer.epochsOfMost), epochs(layer.epochsOfPercent),
            ]
        }
        return [
            "Wear of cells that survive \(long(wear.endurance)) writes. \(state)",
            "At the mean rate of this training the most-written cell is worn \(epochs(wear.epochsOfMost)),",
            "and 1 % of the cells of a layer \(epochs(wear.epochsOfPercent)).",
        ]
            + TextTable(
                header: ["layer", "a cell is worn", "1 % are worn", "the most-written cell", "1 % of the cells"],
                rows: rows, leftAligned: ["a cell is worn", "1 % are worn"]
            ).lines
    }

    private var summary: [String] {
        var lines = ["Ended : \(Self.reason(run.ending))"]
        if let best = run.best?.record {
            lines.append(
                "Best : epoch \(best.epoch + 1) with \(percent(best.accuracy)) % of the test images "
                    + "(95 % interval \(interval(best.interval)) %)")
        }
        lines.append(
            "Writes a cell : \(short(totals.writesPerCell)) on average, at most \(totals.mostWrites), which is the endurance "
                + "that the most-written of \(totals.cells) cells needs")
        return lines
    }

    private static func reason(_ ending: TrainRun.Ending) -> String {
        switch ending {
        case .complete: "all epochs are done"
        case .noGain(let epochs): "no better test accuracy in the last \(epochs) epochs"
        case .accuracyReached: "the test accuracy that was asked for is reached"
        }
    }

    private var warnings: [String] { report.warnings.map { "Warning: \($0)" } }
}
