import Architecture

/// One way in which the reference's accounting differs from what the hardware does.
struct Peculiarity: Sendable {
    /// Name of the flag in `AccountingRules` or `SubarrayRules`.
    let flag: String
    /// Where the flag is.
    let path: any WritableKeyPath<AccountingRules, Bool> & Sendable
    /// Where it is measured: the default chip, or one in which it shows.
    let setting: Setting
    /// What the reference does.
    let meaning: String

    init(
        _ flag: String, _ path: any WritableKeyPath<AccountingRules, Bool> & Sendable, on setting: Setting,
        _ meaning: String
    ) {
        self.flag = flag
        self.path = path
        self.setting = setting
        self.meaning = meaning
    }

    /// Flags that no table has.
    static var missing: [String] {
        let listed = Set((inference + training).map(\.flag))
        let rules = Mirror(reflecting: AccountingRules.neurosim).children
        let subarray = Mirror(reflecting: AccountingRules.neurosim.subarray).children
        let flags = (Array(rules) + Array(subarray)).filter { $0.value is Bool }.compactMap(\.label)
        return flags.filter { !listed.contains($0) }
    }

    /// The reference's rules without this peculiarity.
    var rules: AccountingRules {
        var rules = AccountingRules.neurosim
        rules[keyPath: path] = false
        return rules
    }
}

extension Peculiarity {
    /// What shows in inference.
    static let inference: [Peculiarity] = [
        Peculiarity(
            "ignoresPadding", \.ignoresPadding, on: .inference,
            "Padding is left out when input vectors are counted: a 3 x 3 kernel on a 32 x 32 map has 30 x 30 of them."),
        Peculiarity(
            "countsOperationsOnInputMap", \.countsOperationsOnInputMap, on: .strides,
            "Operations are counted for every position of the input map: a stride does not lower them."),
        Peculiarity(
            "usesQuotientCellValues", \.usesQuotientCellValues, on: .inference,
            "A cell of a multi-cell weight stores the quotient where the digit is meant, after an integer division that "
                + "makes most of them 0."),
        Peculiarity(
            "truncatesColumnSharing", \.truncatesColumnSharing, on: .threeBitCells,
            "Weights that share an ADC are rounded down: 8 columns of 3-column weights count as 2 weights. So are the "
                + "cores of the global buffer and pooling rounds."),
        Peculiarity(
            "truncatesSharing", \.subarray.truncatesSharing, on: .threeBitCells,
            "The same in subarrays: converters, shift-and-add steps, conducting rows are rounded down."),
        Peculiarity(
            "repeatsIdleProcessingElements", \.repeatsIdleProcessingElements, on: .conventionalMapping,
            "Processing elements of a tile that hold no weights cost as much as the last one that does."),
        Peculiarity(
            "splitsVectorsOverCopies", \.splitsVectorsOverCopies, on: .inference,
            "Copies of the weights divide the time of all input vectors: one vector on 64 copies takes 1/64 of a read."),
        Peculiarity(
            "chargesAdderTreePerSubarray", \.chargesAdderTreePerSubarray, on: .oneBitCells,
            "Where an element holds copies of the weights, its adder tree is charged once for each subarray."),
        Peculiarity(
            "sharesBufferCoreCounts", \.sharesBufferCoreCounts, on: .inference,
            "Tiles of the novel mapping have the buffer cores of conventional tiles."),
        Peculiarity(
            "scalesNovelTransfers", \.scalesNovelTransfers, on: .inference,
            "Transfers of the novel mapping are divided by rules of thumb: inputs by the kernel height and by the root "
                + "of the kernel positions, results by the kernel positions."),
        Peculiarity(
            "loadsOneInputChannelPerLayer", \.loadsOneInputChannelPerLayer, on: .inference,
            "One channel of the image is loaded from DRAM, but once for each layer."),
        Peculiarity(
            "swapsRegisterArguments", \.swapsRegisterArguments, on: .inference,
            "The registers of a processing element take the number of bits for the number of accesses, and the other "
                + "way round."),
        Peculiarity(
            "measuresNominalTiles", \.measuresNominalTiles, on: .fastPipeline,
            "Utilization is of the nominal size of tiles, and of the copies that a pipeline needs, not of those it has."
        ),
        Peculiarity(
            "usesElementBufferTypeForTiles", \.usesElementBufferTypeForTiles, on: .tileSRAM,
            "`tileBufferType` is not read: tiles have buffers of `peBufferType`."),
        Peculiarity(
            "leaksOnlyUsedAdders", \.leaksOnlyUsedAdders, on: .inference,
            "Adder trees leak as if they had only the adders of their last addition."),
        Peculiarity(
            "usesOwnLeakageForOtherLayers", \.usesOwnLeakageForOtherLayers, on: .inference,
            "While a layer works, the tiles of the others leak like its own, and its own do not leak."),
        Peculiarity(
            "leaksOnlyTiles", \.leaksOnlyTiles, on: .inference,
            "Only tiles leak, with one core of each buffer and without their activation units; the global buffer and "
                + "what else layers share does not."),
        Peculiarity(
            "countsPostprocessingWithoutUnits", \.countsPostprocessingWithoutUnits, on: .inference,
            "Pooling, and activation in tiles, count as for one channel; sums of tiles follow each other whatever the "
                + "number of adder trees, once more for each column of tiles."),
        Peculiarity(
            "takesChannelsForPositions", \.takesChannelsForPositions, on: .inference,
            "The novel mapping cuts the rows of a trace as if they went position by position of the kernel; they go "
                + "channel by channel."),
        Peculiarity(
            "maximizesCategoriesSeparately", \.maximizesCategoriesSeparately, on: .pipeline,
            "Each category takes its own maximum over blocks that work at the same time, so that the categories of "
                + "latency add up to more than the total."),
        Peculiarity(
            "narrowsIdealBranches", \.narrowsIdealBranches, on: .idealWires,
            "Where wires are to have no resistance, branches of H-trees have that of wires 1 nm wide."),
        Peculiarity(
            "losesTileLatencyBehindSRAMSigmoid", \.losesTileLatencyBehindSRAMSigmoid, on: .sramSigmoid,
            "Tiles whose sigmoid is a table in SRAM cells take no time in forward passes: no number was found for it."),
        Peculiarity(
            "omitsFlashEnergyFromTotal", \.subarray.omitsFlashEnergyFromTotal, on: .rowByRow,
            "When resistive cells are read row by row, the energy of flash converters is in the breakdown, not in the "
                + "total."),
        Peculiarity(
            "countsLineChargingAsConversion", \.subarray.countsLineChargingAsConversion, on: .inference,
            "The energy that charges the lines of a resistive array is listed as ADC energy."),
        Peculiarity(
            "leavesBinaryBreakdownEmpty", \.subarray.leavesBinaryBreakdownEmpty, on: .binary,
            "Subarrays of binary networks have totals, but nothing in the categories."),
        Peculiarity(
            "widensSenseAmplifiers", \.subarray.widensSenseAmplifiers, on: .binary,
            "Each current sense amplifier may be as wide as the whole array instead of its share."),
        Peculiarity(
            "countsDischargesUnevenly", \.subarray.countsDischargesUnevenly, on: .sram,
            "A parallel SRAM read discharges its bitlines once, however many columns share an ADC."),
        Peculiarity(
            "omitsSomeLeakage", \.subarray.omitsSomeLeakage, on: .sram,
            "The column decoder of a parallel SRAM array does not leak, nor do the write drivers of its transposed side."
        ),
        Peculiarity(
            "selectsWordlinePerColumn", \.subarray.selectsWordlinePerColumn, on: .crossPointRowByRow,
            "Drivers of a cross-point array that is read row by row select as many rows as columns are accessed."),
        Peculiarity(
            "dropsWideAdders", \.subarray.dropsWideAdders, on: .narrowArrays,
            "Adders that are wider than the array take no area."),
    ]

    /// What shows in training only.
    static let training: [Peculiarity] = [
        Peculiarity(
            "usesReferenceTrainingCounts", \.usesReferenceTrainingCounts, on: .training,
            "A group of counts of the weight-gradient unit, the gradient buffer, the weight update and the epoch; see "
                + "below."),
        Peculiarity(
            "countsSharedLeakageTwice", \.subarray.countsSharedLeakageTwice, on: .training,
            "The sourceline drivers leak twice when they also drive the transposed read."),
        Peculiarity(
            "reusesForwardCounts", \.subarray.reusesForwardCounts, on: .training,
            "Transposed reads take some counts from forward ones: lines charged, cells sensed at once, length of sums."),
        Peculiarity(
            "countsReadScansInWrites", \.subarray.countsReadScansInWrites, on: .training,
            "A weight update counts the register shifts of the read before it instead of its own."),
        Peculiarity(
            "laysTransposedStripsInOneLine", \.subarray.laysTransposedStripsInOneLine, on: .training,
            "Circuits at the transposed side of an array stand in one line, longer than the array."),
        Peculiarity(
            "comparesEnergyWithLatency", \.subarray.comparesEnergyWithLatency, on: .sramTraining,
            "The transposed multiplexer's energy in joules is taken for its latency in seconds."),
        Peculiarity(
            "usesForwardActivityInTransposedRead", \.subarray.usesForwardActivityInTransposedRead, on: .sramTraining,
            "Line drivers of a transposed SRAM read follow the activity of the forward input, not of the gradient."),
        Peculiarity(
            "ignoresUpdateInDrivers", \.subarray.ignoresUpdateInDrivers, on: .sramTraining,
            "Drivers and prechargers do not see how many columns an update changes: they take no energy for them."),
        Peculiarity(
            "writesSRAMAsCrossPoint", \.subarray.writesSRAMAsCrossPoint, on: .sramCrossPointTraining,
            "SRAM wordlines are written with half-select voltages when `accesstype`, which SRAM does not have, says so."
        ),
        Peculiarity(
            "loadsAbsentTransistors", \.subarray.loadsAbsentTransistors, on: .finFETCrossPointTraining,
            "The rows of a cross-point array carry the drains of transistors of no width, whose capacitance is 0 at all nodes."
        ),
        Peculiarity(
            "compoundsDriverWrites", \.subarray.compoundsDriverWrites, on: .crossPointRowByRowTraining,
            "The time of the drivers of a cross-point array in an update is multiplied with each read before, until it "
                + "is no number any more."),
    ]
}
