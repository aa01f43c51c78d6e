// SPDX-License-Identifier: Apache-2.0

/// One point in which DNN+NeuroSim V1.5 counts in another way than the hardware works that it describes.
///
/// Source of each: the branch 2DInferenceV1.5-dev of github.com/neurosim/NeuroSim, and figures of V1.5 on designs that differ in
/// one thing.
public enum NeuroSim15Departure: Int, Sendable, CaseIterable {
    case ignoresPadding
    case countsOperationsOnInputMap
    case takesChannelsForPositions
    case truncatesColumnSharing
    case readsFullGroupsOnly
    case wrapsLargestWeight
    case takesOneForPositive
    case repeatsIdleProcessingElements
    case measuresNominalTiles
    case countsWholeRegisterWords
    case halvesBufferTraffic
    case scalesNovelTransfers
    case ignoresTurnsAtBuffer
    case addsCopiesOfTiles
    case countsTableEntriesAsUnits
    case maximizesCategoriesSeparately
    case splitsVectorsOverCopies
    case putsTileCopiesInOneTile
    case chargesAdderTreePerSubarray
    case leaksOnlyUsedAdders
    case leaksOnlyTiles
    case leaksByTurns
    case leavesBinaryBreakdownEmpty
    case listsNoUnusedSpace
    case ignoresSlowerClock
    case dropsWideAdders

    /// Its name in the documentation.
    public var name: String { "\(self)" }
}

/// Some of the departures of V1.5, a bit each.
public struct NeuroSim15Departures: OptionSet, Sendable {
    /// A bit for each departure, by its place among all of them.
    public let rawValue: UInt64

    /// The set of such bits; see ``NeuroSim15Departure``.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// The given departures.
    public init(_ departures: some Sequence<NeuroSim15Departure>) {
        self.init(rawValue: departures.reduce(0) { $0 | 1 << UInt64($1.rawValue) })
    }

    /// All departures: V1.5 as it is.
    public static let all = NeuroSim15Departures(NeuroSim15Departure.allCases)

    /// The same without one departure.
    public func without(_ departure: NeuroSim15Departure) -> NeuroSim15Departures {
        subtracting(NeuroSim15Departures([departure]))
    }

    /// Whether a departure is among them.
    public func contains(_ departure: NeuroSim15Departure) -> Bool { rawValue & 1 << UInt64(departure.rawValue) != 0 }
}
