// SPDX-License-Identifier: Apache-2.0

extension Departure {
    /// What V2.1 does, in a sentence: the row of docs/accounting.md.
    public var meaning: String { Departure.inference[self] ?? Departure.training[self] ?? "" }

    /// What shows in inference.
    private static let inference: [Departure: String] = [
        .ignoresPadding:
            "Padding is left out when input vectors are counted: a 3 x 3 kernel on a 32 x 32 map has 30 x 30 of "
            + "them.",
        .countsOperationsOnInputMap:
            "Operations are counted for every position of the input map: a stride does not lower them.",
        .usesQuotientCellValues:
            "A cell of a multi-cell weight stores the quotient where the digit is meant, after an integer "
            + "division that makes most of them 0; a weight in one cell is not rounded.",
        .truncatesColumnSharing:
            "Weights that share an ADC are rounded down: 8 columns of 3-column weights count as 2 weights. So are"
            + " the cores of the global buffer and pooling rounds.",
        .truncatesSharing:
            "The same in subarrays: converters, shift-and-add steps, conducting rows are rounded down.",
        .repeatsIdleProcessingElements:
            "Processing elements of a tile that hold no weights cost as much as the last one that does.",
        .splitsVectorsOverCopies:
            "Copies of the weights divide the time of all input vectors: one vector on 64 copies takes 1/64 of a "
            + "read.",
        .chargesAdderTreePerSubarray:
            "Where an element holds copies of the weights, its adder tree is charged once for each subarray.",
        .sharesBufferCoreCounts:
            "Tiles of the novel mapping have the buffer cores of conventional tiles.",
        .scalesNovelTransfers:
            "Transfers of the novel mapping are divided by rules of thumb: inputs by the kernel height and by the"
            + " root of the kernel positions, results by the kernel positions.",
        .loadsOneInputChannelPerLayer:
            "One channel of the image is loaded from DRAM, but once for each layer.",
        .swapsRegisterArguments:
            "The registers of a processing element take the number of bits for the number of accesses, and the "
            + "other way round.",
        .measuresNominalTiles:
            "Utilization is of the nominal size of tiles, and of the copies that a pipeline needs, not of those "
            + "it has.",
        .usesElementBufferTypeForTiles:
            "`tileBufferType` is not read: tiles have buffers of `peBufferType`.",
        .leaksOnlyUsedAdders:
            "Adder trees leak as if they had only the adders of their last addition.",
        .usesOwnLeakageForOtherLayers:
            "While a layer works, the tiles of the others leak like its own, and its own do not leak.",
        .leaksOnlyTiles:
            "Only tiles leak, with one core of each buffer and without their activation units; the global buffer "
            + "and what else layers share does not.",
        .countsPostprocessingWithoutUnits:
            "Pooling, and activation in tiles, count as for one channel; sums of tiles follow each other whatever"
            + " the number of adder trees, once more for each column of tiles.",
        .takesChannelsForPositions:
            "The novel mapping cuts the rows of a trace as if they went position by position of the kernel; they "
            + "go channel by channel.",
        .maximizesCategoriesSeparately:
            "Each category takes its own maximum over blocks that work at the same time, so that the categories "
            + "of latency add up to more than the total.",
        .narrowsIdealBranches:
            "Where wires are to have no resistance, branches of H-trees have that of wires 1 nm wide.",
        .losesTileLatencyBehindSRAMSigmoid:
            "Tiles whose sigmoid is a table in SRAM cells take no time in forward passes: no number was found for"
            + " it.",
        .omitsFlashEnergyFromTotal:
            "When resistive cells are read row by row, the energy of flash converters is in the breakdown, not in"
            + " the total.",
        .countsLineChargingAsConversion:
            "The energy that charges the lines of a resistive array is listed as ADC energy.",
        .leavesBinaryBreakdownEmpty:
            "Subarrays of binary networks have totals, but nothing in the categories.",
        .widensSenseAmplifiers:
            "Each current sense amplifier may be as wide as the whole array instead of its share.",
        .countsDischargesUnevenly:
            "A parallel SRAM read discharges its bitlines once, however many columns share an ADC.",
        .omitsSomeLeakage:
            "The column decoder of a parallel SRAM array does not leak, nor do the write drivers of its "
            + "transposed side.",
        .selectsWordlinePerColumn:
            "Drivers of a cross-point array that is read row by row select as many rows as columns are accessed.",
        .dropsWideAdders:
            "Adders that are wider than the array take no area.",
        .stretchesActiveRows:
            "In an array that is filled in part, as large a share of all its rows is read as of those with weights.",
        .convertsEmptyColumns:
            "Columns that groups leave empty up to the next subarray are converted, and cut like all others.",
    ]

    /// What shows in training only.
    private static let training: [Departure: String] = [
        .sizesGradientUnitByLargestMap:
            "The weight-gradient unit has as many arrays as the layer with the largest feature map fills, rounded"
            + " down, and no area where that fills none; not as many as the layer with the most activations needs.",
        .fitsLargeLayersInGradientUnit:
            "A layer that is larger than the weight-gradient unit takes no more time than one that fits; a fully "
            + "connected layer is even counted as copies side by side.",
        .restsGradientUnitDrivers:
            "Prechargers and write drivers of the weight-gradient unit take no energy: they are sized before the "
            + "activity is known.",
        .omitsGradientUnitLeakage:
            "Multiplexers, decoders and adder trees of the weight-gradient unit do not leak.",
        .countsOneGradientAddition:
            "The adder trees of the weight-gradient unit take the energy of one addition for each output channel,"
            + " and in a unit that is read row by row the time of one.",
        .truncatesGradientCounts:
            "Converters of the weight-gradient unit, bits of a gradient, and lines of the buffer that gradients "
            + "fill are rounded down.",
        .takesArrayCountsForGradients:
            "The weight-gradient unit has the references, the sharing of converters and the wordline drivers of "
            + "the synaptic arrays.",
        .queuesGradientGroups:
            "The errors of all groups of a grouped convolution follow each other.",
        .countsCarriesForGradients:
            "The gradient buffer takes a gradient to be as long as its carries, and is doubled until it passes "
            + "what is allowed; for small batches it holds the gradients of no subarray, and updates never end.",
        .listsMapTransfersSixTimes:
            "The DRAM line of the breakdown has six times the transfers of feature maps.",
        .movesUpdatesWithReads:
            "The movement of weight changes counts for every image in the breakdown, and its time is divided by "
            + "the subarrays that are written at the same time.",
        .writesMoreSubarraysThanThereAre:
            "More subarrays are written at the same time than a layer has, if the gradient buffer allows it.",
        .countsRowsForSetStepOnly:
            "A row with cells to set and to reset counts for the SET step only.",
        .cutsWriteAverages:
            "Averages of the columns, pulses and levels of a write are cut to whole numbers.",
        .flipsShareOfWholeSubarray:
            "Shares of rows and columns that a write changes in a matrix are taken for shares of the whole "
            + "subarray, where SRAM cells flip.",
        .addsBufferLinesToTreeResistance:
            "The first level of a tile's H-tree has, as its wire resistance, the number of buffer lines just "
            + "written.",
        .leavesCopiesUnwritten:
            "Copies of weights inside tiles are not written everywhere, and one after the other where they are.",
        .countsSharedLeakageTwice:
            "The sourceline drivers leak twice when they also drive the transposed read.",
        .reusesForwardCounts:
            "Transposed reads take some counts from forward ones: lines charged, cells sensed at once, length of "
            + "sums.",
        .countsReadScansInWrites:
            "A weight update counts the register shifts of the read before it instead of its own.",
        .laysTransposedStripsInOneLine:
            "Circuits at the transposed side of an array stand in one line, longer than the array.",
        .comparesEnergyWithLatency:
            "The transposed multiplexer's energy in joules is taken for its latency in seconds.",
        .usesForwardActivityInTransposedRead:
            "Line drivers of a transposed SRAM read follow the activity of the forward input, not of the "
            + "gradient.",
        .ignoresUpdateInDrivers:
            "Drivers and prechargers do not see how many columns an update changes: they take no energy for them.",
        .writesSRAMAsCrossPoint:
            "SRAM wordlines are written with half-select voltages when `accesstype`, which SRAM does not have, "
            + "says so.",
        .compoundsDriverWrites:
            "The time of the drivers of a cross-point array in an update is multiplied with each read before, "
            + "until it is no number any more.",
    ]
}
