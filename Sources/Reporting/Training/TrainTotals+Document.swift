// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Runs

extension TrainTotals: ReportObject {
    package static let reportName = "totals of a training"

    package static let reportMembers: [ReportMember<TrainTotals>] = [
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

extension CellWear: ReportObject {
    package static let reportName = "wear of cells"

    package static let reportMembers: [ReportMember<CellWear>] = [
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
    package static let reportName = "wear of a layer"

    package static let reportMembers: [ReportMember<CellWear.Layer>] = [
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

extension ChipTotals: ReportObject {
    package static let reportName = "chip over a training"

    package static let reportMembers: [ReportMember<ChipTotals>] = [
        ReportMember("estimatedEpochs", "epochs with an estimate; figures of others are interpolated between them") {
            $0.estimatedEpochs
        },
        ReportMember("epochLatency", "mean time of an epoch; null if it is infinite", unit: "s") { $0.epochLatency },
        ReportMember("epochEnergy", "mean energy of an epoch with leakage", unit: "J") { $0.epochEnergy },
        ReportMember("latency", "time of all epochs; null if it is infinite", unit: "s") { $0.latency },
        ReportMember("energy", "energy of all epochs with leakage", unit: "J") { $0.energy },
    ]
}
