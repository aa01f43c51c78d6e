// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Technology

/// The smallest unit that a layer owns: processing elements around an H-tree, with accumulation, buffers and, when
/// activation is not done chip-wide, activation units.
///
/// Source of the organisation: X. Peng et al., IEDM 2019, and IEEE TCAD 40(11), 2021.
public final class Tile: Sendable {
    /// The quantities that size the chip.
    public let inputs: DesignInputs
    /// The element that the tile repeats.
    public let element: ProcessingElement
    /// The parts of the tile, laid out as a square.
    public let blocks: ChipBlock
    /// Cores of the input and of the output buffer.
    let cores: BufferCores

    let shape: TileShape
    private let accumulation: any SumTree
    private let activation: ActivationUnit?
    private let inputBuffer: any DataBuffer
    private let outputBuffer: any DataBuffer
    private let tree: any Interconnect
    private let units: TileUnits

    /// Sizes a tile.
    ///
    /// - Parameters:
    ///   - shape: Which mapping, and how large.
    ///   - element: Its processing element, of the shape's size.
    ///   - inputs: The quantities that size the chip.
    ///   - conventionalCores: Buffer cores of a tile of the conventional mapping, for one of the novel mapping.
    init(
        shape: TileShape, element: ProcessingElement, inputs: DesignInputs, conventionalCores: BufferCores? = nil
    ) {
        self.shape = shape
        self.element = element
        self.inputs = inputs
        let configuration = inputs.configuration
        let circuits = inputs.revision.circuits
        let unit = element.footprint
        let width = Double(shape.side) * unit.width
        let sizes = circuits.tileSizes(shape, inputs: inputs)

        accumulation = circuits.adderTree(
            AdderTreeDemand(
                units: shape.accumulated, operandBits: sizes.sumBits, trees: sizes.trees, layout: .width(width)),
            inputs: inputs)
        activation =
            configuration.chipActivationOutsideTile
            ? nil
            : inputs.activation(sizes.activationUnits, entries: sizes.sigmoidEntries, layout: .width(width))
        let storage = inputs.bufferStorage(
            isSRAM: circuits.tileBufferIsSRAM(configuration.tileBufferIsSRAM, elements: configuration.peBufferIsSRAM))
        inputBuffer = inputs.buffer(
            bits: sizes.inputBuffer.bits, lineBits: sizes.inputBuffer.lineBits, storage: storage,
            layout: .height(Double(shape.side) * unit.height))
        outputBuffer = inputs.buffer(
            bits: sizes.outputBuffer.bits, lineBits: sizes.outputBuffer.lineBits, storage: storage,
            layout: .width(width))
        tree = circuits.interconnect(
            inputs.treeDemand(
                rows: sizes.treeSide, columns: sizes.treeSide, width: sizes.treeWidth, unit: unit,
                foldingRatio: Tile.hTreeFolding, delayTolerance: configuration.localBusDelayTolerance),
            inputs: inputs)
        cores =
            conventionalCores.map { inputs.counting.novelTileCores(sizes.cores, beside: $0) } ?? sizes.cores

        units = TileUnits(
            input: inputBuffer, output: outputBuffer, cores: cores, activation: activation, counting: inputs.counting)
        blocks = ChipBlock(
            "tile", isSquare: true, repeating: [element.blocks.repeated(Double(shape.elements))],
            parts: [
                ChipBlock(
                    "accumulation and wires",
                    parts: [
                        ChipBlock("accumulation", as: .accumulation, circuit: accumulation), .wires("H-tree", tree),
                    ]),
                ChipBlock("buffers", parts: units.buffers),
            ] + units.activation)
    }

    /// The tile laid out as a square.
    public var footprint: Footprint { Footprint(squareOf: blocks.area) }

    /// Area by category [m²].
    public var area: AreaBreakdown { AreaBreakdown(blocks) }

    /// The parts that draw power while a layer uses the tile, as far as it counts.
    public func powered(_ use: TileUse) -> ChipBlock {
        ChipBlock(
            "tile", repeating: [element.powered(use).repeated(Double(shape.elements))],
            parts: [
                inputs.adders("accumulation", accumulation, adding: use.tileUnits),
                ChipBlock("buffers and activation", parts: units.buffers + units.activation),
                inputs.poweredWires("H-tree", tree),
            ])
    }

    /// Processing elements of the tile.
    public var elementCount: Int { shape.elements }
    /// Processing elements on each side of the tile's layout.
    public var elementsPerSide: Int { shape.side }

    /// Wires of the tile's H-tree that share a track (the value of the reference: Sources/References).
    static let hTreeFolding = 16.0

    /// Adds up the sums of processing elements.
    ///
    /// - Parameters:
    ///   - units: Sums to add.
    ///   - reads: Input bit vectors.
    /// - Returns: The time [s] and energy [J].
    public func accumulate(units: Int, reads: Int) -> OperationCost {
        let weights = inputs.counting.accumulatedWeights(
            sharingConverterOf: inputs.configuration.columnsPerADC, columnsPerWeight: inputs.columnsPerWeight,
            isNovel: shape.mapping == .novel)
        let operations = Double(reads / inputs.activationBits) * weights
        return accumulation.cost(of: .sum(units: units)) * operations
    }

    /// Static power of the cells of the tile's subarrays while they are read [W].
    public var cellLeakageInUse: Double {
        subarray.cellLeakageInUse * Double(element.subarrayRows * element.subarrayColumns) * Double(shape.elements)
    }

    private var subarray: Subarray { element.subarray }

    /// Whether the tile has sigmoids whose tables are in SRAM cells.
    public var hasSRAMSigmoid: Bool {
        guard activation?.hasTable == true else { return false }
        if case .bitlines = inputs.cell.readOut { return true }
        return false
    }

    /// Passes a layer's outputs through the tile's activation units; nil when activation is done chip-wide.
    ///
    /// - Parameters:
    ///   - columns: Columns of cells in use.
    ///   - reads: Input bit vectors.
    /// - Returns: The time [s] and energy [J], or nil.
    public func activate(columns: Int, reads: Int) -> OperationCost? {
        guard let activation else { return nil }
        return activation.cost
            * inputs.counting.tileActivations(
                reads / inputs.activationBits * (columns / inputs.columnsPerWeight),
                sums: inputs.accumulations(reads: reads), units: activation.unitCount, lanes: activation.lanes)
    }

    /// Brings input vectors to the elements and results to the edge of the tile.
    ///
    /// - Parameters:
    ///   - rows: Wordlines in use.
    ///   - columns: Columns of cells in use.
    ///   - reads: Input bit vectors.
    /// - Returns: The costs in buffers and on wires.
    public func move(rows: Int, columns: Int, reads: Int) -> MovementCost {
        let transfers = inputs.counting.tileTransfers(
            TileTraffic(
                inputBits: rows * reads, outputs: columns / inputs.columnsPerWeight, reads: reads,
                activationBits: inputs.activationBits, activatedBits: activation?.outputBits,
                sumBits: accumulation.inputBits, stages: accumulation.stageCount, elements: shape.elements,
                isNovel: shape.mapping == .novel))

        let parallelism = bufferParallelism
        let inputCost = sweep(inputBuffer, bits: transfers.inputs * transfers.bufferedShare)
            .shared(by: parallelism.input)
        let outputCost = sweep(outputBuffer, bits: transfers.outputs * transfers.bufferedShare)
            .shared(by: parallelism.output)
        let transfer = tree.cost(of: .transfer(bits: tree.width, unit: element.footprint))
        return MovementCost(
            buffer: inputCost + outputCost,
            interconnect: transfer.times(
                latency: transfers.wireBits.latency / tree.width, energy: transfers.wireBits.energy / tree.width))
    }

    /// Moves weight changes into the tile through the input buffer and the H-tree.
    public func moveWeightChanges(rows: Int, columns: Int) -> MovementCost {
        let bits = Double(rows * columns)
        let lines = bits / Double(inputBuffer.lineBits)
        return MovementCost(
            buffer: sweep(inputBuffer, bits: bits),
            interconnect: transfer(
                bits: bits, firstLevelResistance: inputs.counting.addedTreeResistance(lines: lines)))
    }

    /// Writes and reads so many bits.
    private func sweep(_ buffer: any DataBuffer, bits: Double) -> OperationCost {
        let lines = bits / Double(buffer.lineBits)
        return buffer.cost(of: .read(lines: lines, bits: bits)) + buffer.cost(of: .write(lines: lines, bits: bits))
    }

    /// Lines that the buffers' cores deliver at a time, as far as the H-tree takes them.
    private var bufferParallelism: (input: Double, output: Double) {
        let inputLines = (tree.width / Double(inputBuffer.lineBits)).rounded(.up)
        let ownOutputLines = (tree.width / Double(outputBuffer.lineBits)).rounded(.up)
        let outputLines =
            shape.mapping == .novel
            ? inputs.counting.novelOutputLines(ownOutputLines, input: inputLines) : ownOutputLines
        return (min(cores.input, inputLines), min(cores.output, outputLines))
    }

    private func transfer(bits: Double, firstLevelResistance: Double) -> OperationCost {
        let transfers = bits / tree.width
        let transfer = InterconnectOperation.transfer(
            bits: tree.width, unit: element.footprint, firstLevelResistance: firstLevelResistance)
        return tree.cost(of: transfer) * transfers
    }
}

/// The buffers and activation units of a tile as parts, of whose leakage as much counts as the policy says.
private struct TileUnits: Sendable {
    let buffers: [ChipBlock]
    /// None where activation is done chip-wide.
    let activation: [ChipBlock]

    init(
        input: any DataBuffer, output: any DataBuffer, cores: BufferCores, activation: ActivationUnit?,
        counting: any CountingPolicy
    ) {
        let powered = counting.leakingCores(cores)
        buffers = [
            ChipBlock("input buffer", as: .other, count: cores.input, powered: powered.input, circuit: input),
            ChipBlock("output buffer", as: .other, count: cores.output, powered: powered.output, circuit: output),
        ]
        self.activation = [activation].compactMap { $0 }.map {
            $0.block(countedLeakage: counting.tileActivationLeakage($0.leakagePower))
        }
    }
}
