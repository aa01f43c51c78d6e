/// How figures are counted, one flag a peculiarity of the reference tool.
///
/// `neurosim` counts as DNN+NeuroSim V2.1 does, so that figures compare with published ones; `exact` counts what the
/// hardware does. Each flag is one row of the table in docs/accounting.md.
public struct AccountingRules: Sendable, Equatable {
    /// Input vectors are counted on the unpadded map, and activations without padding.
    public var ignoresPadding = true
    /// Operations are counted as height x width x channels x kernel x outputs of the input map, without stride or padding;
    /// those of grouped convolutions, which the reference does not have, always as they are.
    public var countsOperationsOnInputMap = true
    /// Division of column counts truncates where a ceiling is meant (columns per ADC / columns per weight, buffer cores).
    public var truncatesColumnSharing = true
    /// A cell of a multi-cell weight holds the quotient of the weight's digits, scaled by an integer division.
    public var usesQuotientCellValues = true
    /// Processing elements of a tile that hold no weights are counted as copies of the last one that does.
    public var repeatsIdleProcessingElements = true
    /// Buffer cores of novel-mapped tiles are counted with the figures of conventionally mapped ones.
    public var sharesBufferCoreCounts = true
    /// Copies of the weights divide the time of all input vectors, even where there are fewer vectors than copies, so that
    /// one vector takes a part of a read.
    public var splitsVectorsOverCopies = true
    /// The adder tree of a processing element is charged once per subarray when weights are duplicated inside it.
    public var chargesAdderTreePerSubarray = true
    /// Each latency category takes its own maximum over parallel blocks, so that categories do not add up to the total.
    public var maximizesCategoriesSeparately = true
    /// DRAM traffic of inference is one channel of the input map, loaded again for every layer.
    public var loadsOneInputChannelPerLayer = true
    /// Utilization is of the nominal size of a tile, where whole subarrays may be larger, and counts only those copies
    /// that a pipeline needs.
    public var measuresNominalTiles = true
    /// Inputs of the novel mapping are reused by the kernel's height (chip) and by the square root of the element count
    /// (tile), and a tile's results are divided by the element count.
    public var scalesNovelTransfers = true
    /// The energy of a processing element's registers takes the number of accesses for the number of bits and vice versa.
    public var swapsRegisterArguments = true
    /// Adder trees leak as much as in the last addition, not as built.
    public var leaksOnlyUsedAdders = true
    /// Buffers of tiles are of the kind that `peBufferType` says; `tileBufferType` is not read.
    public var usesElementBufferTypeForTiles = true
    /// A tile whose sigmoid's table stands in SRAM cells counts no time for forward passes: the reference finds no
    /// number for it, and takes the largest of the others.
    public var losesTileLatencyBehindSRAMSigmoid = true
    /// Branches of H-trees are of wires 1 nm wide where wires are to have no resistance (`wireWidth = -1`).
    public var narrowsIdealBranches = true
    /// Leakage energy of a layer counts the other layers' tiles with this layer's leakage.
    public var usesOwnLeakageForOtherLayers = true
    /// Only tiles leak, each with one core of its buffers and without its activation units: not the global buffer, nor
    /// what else the layers share.
    public var leaksOnlyTiles = true
    /// What tiles and the chip do behind the arrays is counted without regard to the units that do it: activation in
    /// tiles and pooling as if there were a single channel, sums of tiles one output after the other and again for each
    /// column of tiles.
    public var countsPostprocessingWithoutUnits = true
    /// The rows of a trace are taken to go through the kernel position by position in the novel mapping, although they go
    /// channel by channel.
    public var takesChannelsForPositions = true
    /// Copies that processing elements and subarrays make do not add to the transposed and written figures consistently.
    public var usesReferenceTrainingCounts = true

    /// Peculiarities of the subarray.
    public var subarray = SubarrayRules.neurosim

    /// The reference's accounting.
    public static let neurosim = AccountingRules()

    /// What the hardware does.
    public static let exact: AccountingRules = {
        var rules = AccountingRules()
        rules.ignoresPadding = false
        rules.countsOperationsOnInputMap = false
        rules.truncatesColumnSharing = false
        rules.usesQuotientCellValues = false
        rules.repeatsIdleProcessingElements = false
        rules.sharesBufferCoreCounts = false
        rules.splitsVectorsOverCopies = false
        rules.chargesAdderTreePerSubarray = false
        rules.maximizesCategoriesSeparately = false
        rules.loadsOneInputChannelPerLayer = false
        rules.measuresNominalTiles = false
        rules.scalesNovelTransfers = false
        rules.swapsRegisterArguments = false
        rules.leaksOnlyUsedAdders = false
        rules.usesElementBufferTypeForTiles = false
        rules.losesTileLatencyBehindSRAMSigmoid = false
        rules.narrowsIdealBranches = false
        rules.usesOwnLeakageForOtherLayers = false
        rules.leaksOnlyTiles = false
        rules.countsPostprocessingWithoutUnits = false
        rules.takesChannelsForPositions = false
        rules.usesReferenceTrainingCounts = false
        rules.subarray = .exact
        return rules
    }()
}
