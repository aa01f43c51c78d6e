// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Counting
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
        let demand = leakageDemand(counted.map(\.costs), tilePowers: tilePowers)
        let energies = inputs.counting.leakageEnergies(demand)
        let powers = inputs.counting.leakagePowers(demand)
        return assembled.indices.map { index in
            LayerEstimate(
                costs: counted[index].costs, peak: counted[index].peak, breakdown: counted[index].breakdown,
                passBreakdown: counted[index].passBreakdown,
                leakagePower: powers[index],
                leakageEnergy: energies[index], programming: assembled[index].programming,
                conversions: assembled[index].conversions,
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
        let loaded = inputs.counting.imageBits(
            beforeLayer: index, channelBits: bits, channels: first.inputChannels)
        return loaded.map { chip.accessDRAM(bits: $0) } ?? .zero
    }

    /// Leakage of one tile of each layer [W]. The last addition of adders that rest may have been in an earlier layer.
    private func tileLeakage(_ assembled: [AssembledLayer]) -> [Double] {
        let trains = inputs.configuration.estimatesTraining
        var lastElementUnits: [Mapping: Int] = [:]
        var lastTileUnits: [Mapping: Int] = [:]
        if inputs.counting.runsLayersBeforeCounting {
            for (placement, layer) in zip(placements, assembled) {
                lastElementUnits[placement.mapping] = layer.elementUnits ?? lastElementUnits[placement.mapping]
                lastTileUnits[placement.mapping] = layer.tileUnits ?? lastTileUnits[placement.mapping]
            }
        }
        var known: [(mapping: Mapping, use: TileUse, power: Double)] = []
        return assembled.indices.map { index in
            let mapping = placements[index].mapping
            lastElementUnits[mapping] = assembled[index].elementUnits ?? lastElementUnits[mapping]
            lastTileUnits[mapping] = assembled[index].tileUnits ?? lastTileUnits[mapping]
            let usesTransposed = trains && inputs.counting.leaksTransposedReadOut(inLayer: index)
            let use = TileUse(
                includesTransposed: usesTransposed, elementUnits: lastElementUnits[mapping],
                tileUnits: lastTileUnits[mapping])
            if let found = known.first(where: { $0.mapping == mapping && $0.use == use }) { return found.power }
            let power = chip.tile(for: mapping).powered(use).leakagePower
            known.append((mapping, use, power))
            return power
        }
    }

    /// Times and powers from which the leakage energy of each layer follows.
    private func leakageDemand(_ costs: [PhaseCosts], tilePowers: [Double]) -> LeakageDemand {
        let pace = PipelinePace(costs, counting: inputs.counting)
        let run = costs.reduce(0) { $0 + $1.weightGradient.latency + $1.weightUpdate.latency } + pace.passes
        return LeakageDemand(
            layers: placements.indices.map { index in
                LeakageDemand.Layer(
                    tiles: placements[index].tiles, tilePower: tilePowers[index],
                    cellPowerInUse: chip.tile(for: placements[index].mapping).cellLeakageInUse,
                    reading: costs[index].forward.latency + costs[index].activationGradient.latency,
                    total: costs[index].total.latency)
            },
            sharedPower: chip.sharedLeakagePower, isPipelined: inputs.configuration.isPipelined,
            passes: pace.passes, run: run)
    }
}

/// The times that determine the throughput of a pipeline, in which all layers read at the same time.
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
    init(_ costs: [PhaseCosts], counting: any CountingPolicy) {
        let times = costs.map { PassTimes(forward: $0.forward.latency, gradient: $0.activationGradient.latency) }
        let sums = times.map { $0.forward + $0.gradient }
        slowest = sums.indices.max { sums[$0] < sums[$1] }
        let pace = counting.pace(times, slowest: slowest)
        forward = pace.forward
        activationGradient = pace.gradient
    }
}

/// Adds layers up to the chip.
struct ChipCounting {
    let chip: Chip
    let network: Network

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
            operations: countedOperations, efficiencyMargin: chip.inputs.counting.efficiencyMargin,
            endlessUpdate: EndlessUpdate(layers))
    }

    /// Leakage of the whole run [J]: that of the layers and, in a pipeline, where it is charged to none, of what they
    /// share.
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
        let pace = PipelinePace(costs, counting: chip.inputs.counting)
        var result = sum(costs)
        result.forward.latency = pace.forward
        result.activationGradient.latency = pace.activationGradient
        return result
    }

    private func pipelinedBreakdown(_ layers: [LayerEstimate]) -> CostBreakdown {
        var result = layers.reduce(CostBreakdown()) { $0 + $1.breakdown }
        let counting = chip.inputs.counting
        let slowest = PipelinePace(layers.map(\.costs), counting: counting).slowest
        for category in CostBreakdown.categories {
            let times = PipelinedCategory(
                latencies: layers.map { $0.breakdown[keyPath: category.path].latency },
                passes: layers.map { $0.passBreakdown[keyPath: category.path].latency }, slowest: slowest,
                use: category.use)
            result[keyPath: category.path].latency = counting.latency(of: times)
        }
        return result
    }

    /// Operations of an image, or of an epoch: a training step takes three times as many, but for the errors of the
    /// first layer's inputs, which are not needed.
    private var countedOperations: Double {
        let counting = chip.inputs.counting
        let image = counting.operations(of: network)
        guard configuration.estimatesTraining, let first = network.layers.first else { return image }
        let unneeded = counting.operations(of: first)
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
