import Architecture
import Configuration
import Workload

/// Counts a layer's costs for an image, or for the batches of an epoch, and adds leakage.
struct LayerCounting {
    let chip: Chip
    let network: Network

    private var inputs: DesignInputs { chip.inputs }
    private var placements: [LayerPlacement] { chip.floorplan.layers }

    /// A layer before leakage energy, which depends on the others.
    private struct Counted {
        var costs: PhaseCosts
        var peak: PhaseCosts
        var breakdown: CostBreakdown
        let passBreakdown: CostBreakdown
        var endlessUpdate: EndlessUpdate?

        /// The layer with a weight update that never ends.
        func endless(_ cause: EndlessUpdate.Cause) -> Counted {
            var result = self
            result.endlessUpdate = EndlessUpdate(
                cause: cause, latency: costs.weightUpdate.latency, peakLatency: peak.weightUpdate.latency)
            result.costs.weightUpdate.latency = .infinity
            result.peak.weightUpdate.latency = .infinity
            result.breakdown.weightUpdate.latency = .infinity
            return result
        }
    }

    func layers(_ assembled: [AssembledLayer], activities: [Double]) -> [LayerEstimate] {
        let counted = assembled.indices.map { count(assembled[$0], index: $0, activity: activities[$0]) }
        let tilePowers = tileLeakage(assembled)
        let leakage = LeakageCounting(
            placements: placements, tilePowers: tilePowers, sharedPower: chip.sharedLeakagePower,
            isPipelined: inputs.configuration.isPipelined,
            rules: inputs.rules)
        let energies = leakage.energies(counted.map(\.costs))
        return assembled.indices.map { index in
            LayerEstimate(
                costs: counted[index].costs, peak: counted[index].peak, breakdown: counted[index].breakdown,
                passBreakdown: counted[index].passBreakdown,
                leakagePower: tilePowers[index] * Double(placements[index].tiles),
                leakageEnergy: energies[index], programming: assembled[index].programming,
                endlessUpdate: counted[index].endlessUpdate)
        }
    }

    private func count(_ layer: AssembledLayer, index: Int, activity: Double) -> Counted {
        if let training = chip.training {
            let counted = epoch(layer, index: index, activity: activity, training: training)
            if training.schedule.neverUpdates { return counted.endless(.noSubarrayAtATime) }
            return layer.updateNeverEnds ? counted.endless(.compoundedSelections) : counted
        }
        var breakdown = CostBreakdown()
        breakdown.conversion = layer.core.conversion
        breakdown.accumulation = layer.core.accumulation
        breakdown.array = layer.core.array
        breakdown.buffer = layer.core.buffer + layer.movement.buffer
        breakdown.interconnect = layer.core.interconnect + layer.movement.interconnect
        breakdown.dram = imageLoad(index)
        let forward = layer.core.forward + layer.movement.total + breakdown.dram
        return Counted(
            costs: PhaseCosts(forward: forward), peak: PhaseCosts(forward: layer.core.forwardPeak),
            breakdown: breakdown, passBreakdown: breakdown)
    }

    /// All phases of training over an epoch.
    private func epoch(
        _ assembled: AssembledLayer, index: Int, activity: Double, training: TrainingHardware
    ) -> Counted {
        let layer = network.layers[index]
        let transfers = chip.trainingTransfers(of: layer, movement: assembled.movement, activity: activity)
        let subarrays = placements[index].tiles * chip.subarraysPerTile(placements[index].mapping)
        let epoch = training.schedule.epoch(
            LayerPassCosts(assembled.core), transfers, hasGradient: index > 0, subarrays: subarrays)
        var breakdown = CostBreakdown()
        breakdown.conversion = epoch.conversion
        breakdown.accumulation = epoch.accumulation
        breakdown.array = epoch.array
        breakdown.buffer = epoch.buffer
        breakdown.interconnect = epoch.interconnect
        breakdown.dram = epoch.dram
        var passes = breakdown
        passes.buffer += epoch.updateBuffer * -1
        passes.interconnect += epoch.updateInterconnect * -1
        passes.dram += epoch.updateDRAM * -1
        breakdown.weightGradient = epoch.weightGradientPeak
        breakdown.weightUpdate = epoch.weightUpdatePeak
        return Counted(
            costs: PhaseCosts(
                forward: epoch.forward, activationGradient: epoch.activationGradient,
                weightGradient: epoch.weightGradient, weightUpdate: epoch.weightUpdate),
            peak: PhaseCosts(
                forward: epoch.forwardPeak, activationGradient: epoch.activationGradientPeak,
                weightGradient: epoch.weightGradientPeak, weightUpdate: epoch.weightUpdatePeak),
            breakdown: breakdown, passBreakdown: passes)
    }

    /// Loading the image from DRAM.
    private func imageLoad(_ index: Int) -> OperationCost {
        guard let first = network.layers.first else { return .zero }
        let pixels = Double(first.inputHeight * first.inputWidth)
        let bits = pixels * Double(inputs.activationBits)
        if inputs.rules.loadsOneInputChannelPerLayer { return chip.accessDRAM(bits: bits) }
        return index == 0 ? chip.accessDRAM(bits: bits * Double(first.inputChannels)) : .zero
    }

    /// Leakage of one tile of each layer [W]. In the reference's accounting adders that rest leak as after their last
    /// addition, which may have been in an earlier layer.
    private func tileLeakage(_ assembled: [AssembledLayer]) -> [Double] {
        let trains = inputs.configuration.estimatesTraining
        let leakage = TileLeakage(chip: chip)
        var lastElementUnits: [Mapping: Int] = [:]
        var lastTileUnits: [Mapping: Int] = [:]
        return assembled.indices.map { index in
            let mapping = placements[index].mapping
            lastElementUnits[mapping] = assembled[index].elementUnits ?? lastElementUnits[mapping]
            lastTileUnits[mapping] = assembled[index].tileUnits ?? lastTileUnits[mapping]
            let usesTransposed = trains && (index > 0 || !inputs.rules.leaksOnlyUsedAdders)
            return leakage.power(
                mapping, includingTransposed: usesTransposed, elementUnits: lastElementUnits[mapping],
                tileUnits: lastTileUnits[mapping])
        }
    }
}

/// Leakage energy: the power of what waits, times how long it waits.
struct LeakageCounting {
    let placements: [LayerPlacement]
    /// Leakage of one tile of each layer [W].
    let tilePowers: [Double]
    /// Leakage of what layers share [W].
    let sharedPower: Double
    let isPipelined: Bool
    let rules: AccountingRules

    /// Leakage energy of each layer [J].
    func energies(_ costs: [PhaseCosts]) -> [Double] {
        let powers = placements.indices.map { tilePowers[$0] * Double(placements[$0].tiles) }
        let allTiles = placements.reduce(0) { $0 + $1.tiles }
        let chipPower = powers.reduce(sharedPower, +)
        let pace = PipelinePace(costs, rules: rules)
        let run = costs.reduce(0) { $0 + $1.weightGradient.latency + $1.weightUpdate.latency } + pace.passes
        return placements.indices.map { index in
            let cost = costs[index]
            guard rules.usesOwnLeakageForOtherLayers else {
                // Everything on the chip leaks all the time: while the layer is at work, or, in a pipeline, while any is.
                return isPipelined ? powers[index] * run : chipPower * cost.total.latency
            }
            let reading = cost.forward.latency + cost.activationGradient.latency
            if isPipelined {
                return powers[index] * (pace.passes - reading)
            }
            return tilePowers[index] * Double(allTiles - placements[index].tiles) * reading
        }
    }
}

/// What sets the pace of a pipeline, in which all layers read at the same time.
struct PipelinePace {
    /// Duration of the forward pass [s].
    let forward: Double
    /// Duration of the backward pass [s].
    let activationGradient: Double
    /// The layer that takes longest for both passes.
    let slowest: Int?

    /// Duration of both passes [s].
    var passes: Double { forward + activationGradient }

    /// The pace of layers that take `costs`.
    ///
    /// A layer does its two passes on the same arrays, so that the slowest layer for both together sets the pace. The
    /// reference (`maximizesCategoriesSeparately`) takes the slowest one for each.
    init(_ costs: [PhaseCosts], rules: AccountingRules) {
        let times = costs.map { $0.forward.latency + $0.activationGradient.latency }
        slowest = times.indices.max { times[$0] < times[$1] }
        if let slowest, !rules.maximizesCategoriesSeparately {
            forward = costs[slowest].forward.latency
            activationGradient = costs[slowest].activationGradient.latency
        } else {
            forward = costs.map(\.forward.latency).max() ?? 0
            activationGradient = costs.map(\.activationGradient.latency).max() ?? 0
        }
    }
}

/// Adds layers up to the chip.
struct ChipCounting {
    let chip: Chip
    let network: Network
    let operations: OperationCounts

    private var configuration: Configuration { chip.inputs.configuration }

    func total(_ layers: [LayerEstimate]) -> ChipEstimate {
        let isPipelined = configuration.isPipelined
        let costs = layers.map(\.costs)
        let peaks = layers.map(\.peak)
        return ChipEstimate(
            costs: isPipelined ? pipelined(costs) : sum(costs),
            peak: isPipelined ? pipelined(peaks) : sum(peaks),
            breakdown: isPipelined ? pipelinedBreakdown(layers) : layers.reduce(CostBreakdown()) { $0 + $1.breakdown },
            leakagePower: layers.reduce(chip.sharedLeakagePower) { $0 + $1.leakagePower },
            leakageEnergy: leakageEnergy(layers),
            programming: layers.reduce(.zero) { $0 + $1.programming },
            operations: countedOperations, endlessUpdate: EndlessUpdate(layers))
    }

    /// Leakage of the whole run [J]: that of the layers and, in a pipeline, where it is charged to none, of what they share.
    private func leakageEnergy(_ layers: [LayerEstimate]) -> Double {
        let ofLayers = layers.reduce(0) { $0 + $1.leakageEnergy }
        guard configuration.isPipelined, chip.sharedLeakagePower > 0 else { return ofLayers }
        return ofLayers + chip.sharedLeakagePower * pipelined(layers.map(\.costs)).total.latency
    }

    private func sum(_ costs: [PhaseCosts]) -> PhaseCosts {
        costs.reduce(PhaseCosts(), +)
    }

    /// In a pipeline all layers read at the same time, at the pace of the slowest; gradients and writes take turns.
    private func pipelined(_ costs: [PhaseCosts]) -> PhaseCosts {
        let pace = PipelinePace(costs, rules: chip.inputs.rules)
        var result = sum(costs)
        result.forward.latency = pace.forward
        result.activationGradient.latency = pace.activationGradient
        return result
    }

    private func pipelinedBreakdown(_ layers: [LayerEstimate]) -> CostBreakdown {
        var result = layers.reduce(CostBreakdown()) { $0 + $1.breakdown }
        guard chip.inputs.rules.maximizesCategoriesSeparately else {
            // Weight gradients and updates of all layers, one after the other, and the passes of the slowest one.
            let pace = PipelinePace(layers.map(\.costs), rules: chip.inputs.rules)
            for category in CostBreakdown.categories {
                let passes = layers.map { $0.passBreakdown[keyPath: category.path].latency }
                let turns = zip(layers, passes).map { $0.breakdown[keyPath: category.path].latency - $1 }
                result[keyPath: category.path].latency = turns.reduce(pace.slowest.map { passes[$0] } ?? 0, +)
            }
            return result
        }
        let dram = result.dram
        for category in CostBreakdown.categories where category.isShared {
            result[keyPath: category.path].latency =
                layers.map { $0.breakdown[keyPath: category.path].latency }.max() ?? 0
        }
        result.dram = dram
        return result
    }

    /// Operations of an image, or of an epoch: a training step takes three times as many, but for the errors of the
    /// first layer's inputs, which nobody needs.
    private var countedOperations: Double {
        let usesInputMap = chip.inputs.rules.countsOperationsOnInputMap
        let image = usesInputMap ? operations.reference : operations.exact
        guard configuration.estimatesTraining, let first = network.layers.first else { return image }
        let firstLayer = Estimator.operations(of: first)
        let unneeded = usesInputMap ? firstLayer.reference : firstLayer.exact
        return (3 * image - unneeded) * Double(configuration.batchSize) * Double(configuration.iterationsPerEpoch)
    }
}

extension LayerPassCosts {
    /// The costs of a layer on the arrays, as they were put together.
    init(_ core: BlockCost) {
        self.init()
        forward = core.forward
        activationGradient = core.gradient
        weightUpdate = core.update
        forwardPeak = core.forwardPeak
        activationGradientPeak = core.gradientPeak
        weightUpdatePeak = core.updatePeak
        conversion = core.conversion
        accumulation = core.accumulation
        array = core.array
        buffer = core.buffer + core.updateBuffer
        interconnect = core.interconnect + core.updateInterconnect
        updateBuffer = core.updateBuffer
        updateInterconnect = core.updateInterconnect
    }
}
