// SPDX-License-Identifier: Apache-2.0

extension NeuroSim15Departure {
    /// A sentence that says what V1.5 does: the row of docs/accounting.md.
    public var meaning: String { NeuroSim15Departure.meanings[self] ?? "" }

    private static let meanings: [NeuroSim15Departure: String] = [
        .ignoresPadding:
            "Input vectors are counted without padding: a 3 x 3 kernel on a 32 x 32 map has 30 x 30 of them. A kernel that is "
            + "larger than the map has none.",
        .countsOperationsOnInputMap:
            "Operations are counted for every position of the input map, so that a stride does not reduce them.",
        .takesChannelsForPositions:
            "The novel mapping divides the rows of a trace as if they were ordered by kernel position, but they are "
            + "ordered by channel.",
        .truncatesColumnSharing:
            "The number of weights that share an ADC is rounded down: 8 columns of 3-column weights count as 2 weights.",
        .readsFullGroupsOnly:
            "Rows that are read in groups are read in full groups only: of 64 rows, 24 at once, 16 are never read.",
        .wrapsLargestWeight:
            "The largest weight has one bit more than its cells, which store 0.",
        .takesOneForPositive:
            "A weight of a binary network is positive only if its integer is 1.",
        .repeatsIdleProcessingElements:
            "Processing elements of a tile that hold no weights cost as much as the last one that holds weights.",
        .measuresNominalTiles:
            "Utilization is computed from the nominal size of tiles, and from the copies that a pipeline needs, not from "
            + "those that it has.",
        .countsWholeRegisterWords:
            "The registers of a processing element count words of their full length, rounded down, and all bits of a "
            + "word switch; results leave it with the bits of all stages of its adder tree.",
        .halvesBufferTraffic:
            "Buffers of tiles write half of the bits that move, and read the other half.",
        .scalesNovelTransfers:
            "Transfers of the novel mapping are divided by approximate factors: inputs by the kernel height and by the "
            + "square root of the kernel positions, activated results by the kernel positions.",
        .ignoresTurnsAtBuffer:
            "Layers do not wait for each other at the global buffer.",
        .addsCopiesOfTiles:
            "Results of copies of a tile are added up like those of tiles below each other.",
        .countsTableEntriesAsUnits:
            "Activations are counted as if each entry of a table were a unit; in tiles only the sums of one adder are "
            + "activated.",
        .maximizesCategoriesSeparately:
            "Each category has its own maximum over blocks and layers that work at the same time, so that the categories "
            + "of latency add up to more than the total.",
        .splitsVectorsOverCopies:
            "Copies of the weights divide the time of all input vectors: one vector on 64 copies takes 1/64 of a read.",
        .putsTileCopiesInOneTile:
            "Copies of a tile that a pipeline makes count as copies in each tile, whose accumulation they do not share.",
        .chargesAdderTreePerSubarray:
            "If a processing element holds copies of the weights, its adder tree is counted once for each subarray.",
        .leaksOnlyUsedAdders:
            "Adder trees leak as if they had only the adders of their last addition.",
        .leaksOnlyTiles:
            "Only tiles leak, with one core of each buffer and without their activation units. Circuits that layers share "
            + "do not leak.",
        .leaksByTurns:
            "In a pipeline a layer leaks for the time of the slowest layer before it; while an array is read, only its "
            + "cells leak.",
        .leavesBinaryBreakdownEmpty:
            "Subarrays of binary networks have totals of energy and area, but no categories of them.",
        .listsNoUnusedSpace:
            "The space that circuits leave in the rectangle of a subarray is part of the chip, but of no category of area.",
        .ignoresSlowerClock:
            "If `clkFreq` is slower than the arrays, circuits count its cycles, but a cycle takes the time of the arrays.",
        .dropsWideAdders:
            "Adders that are wider than the array take no area.",
    ]
}
