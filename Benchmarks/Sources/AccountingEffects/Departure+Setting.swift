// SPDX-License-Identifier: Apache-2.0

import NeuroSim21

extension Departure {
    /// Where it is measured: the default chip, or one in which it shows.
    var setting: Setting {
        switch self {
        case .countsOperationsOnInputMap: .strides
        case .truncatesColumnSharing, .truncatesSharing: .threeBitCells
        case .repeatsIdleProcessingElements: .conventionalMapping
        case .chargesAdderTreePerSubarray: .oneBitCells
        case .measuresNominalTiles: .fastPipeline
        case .usesElementBufferTypeForTiles: .tileSRAM
        case .maximizesCategoriesSeparately: .pipeline
        case .narrowsIdealBranches: .idealWires
        case .losesTileLatencyBehindSRAMSigmoid: .sramSigmoid
        case .omitsFlashEnergyFromTotal: .rowByRow
        case .leavesBinaryBreakdownEmpty, .widensSenseAmplifiers: .binary
        case .countsDischargesUnevenly, .omitsSomeLeakage: .sram
        case .selectsWordlinePerColumn: .crossPointRowByRow
        case .dropsWideAdders: .narrowArrays
        case .convertsEmptyColumns: .groups
        case .queuesGradientGroups: .groupedTraining
        case .omitsGradientUnitLeakage: .leakyTraining
        case .truncatesGradientCounts: .oddGradients
        case .writesMoreSubarraysThanThereAre: .roomForGradients
        case .countsRowsForSetStepOnly, .cutsWriteAverages, .flipsShareOfWholeSubarray, .comparesEnergyWithLatency,
            .usesForwardActivityInTransposedRead, .ignoresUpdateInDrivers:
            .sramTraining
        case .takesArrayCountsForGradients, .writesSRAMAsCrossPoint: .sramCrossPointTraining
        case .compoundsDriverWrites: .crossPointRowByRowTraining
        default: isOfTraining ? .training : .inference
        }
    }

    /// The departures of a table.
    static func all(ofTraining: Bool) -> [MeasuredDeparture] {
        allCases.filter { $0.isOfTraining == ofTraining }.map { departure in
            let departures = departure.setting.departures
            return MeasuredDeparture(
                name: departure.name, meaning: departure.meaning, setting: departure.setting,
                revisions: (NeuroSim21.revision(departures), NeuroSim21.revision(departures.without(departure))))
        }
    }
}
