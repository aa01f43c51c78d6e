// SPDX-License-Identifier: Apache-2.0

import Counting
import Workload

/// The counting policy of DNN+NeuroSim V1.5: what it answers differently from ``ExactCounting``, one
/// ``NeuroSim15Departure`` each, and what belongs to the chip that it models, such as toggle rates.
struct NeuroSim15Counting: CountingPolicy {
    /// The departures of the policy; all of them for V1.5 as it is.
    let departures: NeuroSim15Departures
    /// Shares of the bits of inputs and of results that switch on wires [1].
    let toggleRates: (input: Double, output: Double)
    /// Energy after layout over energy before it [1].
    let efficiencyMargin: Double
    /// Whether the chip has a clock, whose period a first run of all layers finds.
    let isClocked: Bool
    /// Whether data move between layers in cycles of their own, while arrays compute.
    let synchronizesTransfers: Bool

    /// The answer where the policy does not depart.
    private let exact = ExactCounting()

    /// Whether the policy departs in a point.
    private func departs(_ point: NeuroSim15Departure) -> Bool { departures.contains(point) }
}

// Layers, cells and columns.
extension NeuroSim15Counting {
    /// Without padding, from one quotient of positions and steps; none of a kernel that is larger than the map.
    func inputVectors(of layer: Layer) -> Int {
        guard departs(.ignoresPadding) else { return exact.inputVectors(of: layer) }
        return min(layer.vertical.unpaddedExtent, layer.horizontal.unpaddedExtent) > 0 ? layer.unpaddedVectors : 0
    }

    /// At each position of the input map.
    func operations(of layer: Layer) -> Double {
        departs(.countsOperationsOnInputMap) ? layer.operationsOnInputMap : exact.operations(of: layer)
    }

    /// Kernels of one position count once, however many there are.
    func kernelFrequency(of layers: Int, positions: Int) -> Int { positions == 1 ? 1 : layers + 1 }

    /// Rows are taken as they come.
    func regroupedPositions(ofKernel positions: Int) -> Int {
        departs(.takesChannelsForPositions) ? 1 : exact.regroupedPositions(ofKernel: positions)
    }

    /// Whole weights.
    func weights(sharingConverterOf columns: Int, columnsPerWeight: Int) -> Double {
        departs(.truncatesColumnSharing)
            ? Double(columns / columnsPerWeight)
            : exact.weights(sharingConverterOf: columns, columnsPerWeight: columnsPerWeight)
    }

    /// Started ones, too, in tiles of the conventional mapping.
    func accumulatedWeights(sharingConverterOf columns: Int, columnsPerWeight: Int, isNovel: Bool) -> Double {
        let truncates = departs(.truncatesColumnSharing) && isNovel
        return Double(truncates ? columns / columnsPerWeight : ceilingDivision(columns, columnsPerWeight))
    }

    /// Rounded down.
    func units(_ count: Int, sharedBy share: Int) -> Int {
        departs(.truncatesColumnSharing) ? max(1, count / share) : exact.units(count, sharedBy: share)
    }

    /// Full ones.
    func readGroups(ofRows rows: Int, together: Int) -> Int {
        departs(.readsFullGroupsOnly) ? max(1, rows / together) : exact.readGroups(ofRows: rows, together: together)
    }

    /// Those of the digits: weights are not taken for signs.
    func signBits(digits: Int, most: Int) -> Int {
        departs(.takesOneForPositive) ? digits : exact.signBits(digits: digits, most: most)
    }

    /// The digits of the integer, without what does not fit into the cells.
    func cellValues(of levels: ClosedRange<Int>, in code: CellCode) -> [Double] {
        guard departs(.wrapsLargestWeight) else { return exact.cellValues(of: levels, in: code) }
        let (cells, shift) = (code.cells, code.weightBits - code.levelBits)
        let radix = 1 << code.cellBits
        var result = [Double](repeating: 0, count: levels.count * cells)
        for (index, level) in levels.enumerated() {
            var rest = level << shift
            for position in stride(from: cells - 1, through: 0, by: -1) {
                result[index * cells + position] = Double(rest % radix) / Double(radix - 1)
                rest /= radix
            }
        }
        return result
    }

    /// The integer 1.
    func isPositive(_ level: Int, in code: CellCode) -> Bool {
        departs(.takesOneForPositive) ? level == 1 : exact.isPositive(level, in: code)
    }

    /// All elements of the tile; one beyond the matrix counts like the last one inside.
    func workingElements(used: (rows: Int, columns: Int), side: Int) -> [Int] {
        guard departs(.repeatsIdleProcessingElements) else { return exact.workingElements(used: used, side: side) }
        var last = 0
        return (0..<side * side).map { index in
            let (row, column) = (index / side, index % side)
            if row < used.rows && column < used.columns { last = row * used.columns + column }
            return last
        }
    }

    /// The nominal size of tiles, and the copies that a pipeline needs.
    func occupancy(built: TileOccupancy, needed: TileOccupancy) -> TileOccupancy {
        departs(.measuresNominalTiles) ? needed : built
    }
}

// What moves.
extension NeuroSim15Counting {
    /// As many words as all bits fill registers, whole ones only, and all of a register switch.
    func elementTransfers(_ traffic: ElementTraffic) -> ElementTransfers {
        guard departs(.countsWholeRegisterWords) else { return exact.elementTransfers(traffic) }
        let inputBits = traffic.operandRows * traffic.reads
        let inputWords = Double(inputBits / traffic.registerBits.input)
        let results = traffic.outputs * traffic.operandBits * traffic.reads / traffic.activationBits
        let outputWords = Double(results / traffic.registerBits.output)
        let sums = Double(
            traffic.outputs * (traffic.stages + traffic.operandBits) * traffic.reads / traffic.activationBits)
        return ElementTransfers(
            inputRegister: RegisterUse(
                words: inputWords, accesses: inputWords, activeBits: Double(traffic.registerBits.input)),
            outputRegister: RegisterUse(
                words: outputWords, accesses: outputWords, activeBits: Double(traffic.registerBits.output)),
            inputBus: WireUse(latency: Double(inputBits) / traffic.lanes.input),
            outputBus: WireUse(latency: sums / traffic.lanes.output))
    }

    /// Inputs of the novel mapping are reused by the root of the elements; half of the bits of a buffer are written, the
    /// other half read.
    func tileTransfers(_ traffic: TileTraffic) -> TileTransfers {
        let moved = departs(.scalesNovelTransfers) ? scaledTransfers(traffic) : exact.tileTransfers(traffic)
        return TileTransfers(
            inputs: moved.inputs, outputs: moved.outputs, bufferedShare: departs(.halvesBufferTraffic) ? 0.5 : 1,
            wireBits: WireUse(
                latency: moved.inputs + moved.outputs,
                energy: moved.inputs * toggleRates.input + moved.outputs * toggleRates.output))
    }

    private func scaledTransfers(_ traffic: TileTraffic) -> TileTransfers {
        let bits = traffic.activatedBits.map { 1 + $0 } ?? traffic.stages + traffic.sumBits
        let elements = Double(traffic.elements)
        var outputs = Double(traffic.outputs * bits) * Double(traffic.reads) / Double(traffic.activationBits)
        if traffic.isNovel, traffic.activatedBits != nil { outputs /= elements }
        return TileTransfers(
            inputs: Double(traffic.inputBits) / (traffic.isNovel ? elements.squareRoot() : 1), outputs: outputs)
    }

    /// Layers share wires by their tiles; inputs and results are transferred apart where energy counts.
    func chipTransfers(_ traffic: ChipTraffic) -> ChipTransfers {
        guard !synchronizesTransfers else { return SynchronizedTransfers(traffic, toggleRates: toggleRates).use }
        let wires = (traffic.busWidth * (Double(traffic.tiles) / Double(traffic.networkTiles))).rounded(.up)
        let inputs = (traffic.toTiles * toggleRates.input / wires).rounded(.up)
        let outputs = (traffic.fromTiles * toggleRates.output / wires).rounded(.up)
        return ChipTransfers(
            wires: wires,
            uses: WireUse(
                latency: ((traffic.toTiles + traffic.fromTiles) / wires).rounded(.up), energy: inputs + outputs),
            turns: departs(.ignoresTurnsAtBuffer) ? 1 : exact.chipTransfers(traffic).turns)
    }

    /// A single line where transfers have cycles of their own.
    func globalBufferLines(cores: Double, wires: Double) -> Double { synchronizesTransfers ? 1 : min(cores, wires) }

    /// Reused by the height of the kernel.
    func novelInputBits(windows: Double, map: Double, of layer: Layer) -> Double {
        departs(.scalesNovelTransfers)
            ? windows / Double(layer.kernelHeight) : exact.novelInputBits(windows: windows, map: map, of: layer)
    }

    /// None.
    func imageBits(beforeLayer index: Int, channelBits: Double, channels: Int) -> Double? { nil }
}

// Units behind the arrays.
extension NeuroSim15Counting {
    /// The copies that a pipeline makes of a tile are added up as well.
    func additions(of sums: TileSums) -> Additions {
        guard departs(.addsCopiesOfTiles) else { return exact.additions(of: sums) }
        let rounds = Double(sums.outputs) * (Double(sums.vectors) / Double(sums.trees))
        return Additions(units: sums.tileRows, rounds: Int(rounds.rounded(.up)))
    }

    /// As many at a time as a table has entries.
    func activations(_ values: Int, units: Int, lanes: Int) -> Int {
        ceilingDivision(values, departs(.countsTableEntriesAsUnits) ? lanes : units)
    }

    /// The additions of one adder, as many at a time as a table has entries.
    func tileActivations(_ values: Int, sums: Double, units: Int, lanes: Int) -> Double {
        departs(.countsTableEntriesAsUnits)
            ? sums / Double(lanes) : exact.tileActivations(values, sums: sums, units: units, lanes: lanes)
    }
}

// What is listed by cause.
extension NeuroSim15Counting {
    /// The times of binary arrays.
    func listing(ofBinaryArray isBinary: Bool) -> CauseListing {
        departs(.leavesBinaryBreakdownEmpty) && isBinary ? .timesOnly : exact.listing(ofBinaryArray: isBinary)
    }
}

// Time of blocks that work side by side.
extension NeuroSim15Counting {
    /// The larger one, whichever block it is of.
    func latency(_ own: Double, alongside other: Double, otherIsSlower: Bool) -> Double {
        departs(.maximizesCategoriesSeparately)
            ? max(own, other) : exact.latency(own, alongside: other, otherIsSlower: otherIsSlower)
    }

    /// None where transfers have cycles of their own: only arrays with the adders of elements, and the global buffer,
    /// take time.
    func latency(aroundArrays own: Double) -> Double { synchronizesTransfers ? 0 : own }

    /// Each by its own delay.
    func latencies(_ mean: SIMD8<Double>, delayedBy delays: SIMD8<Double>) -> SIMD8<Double> {
        departs(.maximizesCategoriesSeparately) ? mean + delays : exact.latencies(mean, delayedBy: delays)
    }

    /// The slowest layer.
    func pace(_ layers: [PassTimes], slowest: Int?) -> PassTimes {
        departs(.maximizesCategoriesSeparately)
            ? PassTimes(forward: layers.map(\.forward).max() ?? 0, gradient: 0) : exact.pace(layers, slowest: slowest)
    }

    /// The largest of all layers.
    func latency(of category: PipelinedCategory) -> Double {
        departs(.maximizesCategoriesSeparately) ? category.latencies.max() ?? 0 : exact.latency(of: category)
    }

    /// They stand in the rows of one tile.
    func copiesInTile(ofTileCopies copies: Int) -> Int {
        departs(.putsTileCopiesInOneTile) ? copies : exact.copiesInTile(ofTileCopies: copies)
    }

    /// As many as there are, even of fewer vectors.
    func effectiveCopies(_ copies: Int, of outer: Int, vectors: Int) -> Double {
        departs(.splitsVectorsOverCopies)
            ? Double(copies) : exact.effectiveCopies(copies, of: outer, vectors: vectors)
    }

    /// The latency and energy of the whole tree.
    func adderTreeCharge(latency: Double, energy: Double, hasGradient: Bool) -> AdderTreeCharge? {
        departs(.chargesAdderTreePerSubarray)
            ? AdderTreeCharge(forwardLatency: latency, forwardEnergy: energy, gradientLatency: 0, gradientEnergy: 0)
            : nil
    }
}

// What leaks, and for how long.
extension NeuroSim15Counting {
    /// Those of the last addition.
    func adderLeakage(_ all: Double, lastAddition: Double?) -> Double {
        departs(.leaksOnlyUsedAdders) ? lastAddition ?? 0 : all
    }

    /// The run that finds the clock.
    var runsLayersBeforeCounting: Bool { isClocked }

    /// One of each buffer.
    func leakingCores(_ cores: BufferCores) -> BufferCores {
        departs(.leaksOnlyTiles) ? BufferCores(input: 1, output: 1) : cores
    }

    /// All of it.
    func wireLeakage(_ power: Double) -> Double { power }

    /// None.
    func tileActivationLeakage(_ power: Double) -> Double { departs(.leaksOnlyTiles) ? 0 : power }

    /// None.
    func sharedLeakage(_ power: Double) -> Double { departs(.leaksOnlyTiles) ? 0 : power }

    /// Means over the slowest layer so far: a layer's tiles leak at rest, and while they work only their cells do.
    func leakagePowers(_ demand: LeakageDemand) -> [Double] {
        guard departs(.leaksByTurns), demand.isPipelined else { return demand.layers.map(\.power) }
        var slowest = 0.0
        return demand.layers.map { layer in
            slowest = max(slowest, layer.reading)
            guard slowest > 0 else { return 0 }
            let atRest = layer.tilePower * (slowest - layer.reading)
            return Double(layer.tiles) * (atRest + layer.cellPowerInUse * layer.reading) / slowest
        }
    }

    /// While a layer works, the tiles of others leak like its own at rest.
    func leakageEnergies(_ demand: LeakageDemand) -> [Double] {
        guard departs(.leaksByTurns) else { return exact.leakageEnergies(demand) }
        guard !demand.isPipelined else { return leakagePowers(demand).map { $0 * demand.passes } }
        let allTiles = demand.layers.reduce(0) { $0 + $1.tiles }
        return demand.layers.map { layer in
            let others = Double(allTiles - layer.tiles) * layer.tilePower
            return (others + Double(layer.tiles) * layer.cellPowerInUse) * layer.reading
        }
    }
}
