import Circuits
import Configuration
import Counting
import Foundation
import Technology

/// Where the outputs of a layer pass their activation function.
enum ActivationUnit: Sendable {
    case relu(BitShifter)
    case sigmoid(Sigmoid)

    var footprint: Footprint {
        switch self {
        case .relu(let unit): unit.footprint
        case .sigmoid(let unit): unit.footprint
        }
    }

    /// Entries of each unit's table, where it has one; else the units.
    var lanes: Int {
        switch self {
        case .relu(let unit): unit.unitCount
        case .sigmoid(let unit): unit.entryCount
        }
    }

    /// Units that work side by side.
    var unitCount: Int {
        switch self {
        case .relu(let unit): unit.unitCount
        case .sigmoid(let unit): unit.unitCount
        }
    }

    /// Static power of all units [W].
    var leakagePower: Double {
        switch self {
        case .relu(let unit): unit.leakagePower
        case .sigmoid(let unit): unit.leakagePower * Double(unit.unitCount)
        }
    }

    /// Bits of a value behind the unit.
    var outputBits: Int {
        switch self {
        case .relu(let unit): unit.bits
        case .sigmoid(let unit): unit.outputBits
        }
    }

    func read(operations: Double) -> OperationCost {
        switch self {
        case .relu(let unit):
            OperationCost(
                latency: unit.readLatency(operations: operations), energy: unit.readEnergy(operations: operations))
        case .sigmoid(let unit):
            OperationCost(
                latency: unit.readLatency(operations: operations), energy: unit.readEnergy(operations: operations))
        }
    }
}

/// Shape of a tile of one mapping: what differs between the two, as data.
struct TileShape: Sendable {
    let mapping: Mapping
    /// Wordlines, and columns, of a processing element.
    let elementSize: Int
    /// Processing elements in the tile.
    let elements: Int
    /// Processing elements on each side of the layout.
    let side: Int
    /// Partial sums that one accumulator adds, which also scales its width and the buffers.
    let accumulated: Int

    /// A tile of the conventional mapping: a square of elements, a column of which is added up.
    static func conventional(tileSize: Int, elementSize: Int) -> TileShape {
        let side = ceilingDivision(tileSize, elementSize)
        return TileShape(
            mapping: .conventional, elementSize: elementSize, elements: side * side, side: side, accumulated: side)
    }

    /// A tile of the novel mapping: an element for each kernel position, all added up.
    static func novel(elementSize: Int, elementsPerTile: Int) -> TileShape {
        let side = Int(Double(elementsPerTile).squareRoot().rounded(.up))
        return TileShape(
            mapping: .novel, elementSize: elementSize, elements: elementsPerTile, side: side,
            accumulated: elementsPerTile)
    }
}

/// The smallest unit that a layer owns: processing elements around an H-tree, with accumulation, buffers and, when
/// activation is not done chip-wide, activation units.
///
/// Source of the organisation: X. Peng et al., IEDM 2019, and IEEE TCAD 40(11), 2021.
public struct Tile: Sendable {
    /// What sizes the chip.
    public let inputs: DesignInputs
    /// The element that the tile repeats.
    public let element: ProcessingElement
    /// Area by category [m²].
    public let area: AreaBreakdown
    /// The tile laid out as a square.
    public let footprint: Footprint
    /// Cores of the input and of the output buffer.
    let cores: BufferCores

    let shape: TileShape
    private let accumulation: AdderTree
    private let activation: ActivationUnit?
    private let inputBuffer: Buffer
    private let outputBuffer: Buffer
    private let hTree: HTree

    /// Sizes a tile.
    ///
    /// - Parameters:
    ///   - shape: Which mapping, and how large.
    ///   - element: Its processing element, of the shape's size.
    ///   - conventionalCores: Buffer cores of a tile of the conventional mapping, for one of the novel mapping.
    init(
        shape: TileShape, element: ProcessingElement, inputs: DesignInputs, conventionalCores: BufferCores? = nil
    ) {
        self.shape = shape
        self.element = element
        self.inputs = inputs
        let configuration = inputs.configuration
        let technology = inputs.technology
        let unit = element.footprint
        let width = Double(shape.side) * unit.width
        let sizes = TileSizes(shape: shape, inputs: inputs)

        accumulation = AdderTree(
            unitCount: shape.accumulated, inputBits: sizes.sumBits, treeCount: sizes.converters,
            layout: .width(width), technology: technology)
        activation =
            configuration.chipActivationOutsideTile
            ? nil : sizes.activationUnit(width: width)
        let storage = inputs.bufferStorage(
            isSRAM: inputs.revision.circuits.tileBufferIsSRAM(
                configuration.tileBufferIsSRAM, elements: configuration.peBufferIsSRAM))
        inputBuffer = sizes.inputBuffer(storage: storage, height: Double(shape.side) * unit.height)
        outputBuffer = sizes.outputBuffer(storage: storage, width: width)
        hTree = HTree(
            rows: shape.side, columns: shape.side,
            busWidth: Double(shape.side * configuration.subarrayRows), unit: unit,
            foldingRatio: Tile.hTreeFolding, delayTolerance: configuration.localBusDelayTolerance,
            wireResistance: inputs.wireResistancePerLength, branches: inputs.branchWires,
            technology: technology)
        cores =
            conventionalCores.map { inputs.counting.novelTileCores(sizes.cores, beside: $0) } ?? sizes.cores

        let buffers = inputBuffer.footprint.area * cores.input + outputBuffer.footprint.area * cores.output
        let activationArea = activation?.footprint.area ?? 0
        area =
            element.area * Double(shape.elements)
            + AreaBreakdown(
                accumulation: accumulation.footprint.area, interconnect: hTree.footprint.area,
                other: buffers + activationArea)
        let elementArea = element.footprint.area * Double(shape.elements)
        let own = accumulation.footprint.area + hTree.footprint.area
        let total = elementArea + own + buffers + activationArea
        footprint = Footprint(width: total.squareRoot(), height: total.squareRoot())
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
    public func accumulate(units: Int, reads: Int) -> OperationCost {
        let operations = inputs.accumulations(reads: reads)
        return OperationCost(
            latency: accumulation.readLatency(summing: units, operations: operations),
            energy: accumulation.readEnergy(summing: units, operations: operations))
    }

    /// Whether the tile has sigmoids whose tables are in SRAM cells.
    public var hasSRAMSigmoid: Bool {
        guard case .sigmoid = activation else { return false }
        if case .bitlines = inputs.cell.readOut { return true }
        return false
    }

    /// Passes a layer's outputs through the tile's activation units; nil when activation is done chip-wide.
    ///
    /// - Parameters:
    ///   - columns: Columns of cells in use.
    ///   - reads: Input bit vectors.
    public func activate(columns: Int, reads: Int) -> OperationCost? {
        guard let activation else { return nil }
        return activation.read(
            operations: inputs.counting.tileActivations(
                reads / inputs.activationBits * (columns / inputs.columnsPerWeight),
                sums: inputs.accumulations(reads: reads), units: activation.unitCount, lanes: activation.lanes))
    }

    /// Brings input vectors to the elements and results to the edge of the tile.
    ///
    /// - Parameters:
    ///   - rows: Wordlines in use.
    ///   - columns: Columns of cells in use.
    ///   - reads: Input bit vectors.
    public func move(rows: Int, columns: Int, reads: Int) -> MovementCost {
        let bits = Double(activation?.outputBits ?? accumulation.inputBits)
        let outputs = Double(columns / inputs.columnsPerWeight)
        let words = outputs * (1 + bits) * Double(reads) / Double(inputs.activationBits)
        let all = TileTransfers(inputs: Double(rows * reads), outputs: words)
        let transfers =
            shape.mapping == .novel
            ? inputs.counting.novelTransfers(all, elements: Double(shape.elements)) : all

        let parallelism = bufferParallelism
        let inputCost = sweep(inputBuffer, bits: transfers.inputs).shared(by: parallelism.input)
        let outputCost = sweep(outputBuffer, bits: transfers.outputs).shared(by: parallelism.output)
        return MovementCost(
            buffer: inputCost + outputCost, interconnect: transfer(bits: transfers.inputs + transfers.outputs))
    }

    /// Brings weight changes in: through the input buffer and the H-tree.
    public func moveWeightChanges(rows: Int, columns: Int) -> MovementCost {
        let bits = Double(rows * columns)
        let lines = bits / Double(inputBuffer.lineBits)
        return MovementCost(
            buffer: sweep(inputBuffer, bits: bits),
            interconnect: transfer(
                bits: bits, firstLevelResistance: inputs.counting.addedTreeResistance(lines: lines)))
    }

    /// Writes and reads so many bits.
    private func sweep(_ buffer: Buffer, bits: Double) -> OperationCost {
        let lines = bits / Double(buffer.lineBits)
        return OperationCost(
            latency: buffer.readLatency(lines: lines) + buffer.writeLatency(lines: lines),
            energy: buffer.readEnergy(bits: bits) + buffer.writeEnergy(bits: bits))
    }

    /// Lines that the buffers' cores deliver at a time, as far as the H-tree takes them.
    private var bufferParallelism: (input: Double, output: Double) {
        let inputLines = (hTree.busWidth / Double(inputBuffer.lineBits)).rounded(.up)
        let ownOutputLines = (hTree.busWidth / Double(outputBuffer.lineBits)).rounded(.up)
        let outputLines =
            shape.mapping == .novel
            ? inputs.counting.novelOutputLines(ownOutputLines, input: inputLines) : ownOutputLines
        return (min(cores.input, inputLines), min(cores.output, outputLines))
    }

    private func transfer(bits: Double, firstLevelResistance: Double = 0) -> OperationCost {
        let transfers = bits / hTree.busWidth
        let unit = element.footprint
        return OperationCost(
            latency: hTree.readLatency(
                unit: unit, operations: transfers, firstLevelResistance: firstLevelResistance),
            energy: hTree.readEnergy(unit: unit, bits: hTree.busWidth, operations: transfers))
    }

    /// Leakage of accumulators that add `units` sums, or of all when nil [W].
    public func accumulationLeakage(units: Int?) -> Double {
        guard let units else { return accumulation.leakagePower }
        return accumulation.leakagePower(summing: units)
    }

    /// Leakage of the tile's buffers and activation units, as far as it counts [W].
    public var bufferLeakage: Double {
        inputs.counting.leakage(
            TileUnitLeakage(
                inputCore: inputBuffer.leakagePower, outputCore: outputBuffer.leakagePower, cores: cores,
                activation: activation?.leakagePower ?? 0))
    }
}

/// Bits and counts that size a tile's blocks.
private struct TileSizes {
    let shape: TileShape
    let inputs: DesignInputs
    /// Bits of a sum that leaves a processing element.
    let sumBits: Int
    /// ADCs whose sums the accumulators take at a time.
    let converters: Int
    /// Bits of a value in the output buffer.
    let outputBits: Int

    init(shape: TileShape, inputs: DesignInputs) {
        self.shape = shape
        self.inputs = inputs
        let configuration = inputs.configuration
        let arrays = Double(shape.elementSize) / Double(configuration.subarrayRows)
        let carryBits = Int(log2(arrays).rounded(.up))
        sumBits =
            inputs.wholePartialSumBits + inputs.activationBits + inputs.columnsPerWeight + 1 + carryBits
        converters = inputs.converters(columns: shape.accumulated * configuration.subarrayColumns)
        outputBits = configuration.chipActivationOutsideTile ? sumBits : inputs.activationBits
    }

    private var coreRows: Int { inputs.configuration.tileBufferCoreRows }
    private var coreColumns: Int { inputs.configuration.tileBufferCoreColumns }
    private var coreBits: Double { Double(coreRows * coreColumns) }

    /// Bits that the input buffer holds: an input vector for each subarray row of elements.
    private var inputBits: Double {
        Double(shape.accumulated * inputs.activationBits * inputs.configuration.subarrayRows)
    }

    /// Bits that the output buffer holds: a value for each ADC.
    private var resultBits: Double {
        let values = Double(shape.accumulated * inputs.configuration.subarrayColumns)
        return Double(outputBits) * values / Double(inputs.configuration.columnsPerADC)
    }

    var cores: BufferCores {
        BufferCores(
            input: (inputBits / coreBits).rounded(.up), output: (resultBits / coreBits).rounded(.up))
    }

    func inputBuffer(storage: Buffer.Storage, height: Double) -> Buffer {
        let line = shape.accumulated * inputs.configuration.subarrayRows
        return buffer(bits: inputBits, lineBits: line, storage: storage, layout: .height(height))
    }

    func outputBuffer(storage: Buffer.Storage, width: Double) -> Buffer {
        let line = outputBits * shape.accumulated
        return buffer(bits: resultBits, lineBits: line, storage: storage, layout: .width(width))
    }

    /// One small core when everything fits, otherwise one of several cores of the standard size.
    private func buffer(bits: Double, lineBits: Int, storage: Buffer.Storage, layout: LayoutConstraint) -> Buffer {
        let isSmall = bits < coreBits
        return Buffer(
            bits: isSmall ? Int(bits) : coreRows * coreColumns, lineBits: isSmall ? lineBits : coreColumns,
            storage: storage, clockFrequency: inputs.configuration.clockFrequency, layout: layout,
            wireResistance: inputs.wireResistancePerLength, technology: inputs.technology)
    }

    func activationUnit(width: Double) -> ActivationUnit {
        let configuration = inputs.configuration
        if configuration.usesReLU {
            let lanes = inputs.converters(columns: shape.elementSize * configuration.subarrayColumns)
            return .relu(
                BitShifter(
                    unitCount: lanes, bits: inputs.activationBits, clockFrequency: configuration.clockFrequency,
                    layout: .width(width), technology: inputs.technology))
        }
        let carryBits = Int(log2(Double(shape.accumulated)).rounded(.up))
        return .sigmoid(
            inputs.sigmoid(entryCount: sumBits + carryBits, functionCount: converters, layout: .width(width)))
    }
}

extension DesignInputs {
    /// ADCs of so many columns.
    func converters(columns: Int) -> Int {
        Int((Double(columns) / Double(configuration.columnsPerADC)).rounded(.up))
    }

    /// What a buffer stores its bits in.
    package func bufferStorage(isSRAM: Bool) -> Buffer.Storage {
        guard isSRAM else { return .registerFile }
        let transistors = SRAMTransistors(
            accessWidth: configuration.sramAccessWidth, nmosWidth: configuration.sramNMOSWidth,
            pmosWidth: configuration.sramPMOSWidth)
        let width = configuration.sramCellWidth
        return .sram(
            SRAMCell(transistors: transistors, cellWidth: width, technology: technology),
            size: Footprint(
                width: width * technology.featureSize, height: configuration.sramCellHeight * technology.featureSize),
            minimumSenseVoltage: configuration.minimumSenseVoltage)
    }

    /// A look-up table in registers for the sigmoid.
    func sigmoid(entryCount: Int, functionCount: Int, layout: LayoutConstraint) -> Sigmoid {
        Sigmoid(
            outputBits: activationBits, entryCount: entryCount, unitCount: functionCount, cell: cell,
            clockFrequency: configuration.clockFrequency, layout: layout, technology: technology)
    }
}
