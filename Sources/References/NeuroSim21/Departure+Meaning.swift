// SPDX-License-Identifier: Apache-2.0

extension Departure {
    /// A sentence that says what V2.1 does: the row of docs/accounting.md.
    public var meaning: String { Departure.inference[self] ?? Departure.training[self] ?? "" }

    /// Departures that show in inference.
    private static let inference: [Departure: String] = [
        .ignoresPadding:
            "Input vectors are counted without padding: a 3 x 3 kernel on a 32 x 32 map has 30 x 30 of them.",
        .countsOperationsOnInputMap:
            "Operations are counted for every position of the input map, so that a stride does not reduce them.",
        .usesQuotientCellValues:
            "A cell of a multi-cell weight stores the quotient where the digit is meant, after an integer "
            + "division that makes most of them 0; a weight in one cell is not rounded.",
        .truncatesColumnSharing:
            "The number of weights that share an ADC is rounded down: 8 columns of 3-column weights count as 2 "
            + "weights. The cores of the global buffer and the pooling rounds are rounded down as well.",
        .truncatesSharing:
            "The same in subarrays: ADCs, shift-and-add steps and conducting rows are rounded down.",
        .repeatsIdleProcessingElements:
            "Processing elements of a tile that hold no weights cost as much as the last one that holds weights.",
        .splitsVectorsOverCopies:
            "Copies of the weights divide the time of all input vectors: one vector on 64 copies takes 1/64 of a "
            + "read.",
        .chargesAdderTreePerSubarray:
            "If a processing element holds copies of the weights, its adder tree is counted once for each subarray.",
        .sharesBufferCoreCounts:
            "Tiles of the novel mapping have as many buffer cores as conventional tiles.",
        .scalesNovelTransfers:
            "Transfers of the novel mapping are divided by approximate factors: inputs by the kernel height and by "
            + "the square root of the kernel positions, results by the kernel positions.",
        .loadsOneInputChannelPerLayer:
            "Only one channel of the image is loaded from DRAM, but once for each layer.",
        .swapsRegisterArguments:
            "The registers of a processing element use the number of bits as the number of accesses, and vice versa.",
        .measuresNominalTiles:
            "Utilization is computed from the nominal size of tiles, and from the copies that a pipeline needs, not "
            + "from those that it has.",
        .usesElementBufferTypeForTiles:
            "`tileBufferType` is ignored: tiles have buffers of the type `peBufferType`.",
        .leaksOnlyUsedAdders:
            "Adder trees leak as if they had only the adders of their last addition.",
        .usesOwnLeakageForOtherLayers:
            "While a layer works, the tiles of each other layer leak as much as the tiles of the working layer, and "
            + "the tiles of the working layer do not leak.",
        .leaksOnlyTiles:
            "Only tiles leak, with one core of each buffer and without their activation units. The global buffer "
            + "and other circuits that layers share do not leak.",
        .countsPostprocessingWithoutUnits:
            "Pooling, and activation in tiles, count as for one channel. Sums of tiles follow each other for any "
            + "number of adder trees, and once more for each column of tiles.",
        .takesChannelsForPositions:
            "The novel mapping divides the rows of a trace as if they were ordered by kernel position, but they are "
            + "ordered by channel.",
        .maximizesCategoriesSeparately:
            "Each category has its own maximum over blocks that work at the same time, so that the categories of "
            + "latency add up to more than the total.",
        .narrowsIdealBranches:
            "If wires are to have no resistance, the branches of H-trees have the resistance of wires 1 nm wide.",
        .losesTileLatencyBehindSRAMSigmoid:
            "Tiles whose sigmoid is a table in SRAM cells take no time in forward passes, because their latency is "
            + "not a number.",
        .omitsFlashEnergyFromTotal:
            "If resistive cells are read row by row, the breakdown contains the energy of flash ADCs, but the total "
            + "does not.",
        .countsLineChargingAsConversion:
            "The energy that charges the lines of a resistive array is counted as ADC energy.",
        .leavesBinaryBreakdownEmpty:
            "Subarrays of binary networks have totals, but all categories are empty.",
        .widensSenseAmplifiers:
            "Each current sense amplifier may be as wide as the whole array instead of its share.",
        .countsDischargesUnevenly:
            "A parallel SRAM read discharges its bitlines once, for any number of columns that share an ADC.",
        .omitsSomeLeakage:
            "The column decoder of a parallel SRAM array and the write drivers of its transposed side do not leak.",
        .selectsWordlinePerColumn:
            "Drivers of a cross-point array that is read row by row select as many rows as columns are accessed.",
        .dropsWideAdders:
            "Adders that are wider than the array take no area.",
        .stretchesActiveRows:
            "In a partly filled array, the fraction of active rows among those with weights is applied to all rows.",
        .convertsEmptyColumns:
            "Columns that groups leave empty up to the next subarray are converted, and cut like all others.",
    ]

    /// Departures that show only in training.
    private static let training: [Departure: String] = [
        .sizesGradientUnitByLargestMap:
            "The weight-gradient unit has as many arrays as the layer with the largest feature map fills, rounded "
            + "down, instead of as many as the layer with the most activations needs. If that layer fills no array, "
            + "the unit has no area.",
        .fitsLargeLayersInGradientUnit:
            "A layer that is larger than the weight-gradient unit takes no more time than a layer that fits. A "
            + "fully connected layer is even counted as parallel copies.",
        .restsGradientUnitDrivers:
            "Prechargers and write drivers of the weight-gradient unit take no energy, because they are sized "
            + "before the activity is known.",
        .omitsGradientUnitLeakage:
            "Multiplexers, decoders and adder trees of the weight-gradient unit do not leak.",
        .countsOneGradientAddition:
            "The adder trees of the weight-gradient unit take the energy of one addition for each output channel, "
            + "and in a unit that is read row by row the time of one addition.",
        .truncatesGradientCounts:
            "ADCs of the weight-gradient unit, bits of a gradient, and lines of the buffer that gradients fill are "
            + "rounded down.",
        .takesArrayCountsForGradients:
            "The weight-gradient unit has the references, the number of columns per ADC and the wordline drivers of "
            + "the synaptic arrays.",
        .queuesGradientGroups:
            "The errors of all groups of a grouped convolution are processed one after the other.",
        .countsCarriesForGradients:
            "The gradient buffer assumes that a gradient is as long as its carries, and doubles its size until the "
            + "size exceeds the allowed one. For small batches it holds the gradients of no subarray, and updates "
            + "take infinite time.",
        .listsMapTransfersSixTimes:
            "The DRAM line of the breakdown counts the transfers of feature maps six times.",
        .movesUpdatesWithReads:
            "In the breakdown the movement of weight changes counts for every image, and its time is divided by the "
            + "number of subarrays that are written at the same time.",
        .writesMoreSubarraysThanThereAre:
            "More subarrays are written at the same time than a layer has, if the gradient buffer allows it.",
        .countsRowsForSetStepOnly:
            "A row with cells to set and to reset counts for the SET step only.",
        .cutsWriteAverages:
            "Averages of the columns, pulses and levels of a write are rounded down to integers.",
        .flipsShareOfWholeSubarray:
            "For SRAM cells that flip, the fractions of rows and columns that a write changes in the weight matrix "
            + "are applied to the whole subarray.",
        .addsBufferLinesToTreeResistance:
            "The wire resistance of the first level of a tile's H-tree is the number of buffer lines that were just "
            + "written.",
        .leavesCopiesUnwritten:
            "Some copies of weights inside tiles are not written; the others are written one after the other.",
        .countsSharedLeakageTwice:
            "The sourceline drivers leak twice if they also drive the transposed read.",
        .reusesForwardCounts:
            "Transposed reads use some counts of forward reads: charged lines, cells sensed at the same time, "
            + "length of sums.",
        .countsReadScansInWrites:
            "A weight update counts the register shifts of the preceding read instead of its own.",
        .laysTransposedStripsInOneLine:
            "Circuits at the transposed side of an array stand in one line, longer than the array.",
        .comparesEnergyWithLatency:
            "The energy of the transposed multiplexer in joules is used as its latency in seconds.",
        .usesForwardActivityInTransposedRead:
            "Line drivers of a transposed SRAM read use the activity of the forward input, not of the gradient.",
        .ignoresUpdateInDrivers:
            "Drivers and prechargers take no energy for the columns that an update changes.",
        .writesSRAMAsCrossPoint:
            "SRAM wordlines are written with half-select voltages if `accesstype` selects them, although SRAM cells "
            + "have no `accesstype`.",
        .compoundsDriverWrites:
            "In an update, the time of the drivers of a cross-point array is multiplied with each preceding read, "
            + "until it is no longer a number.",
    ]
}
