// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Estimation
import ReportKit
import Runs
import Training

/// Figures of a whole training: what its cells have been through, and what the chip spent.
struct TrainTotals: Sendable {
    /// Epochs [1].
    let epochs: Int
    /// Cells of all layers [1].
    let cells: Int
    /// Mean writes of a cell [1].
    let writesPerCell: Double
    /// Writes of the cell with the most of them, which is the endurance that it needs [1].
    let mostWrites: Int
    /// Wear at a given endurance; nil without one.
    let wear: CellWear?
    /// The chip over the training; nil without estimates of training.
    let chip: ChipTotals?

    init(_ run: TrainRun, endurance: Double?) {
        let last = run.epochs.last?.record
        epochs = run.epochs.count
        cells = last?.cells ?? run.trainer.network.weightCount
        writesPerCell = last?.writesPerCell ?? 0
        mostWrites = last?.mostWrites ?? 0
        wear = endurance.map { CellWear($0, run.epochs.map(\.record)) }
        chip = ChipTotals(run.epochs.map(\.estimate))
    }
}

extension TrainTotals: ReportObject {
    static let reportName = "totals of a training"

    static let reportMembers: [ReportMember<TrainTotals>] = [
        ReportMember("epochs", "number of epochs, those of former runs included") { $0.epochs },
        ReportMember("cells", "cells of all layers") { $0.cells },
        ReportMember("writesPerCell", "mean writes of a cell", unit: "1") { $0.writesPerCell },
        ReportMember("mostWrites", "writes of the most-written cell: the endurance that it needs") { $0.mostWrites },
        ReportMember("wear", "wear of the cells at the endurance of `--endurance`; null without it") { $0.wear },
        ReportMember("chip", "latency and energy of the training on the chip; null without estimates of training") {
            $0.chip
        },
    ]
}

/// Wear of cells that survive so many writes.
struct CellWear: Sendable {
    /// Wear of a layer.
    struct Layer: Sendable {
        /// Number of the layer among those with weights, from 1.
        let number: Int
        /// Whether the most-written cell has more writes than it survives.
        let isMostBeyond: Bool
        /// Whether more than 1 % of the cells have more writes than they survive.
        let isPercentBeyond: Bool
        /// Epochs until the most-written cell is worn; nil if it was never written [1].
        let epochsOfMost: Double?
        /// Epochs until 1 % of the cells are worn; nil if 99 % were never written [1].
        let epochsOfPercent: Double?

        init(_ number: Int, _ record: LayerRecord, epochs: Int, endurance: Double) {
            func time(until writes: Int) -> Double? { writes > 0 ? endurance * Double(epochs) / Double(writes) : nil }
            self.number = number
            isMostBeyond = Double(record.mostWrites) > endurance
            isPercentBeyond = Double(record.writesOf99Percent) > endurance
            epochsOfMost = time(until: record.mostWrites)
            epochsOfPercent = time(until: record.writesOf99Percent)
        }
    }

    /// Writes that a cell survives [1].
    let endurance: Double
    /// The first epoch, from 1, after which a cell has more writes than it survives; nil if none has.
    let firstWornEpoch: Int?
    /// The layers with weights.
    let layers: [Layer]

    init(_ endurance: Double, _ records: [EpochRecord]) {
        self.endurance = endurance
        firstWornEpoch = records.first { Double($0.mostWrites) > endurance }.map { $0.epoch + 1 }
        layers = (records.last?.layers ?? []).enumerated().map {
            Layer($0 + 1, $1, epochs: records.count, endurance: endurance)
        }
    }

    /// Epochs until the most-written cell of all layers is worn [1].
    var epochsOfMost: Double? { layers.compactMap(\.epochsOfMost).min() }
    /// Epochs until 1 % of the cells of a layer are worn [1].
    var epochsOfPercent: Double? { layers.compactMap(\.epochsOfPercent).min() }
}

extension CellWear: ReportObject {
    static let reportName = "wear of cells"

    static let reportMembers: [ReportMember<CellWear>] = [
        ReportMember("endurance", "writes that a cell survives", unit: "1") { $0.endurance },
        ReportMember("isExceeded", "whether the most-written cell has more writes") { $0.firstWornEpoch != nil },
        ReportMember("firstWornEpoch", "the first epoch, from 1, after which a cell has more; null if none has") {
            $0.firstWornEpoch
        },
        ReportMember(
            "epochsOfMost",
            "epochs at the mean rate of the training until the most-written cell is worn; null if none was written",
            unit: "1"
        ) { $0.epochsOfMost },
        ReportMember(
            "epochsOfPercent",
            "epochs at the mean rate of the training until 1 % of the cells of a layer are worn; null if it never comes to that",
            unit: "1"
        ) { $0.epochsOfPercent },
        ReportMember("layers", "the layers with weights") { $0.layers },
    ]
}

extension CellWear.Layer: ReportObject {
    static let reportName = "wear of a layer"

    static let reportMembers: [ReportMember<CellWear.Layer>] = [
        ReportMember("layer", "number of the layer among those with weights, from 1") { $0.number },
        ReportMember("isMostBeyond", "whether the most-written cell has more writes than it survives") {
            $0.isMostBeyond
        },
        ReportMember("isPercentBeyond", "whether more than 1 % of the cells have more writes than they survive") {
            $0.isPercentBeyond
        },
        ReportMember(
            "epochsOfMost",
            "epochs at the mean rate of the training until the most-written cell is worn; null if it was never written",
            unit: "1"
        ) { $0.epochsOfMost },
        ReportMember(
            "epochsOfPercent",
            "epochs at the mean rate of the training until 1 % of the cells are worn; null if 99 % were never written",
            unit: "1"
        ) { $0.epochsOfPercent },
    ]
}

/// Latency and energy of all epochs on the chip. Those of epochs between two estimates are interpolated; before the first and
/// after the last estimate they are those of the nearest one.
struct ChipTotals: Sendable {
    /// Epochs whose chip was estimated [1].
    let estimatedEpochs: Int
    /// Mean latency of an epoch; nil if one is infinite [s].
    let epochLatency: Double?
    /// Mean energy of an epoch with leakage [J].
    let epochEnergy: Double
    /// Latency of all epochs; nil if one is infinite [s].
    let latency: Double?
    /// Energy of all epochs with leakage [J].
    let energy: Double

    /// - Parameter estimates: An entry for each epoch; nil where there is no estimate.
    init?(_ estimates: [Estimate?]) {
        let known = estimates.compactMap(\.self)
        guard !known.isEmpty, known.allSatisfy({ $0.configuration.estimatesTraining }) else { return nil }
        estimatedEpochs = known.count
        let count = Double(estimates.count)
        energy = Self.interpolated(estimates.map { $0?.chip.energy }).reduce(0, +)
        epochEnergy = energy / count
        let isFinite = known.allSatisfy { $0.latency != nil }
        let latency = isFinite ? Self.interpolated(estimates.map { $0?.latency }).reduce(0, +) : nil
        self.latency = latency
        epochLatency = latency.map { $0 / count }
    }

    /// Numbers in place of those that are missing, one at least being there.
    static func interpolated(_ numbers: [Double?]) -> [Double] {
        let known = numbers.enumerated().compactMap { index, number in number.map { (index: index, number: $0) } }
        return numbers.indices.map { index in
            let before = known.last { $0.index <= index }
            let after = known.first { $0.index >= index }
            guard let before, let after else { return before?.number ?? after?.number ?? 0 }
            guard before.index < after.index else { return before.number }
            let share = Double(index - before.index) / Double(after.index - before.index)
            return before.number + share * (after.number - before.number)
        }
    }
}

extension ChipTotals: ReportObject {
    static let reportName = "chip over a training"

    static let reportMembers: [ReportMember<ChipTotals>] = [
        ReportMember("estimatedEpochs", "epochs with an estimate; figures of others are interpolated between them") {
            $0.estimatedEpochs
        },
        ReportMember("epochLatency", "mean time of an epoch; null if it is infinite", unit: "s") { $0.epochLatency },
        ReportMember("epochEnergy", "mean energy of an epoch with leakage", unit: "J") { $0.epochEnergy },
        ReportMember("latency", "time of all epochs; null if it is infinite", unit: "s") { $0.latency },
        ReportMember("energy", "energy of all epochs with leakage", unit: "J") { $0.energy },
    ]
}
