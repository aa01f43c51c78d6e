// SPDX-License-Identifier: Apache-2.0

/// One point in which DNN+NeuroSim V2.1 counts in another way than the hardware works that it describes.
///
/// Source of each: figures of V2.1 on designs that differ in one thing, and its manual where that describes the
/// intended way.
public enum Departure: Int, Sendable, CaseIterable {
    // Inference.
    case ignoresPadding
    case countsOperationsOnInputMap
    case usesQuotientCellValues
    case truncatesColumnSharing
    case truncatesSharing
    case repeatsIdleProcessingElements
    case splitsVectorsOverCopies
    case chargesAdderTreePerSubarray
    case sharesBufferCoreCounts
    case scalesNovelTransfers
    case loadsOneInputChannelPerLayer
    case swapsRegisterArguments
    case measuresNominalTiles
    case usesElementBufferTypeForTiles
    case leaksOnlyUsedAdders
    case usesOwnLeakageForOtherLayers
    case leaksOnlyTiles
    case countsPostprocessingWithoutUnits
    case takesChannelsForPositions
    case maximizesCategoriesSeparately
    case narrowsIdealBranches
    case losesTileLatencyBehindSRAMSigmoid
    case omitsFlashEnergyFromTotal
    case countsLineChargingAsConversion
    case leavesBinaryBreakdownEmpty
    case widensSenseAmplifiers
    case countsDischargesUnevenly
    case omitsSomeLeakage
    case selectsWordlinePerColumn
    case dropsWideAdders
    case stretchesActiveRows
    case convertsEmptyColumns

    // Training.
    case sizesGradientUnitByLargestMap
    case fitsLargeLayersInGradientUnit
    case restsGradientUnitDrivers
    case omitsGradientUnitLeakage
    case countsOneGradientAddition
    case truncatesGradientCounts
    case takesArrayCountsForGradients
    case queuesGradientGroups
    case countsCarriesForGradients
    case listsMapTransfersSixTimes
    case movesUpdatesWithReads
    case writesMoreSubarraysThanThereAre
    case countsRowsForSetStepOnly
    case cutsWriteAverages
    case flipsShareOfWholeSubarray
    case addsBufferLinesToTreeResistance
    case leavesCopiesUnwritten
    case countsSharedLeakageTwice
    case reusesForwardCounts
    case countsReadScansInWrites
    case laysTransposedStripsInOneLine
    case comparesEnergyWithLatency
    case usesForwardActivityInTransposedRead
    case ignoresUpdateInDrivers
    case writesSRAMAsCrossPoint
    case compoundsDriverWrites
}

extension Departure {
    /// Its name in docs/accounting.md.
    public var name: String { String(describing: self) }

    /// Whether it shows in training only.
    public var isOfTraining: Bool { rawValue >= Departure.sizesGradientUnitByLargestMap.rawValue }
}
