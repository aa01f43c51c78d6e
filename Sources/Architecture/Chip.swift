import Circuits
import Configuration
import Counting
import Diagnostics
import Foundation
import Technology
import Workload

/// A chip of tiles around a global H-tree, with a global buffer, accumulation, pooling and activation, and, when it
/// trains, a unit for weight gradients.
///
/// Source of the organisation: X. Peng et al., IEDM 2019, and IEEE TCAD 40(11), 2021.
public struct Chip: Sendable {
    /// What sizes the chip.
    public let inputs: DesignInputs
    /// Where each layer lives.
    public let floorplan: Floorplan
    /// The subarray that all tiles repeat.
    public let subarray: Subarray
    /// The tile of conventionally mapped layers.
    public let conventionalTile: Tile
    /// The tile of novel-mapped layers; nil when that mapping is off.
    public let novelTile: Tile?
    /// The unit that computes weight gradients; nil for inference only.
    public let training: TrainingHardware?
    /// Area by category [m²]. `area.total` is the chip area.
    public let area: AreaBreakdown
    /// Chip area [m²]. Equals `area.total` up to what is not listed by category.
    public let totalArea: Double
    /// Cores of the global buffer that work side by side; at least 1.
    public let globalBufferCores: Int
    /// Wires of the global H-tree [bit].
    public let globalBusWidth: Double

    private let globalBuffer: Buffer
    private let hTree: HTree
    private let accumulation: AdderTree
    private let activation: ActivationUnit?
    private let pooling: MaxPooling
    private let dram: DRAM

    /// Sizes a chip for a network.
    ///
    /// - Throws: `InputError` when no floorplan or no circuit fits the parameters.
    public init(network: Network, inputs: DesignInputs) throws(InputError) {
        let floorplan = try Floorplan(network: network, inputs: inputs)
        try self.init(network: network, floorplan: floorplan, inputs: inputs)
    }

    /// Sizes a chip for a network that is laid out already.
    public init(network: Network, floorplan: Floorplan, inputs: DesignInputs) throws(InputError) {
        self.inputs = inputs
        self.floorplan = floorplan
        let configuration = inputs.configuration
        let technology = inputs.technology
        let subarray = try Subarray(inputs)
        self.subarray = subarray
        let tiles = ChipTiles(floorplan: floorplan, subarray: subarray, inputs: inputs)
        conventionalTile = tiles.conventional
        novelTile = tiles.novel

        let sizes = ChipSizes(network: network, floorplan: floorplan, inputs: inputs)
        globalBusWidth = sizes.busWidth
        let training =
            configuration.estimatesTraining
            ? try TrainingHardware(
                network: network, inferenceBufferBits: sizes.bufferBits,
                largestMapLayer: sizes.largestMapLayer, inputs: inputs) : nil
        let bufferBits = sizes.bufferBits + (training?.gradientBufferBits ?? 0)
        let laidOutCores = sizes.bufferCores(bits: bufferBits)
        globalBufferCores = max(1, laidOutCores)

        let unit = tiles.largestFootprint
        let height = Double(floorplan.gridRows) * unit.height
        globalBuffer = Buffer(
            bits: configuration.globalBufferCoreRows * configuration.globalBufferCoreColumns,
            lineBits: configuration.globalBufferCoreColumns,
            storage: inputs.bufferStorage(isSRAM: configuration.globalBufferIsSRAM),
            clockFrequency: configuration.clockFrequency, layout: .height(height),
            wireResistance: inputs.wireResistancePerLength, technology: technology)
        let bufferArea = globalBuffer.footprint.area * Double(laidOutCores)
        let bufferWidth = laidOutCores > 0 ? bufferArea / height : nil
        hTree = HTree(
            rows: floorplan.gridRows, columns: floorplan.gridColumns, busWidth: sizes.busWidth, unit: unit,
            foldingRatio: configuration.treeFoldedRatio, delayTolerance: configuration.globalBusDelayTolerance,
            wireResistance: inputs.wireResistancePerLength, branches: inputs.branchWires,
            technology: technology)
        pooling = MaxPooling(
            bits: inputs.activationBits, window: ChipSizes.poolingWindow, unitCount: floorplan.conventionalTileSize,
            layout: bufferWidth.map { .width($0) } ?? .free, technology: technology)
        accumulation = AdderTree(
            unitCount: sizes.accumulatedTiles, inputBits: sizes.accumulatedBits, treeCount: sizes.accumulators,
            layout: .width(height / 3), technology: technology)
        activation = sizes.activationUnit(width: bufferWidth.map { $0 / 3 })
        dram = DRAM(configuration.dramKind)
        self.training = training.map { $0.laidOut(height: height) }

        let activationArea = activation?.footprint.area ?? 0
        area =
            tiles.area
            + AreaBreakdown(
                accumulation: accumulation.footprint.area, interconnect: hTree.footprint.area,
                other: bufferArea + pooling.footprint.area + activationArea,
                weightGradient: self.training?.area ?? 0)
        let own = bufferArea + hTree.footprint.area + pooling.footprint.area
        let shared = accumulation.footprint.area + activationArea + (self.training?.area ?? 0)
        totalArea = tiles.totalArea + own + shared
    }

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
        let operations = Double(additions.rounds)
        return OperationCost(
            latency: accumulation.readLatency(summing: additions.units, operations: operations),
            energy: accumulation.readEnergy(summing: additions.units, operations: operations))
    }

    /// Passes a layer's outputs through the chip's activation units; nil when tiles have their own.
    public func activate(vectors: Int, outputs: Int) -> OperationCost? {
        guard let activation else { return nil }
        let operations = inputs.counting.activations(
            vectors * outputs, units: activation.unitCount, lanes: activation.lanes)
        return activation.read(operations: Double(operations))
    }

    /// Pools a layer's output map of so many channels.
    public func pool(_ placement: LayerPlacement, outputs: Int) -> OperationCost {
        let isNovel = placement.mapping == .novel
        let rounds = inputs.counting.poolingRounds(
            PooledMap(
                vectors: placement.matrix.vectors, outputs: outputs, window: pooling.window, units: pooling.unitCount,
                lanes: isNovel ? floorplan.novelElementSize : floorplan.conventionalTileSize,
                side: isNovel ? Double(floorplan.novelElementsPerTile).squareRoot() : 1))
        return OperationCost(
            latency: pooling.readLatency(load: 0, operations: rounds.latency),
            energy: pooling.readEnergy(operations: rounds.energy))
    }

    /// Brings a layer's inputs from the global buffer to its tiles and its outputs back.
    ///
    /// - Parameters:
    ///   - placement: The layer.
    ///   - layer: Its shape.
    public func move(_ placement: LayerPlacement, layer: Layer) -> MovementCost {
        let matrix = placement.matrix
        let bits = Double(inputs.activationBits)
        let vectors = Double(matrix.vectors)
        let toTiles = inputBits(placement, layer: layer)
        let pooled = layer.isFollowedByPooling ? Double(ChipSizes.poolingWindow) : 1
        let fromTiles = Double(layer.outputChannels) * bits * vectors / pooled

        let share = Double(placement.tiles) / Double(networkTiles)
        let wires = (globalBusWidth * share).rounded(.up)
        let transfers = ((toTiles + fromTiles) / wires).rounded(.up)
        let unit = tile(for: placement.mapping).footprint
        let interconnect = OperationCost(
            latency: hTree.readLatency(unit: unit, operations: transfers),
            energy: hTree.readEnergy(unit: unit, bits: wires, operations: transfers))
        let turns = (Double(networkTiles) / Double(placement.tiles)).rounded(.up)
        let buffer = bufferAccess(readBits: toTiles, writeBits: fromTiles)
        return MovementCost(
            buffer: OperationCost(latency: buffer.latency * turns, energy: buffer.energy),
            interconnect: interconnect)
    }

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

    /// Static power of what layers share [W]: the global buffer, accumulation, activation, pooling, and the hardware
    /// for training, as far as they count.
    public var sharedLeakagePower: Double {
        let buffer = globalBuffer.leakagePower * Double(globalBufferCores)
        let units = accumulation.leakagePower + pooling.leakagePower + (activation?.leakagePower ?? 0)
        return inputs.counting.sharedLeakage(buffer + units + (training?.leakagePower ?? 0))
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
        let parallel = min(Double(globalBufferCores), (globalBusWidth / line).rounded(.up))
        let latency =
            globalBuffer.readLatency(lines: readBits / line) + globalBuffer.writeLatency(lines: writeBits / line)
        let energy = globalBuffer.readEnergy(bits: readBits) + globalBuffer.writeEnergy(bits: writeBits)
        return OperationCost(latency: latency / parallel, energy: energy)
    }

    /// Moves bits between the chip and DRAM.
    public func accessDRAM(bits: Double) -> OperationCost {
        OperationCost(latency: dram.readLatency(bits: bits), energy: dram.readEnergy(bits: bits))
    }
}

/// Both kinds of tile and what they take on the chip.
private struct ChipTiles {
    let conventional: Tile
    let novel: Tile?
    let area: AreaBreakdown
    let totalArea: Double
    /// Largest height and largest width among the kinds.
    let largestFootprint: Footprint

    init(floorplan: Floorplan, subarray: Subarray, inputs: DesignInputs) {
        func makeTile(_ shape: TileShape, beside conventional: BufferCores?) -> Tile {
            let element = ProcessingElement(size: shape.elementSize, subarray: subarray, inputs: inputs)
            return Tile(shape: shape, element: element, inputs: inputs, conventionalCores: conventional)
        }
        let conventional = makeTile(
            .conventional(tileSize: floorplan.conventionalTileSize, elementSize: floorplan.conventionalElementSize),
            beside: nil)
        var area = conventional.area * Double(floorplan.conventionalTiles)
        var total = conventional.footprint.area * Double(floorplan.conventionalTiles)
        var largest = conventional.footprint
        var novel: Tile?
        if floorplan.usesNovelMapping {
            let tile = makeTile(
                .novel(elementSize: floorplan.novelElementSize, elementsPerTile: floorplan.novelElementsPerTile),
                beside: conventional.cores)
            novel = tile
            area = area + tile.area * Double(floorplan.novelTiles)
            total += tile.footprint.area * Double(floorplan.novelTiles)
            largest = Footprint(
                width: max(largest.width, tile.footprint.width), height: max(largest.height, tile.footprint.height))
        }
        self.conventional = conventional
        self.novel = novel
        self.area = area
        totalArea = total
        largestFootprint = largest
    }
}
