// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Diagnostics
import Technology
import Workload

/// A chip of tiles around a global H-tree, with a global buffer, accumulation, pooling and activation, and, when it
/// trains, a unit for weight gradients.
///
/// Source of the organisation: X. Peng et al., IEDM 2019, and IEEE TCAD 40(11), 2021.
public final class Chip: Sendable {
    /// The quantities that size the chip.
    public let inputs: DesignInputs
    /// The tiles of each layer.
    public let floorplan: Floorplan
    /// The subarray that all tiles repeat.
    public let subarray: Subarray
    /// The tile of conventionally mapped layers.
    public let conventionalTile: Tile
    /// The tile of novel-mapped layers; nil when that mapping is off.
    public let novelTile: Tile?
    /// The unit that computes weight gradients; nil for inference only.
    public let training: TrainingHardware?
    /// The parts of the chip, from the tiles down to each circuit, with the static power that counts when all of it is
    /// in use.
    public let blocks: ChipBlock
    /// Area by category [m²]. In a grid of equal tiles (``EqualTiles``) arrays are those of the whole grid, and everything
    /// else is that of the tiles which layers own.
    public let area: AreaBreakdown
    /// Static power of what layers share [W]: the global buffer, accumulation, activation, pooling, and the hardware for
    /// training, as far as they count.
    public let sharedLeakagePower: Double
    /// Cores of the global buffer that work side by side; at least 1.
    public let globalBufferCores: Int
    /// Wires of the global H-tree [bit].
    public let globalBusWidth: Double

    private let globalBuffer: any DataBuffer
    private let tree: any Interconnect
    private let accumulation: any SumTree
    private let activation: ActivationUnit?
    private let pooling: any PoolingUnits
    private let dram: DRAM

    /// Sizes a chip for a network.
    ///
    /// - Throws: `InputError` when no floorplan or no circuit fits the parameters.
    public convenience init(network: Network, inputs: DesignInputs) throws(InputError) {
        let floorplan = try Floorplan(network: network, inputs: inputs)
        try self.init(network: network, floorplan: floorplan, inputs: inputs)
    }

    /// Sizes a chip for a network that is laid out already.
    public init(network: Network, floorplan: Floorplan, inputs: DesignInputs) throws(InputError) {
        self.inputs = inputs
        self.floorplan = floorplan
        let configuration = inputs.configuration
        let circuits = inputs.revision.circuits
        let subarray = try Subarray(inputs)
        self.subarray = subarray
        let tiles = ChipTiles(floorplan: floorplan, subarray: subarray, inputs: inputs)
        conventionalTile = tiles.conventional
        novelTile = tiles.novel

        let sizes = circuits.chipSizes(network: network, floorplan: floorplan, inputs: inputs)
        globalBusWidth = sizes.busWidth
        let training =
            configuration.estimatesTraining
            ? try TrainingHardware(
                network: network, inferenceBufferBits: sizes.bufferBits,
                largestMapLayer: sizes.largestMapLayer, inputs: inputs) : nil
        let bufferBits = sizes.bufferBits + (training?.gradientBufferBits ?? 0)
        let coreBits = configuration.globalBufferCoreRows * configuration.globalBufferCoreColumns
        let laidOutCores = inputs.counting.globalBufferCores(bits: bufferBits, coreBits: coreBits)
        globalBufferCores = max(1, laidOutCores)

        let unit = tiles.largestFootprint
        let height = Double(floorplan.squareSide) * unit.height
        globalBuffer = inputs.buffer(
            bits: coreBits, lineBits: sizes.bufferLineBits,
            storage: inputs.bufferStorage(isSRAM: configuration.globalBufferIsSRAM), layout: .height(height))
        let bufferArea = globalBuffer.footprint.area * Double(laidOutCores)
        let bufferWidth = laidOutCores > 0 ? bufferArea / height : nil
        tree = circuits.globalInterconnect(
            inputs.treeDemand(
                rows: sizes.treeRows, columns: sizes.treeColumns, width: sizes.busWidth, unit: unit,
                foldingRatio: configuration.treeFoldedRatio, delayTolerance: configuration.globalBusDelayTolerance),
            inputs: inputs)
        pooling = circuits.pooling(
            window: ChipSizes.poolingWindow, units: sizes.poolingUnits,
            layout: bufferWidth.map { .width($0) } ?? .free, inputs: inputs)
        accumulation = circuits.adderTree(
            AdderTreeDemand(
                units: sizes.accumulatedTiles, operandBits: sizes.accumulatedBits, trees: sizes.accumulators,
                layout: .width(height / 3)),
            inputs: inputs)
        activation =
            configuration.chipActivationOutsideTile
            ? inputs.activation(
                sizes.accumulators, entries: sizes.sigmoidEntries,
                layout: bufferWidth.map { .width($0 / 3) } ?? .free) : nil
        dram = DRAM(configuration.dramKind)
        self.training = training.map { $0.laidOut(height: height) }

        let shared = SharedBlocks(
            buffer: globalBuffer, cores: (laidOut: laidOutCores, powered: globalBufferCores), tree: tree,
            pooling: pooling, accumulation: accumulation, activation: activation, training: self.training,
            counting: inputs.counting)
        blocks = ChipBlock("chip", repeating: tiles.blocks, parts: shared.laidOut)
        area = tiles.area(besides: shared.laidOut)
        sharedLeakagePower = shared.powered.leakagePower
    }

    /// Chip area [m²]. Equals `area.total` up to what is not listed by category, and but for a grid of equal tiles.
    public var totalArea: Double { blocks.area }

    /// The tile of a mapping.
    public func tile(for mapping: Mapping) -> Tile {
        switch mapping {
        case .conventional: conventionalTile
        case .novel: novelTile ?? conventionalTile
        }
    }

    /// Adds up the results of tiles that share output columns.
    ///
    /// - Parameters:
    ///   - placement: The layer.
    ///   - outputs: Output channels of the layer.
    /// - Returns: nil when one row of tiles holds the layer.
    public func accumulate(_ placement: LayerPlacement, outputs: Int) -> OperationCost? {
        let vectors = placement.matrix.vectors
        let additions = inputs.counting.additions(
            of: TileSums(
                tileRows: placement.tileRows, tileColumns: placement.tileColumns, copies: placement.tileCopies,
                outputs: outputs, vectors: vectors, trees: accumulation.treeCount))
        guard additions.units > 1 else { return nil }
        return accumulation.cost(of: .sum(units: additions.units)) * Double(additions.rounds)
    }

    /// Passes a layer's outputs through the chip's activation units; nil when tiles have their own.
    public func activate(vectors: Int, outputs: Int) -> OperationCost? {
        guard let activation else { return nil }
        let operations = inputs.counting.activations(
            vectors * outputs, units: activation.unitCount, lanes: activation.lanes)
        return activation.cost * Double(operations)
    }

    /// Pools a layer's output map of so many channels.
    public func pool(_ placement: LayerPlacement, outputs: Int) -> OperationCost {
        let isNovel = placement.mapping == .novel
        let rounds = inputs.counting.poolingRounds(
            PooledMap(
                vectors: placement.matrix.vectors, outputs: outputs, window: pooling.window, units: pooling.unitCount,
                lanes: isNovel ? floorplan.novelElementSize : floorplan.conventionalTileSize,
                side: isNovel ? Double(floorplan.novelElementsPerTile).squareRoot() : 1))
        return pooling.cost(of: .pool()).times(latency: rounds.latency, energy: rounds.energy)
    }

    /// Brings a layer's inputs from the global buffer to its tiles and its outputs back.
    ///
    /// - Parameters:
    ///   - placement: The layer.
    ///   - layer: Its shape.
    /// - Returns: The costs in buffers and on wires.
    public func move(_ placement: LayerPlacement, layer: Layer) -> MovementCost {
        let bits = Double(inputs.activationBits)
        let vectors = Double(placement.matrix.vectors)
        let toTiles = inputBits(placement, layer: layer)
        let pooled = layer.isFollowedByPooling ? Double(ChipSizes.poolingWindow) : 1
        let fromTiles = Double(layer.outputChannels) * bits * vectors / pooled

        let transfers = inputs.counting.chipTransfers(
            ChipTraffic(
                layer: layer, isNovel: placement.mapping == .novel, toTiles: toTiles, fromTiles: fromTiles,
                tiles: placement.tiles, networkTiles: networkTiles, networkLayers: floorplan.layers.count,
                busWidth: globalBusWidth))
        let unit = place(of: placement.mapping).footprint
        let exchange = BlockExchange(
            wires: transfers.wires, transfers: (transfers.uses.latency, transfers.uses.energy), inputBits: toTiles,
            outputBits: fromTiles, unit: unit, unitRows: placement.tileRows, unitColumns: placement.tileColumns,
            allUnits: networkTiles)
        let buffer = bufferAccess(readBits: toTiles, writeBits: fromTiles)
        return MovementCost(
            buffer: buffer.times(latency: tree.bufferDelay(unit: unit) * transfers.turns, energy: 1),
            interconnect: tree.cost(of: exchange))
    }

    /// The tile in whose place a tile of a mapping stands.
    private func place(of mapping: Mapping) -> Tile { tile(for: floorplan.equalTiles == nil ? mapping : .novel) }

    /// Bits that travel to a layer's tiles for one image.
    private func inputBits(_ placement: LayerPlacement, layer: Layer) -> Double {
        let matrix = placement.matrix
        let rows = matrix.packing.map { $0.groups * $0.rowsPerGroup } ?? matrix.rows
        let bits = Double(inputs.activationBits)
        let allWindows = Double(rows) * bits * Double(matrix.vectors)
        guard placement.mapping == .novel else { return allWindows }
        let values = layer.inputHeight * layer.inputWidth * layer.inputChannels * inputs.rowsPerWeight
        return inputs.counting.novelInputBits(windows: allWindows, map: Double(values) * bits, of: layer)
    }

    /// Subarrays of a tile of a mapping.
    public func subarraysPerTile(_ mapping: Mapping) -> Int {
        let tile = tile(for: mapping)
        return tile.elementCount * tile.element.subarrayRows * tile.element.subarrayColumns
    }

    /// Tiles that layers own.
    private var networkTiles: Int { floorplan.layers.reduce(0) { $0 + $1.tiles } }

    /// Reads and writes the global buffer, as many lines at a time as its cores and the H-tree allow.
    public func bufferAccess(readBits: Double, writeBits: Double) -> OperationCost {
        let line = Double(globalBuffer.lineBits)
        let parallel = inputs.counting.globalBufferLines(
            cores: Double(globalBufferCores), wires: (globalBusWidth / line).rounded(.up))
        let reading = globalBuffer.cost(of: .read(lines: readBits / line, bits: readBits))
        let writing = globalBuffer.cost(of: .write(lines: writeBits / line, bits: writeBits))
        return (reading + writing).shared(by: parallel)
    }

    /// Moves bits between the chip and DRAM.
    public func accessDRAM(bits: Double) -> OperationCost {
        dram.cost(of: .transfer(bits: bits))
    }
}
