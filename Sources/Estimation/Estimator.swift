// SPDX-License-Identifier: Apache-2.0

import ActivationWork
import Circuits
import Architecture
import Configuration
import Counting
import Diagnostics
import Parallelism
import Workload

/// Runs an estimate: parameters, network and trace in, figures out.
public struct Estimator: Sendable {
    /// The parameters.
    public let configuration: Configuration
    /// The network.
    public let network: Network
    /// The sized chip.
    public let chip: Chip
    /// The sized hardware for work on activations; nil where the network has no such work, in training, and at nodes whose
    /// silicon has no published figures.
    public let activationMachine: ActivationMachine?

    var inputs: DesignInputs { chip.inputs }

    /// Sizes the chip.
    ///
    /// - Parameters:
    ///   - configuration: The parameters.
    ///   - network: The network.
    ///   - weightBits: Bits of a weight.
    ///   - activationBits: Bits of an activation.
    ///   - others: Networks with the same weights that the chip runs as well, such as a language model for another number of
    ///     tokens. Buffers are large enough for each of them.
    ///   - revision: Records, cells, circuits and counting.
    ///   - chips: Chips of earlier designs, with the same revisions; nil for none.
    /// - Throws: `InputError` when the parameters have no chip.
    public init(
        configuration: Configuration, network: Network, weightBits: Int, activationBits: Int,
        alsoRunning others: [Network] = [], revision: Revision, chips: SizedChips? = nil
    ) throws(InputError) {
        self.configuration = configuration
        self.network = network
        let all = [network] + others
        func sized() throws(InputError) -> Chip {
            let inputs = try DesignInputs(
                configuration: configuration, weightBits: weightBits, activationBits: activationBits, revision: revision
            )
            let largest = all.map { FeatureMaps($0, inputs: inputs).bufferBits }
            let sizing = largest.firstIndex(of: largest.max() ?? 0).map { all[$0] } ?? network
            return try Chip(network: sizing, floorplan: Floorplan(network: network, inputs: inputs), inputs: inputs)
        }
        if let chips {
            let key = SizedChips.Key(
                parameters: configuration.chipParameters, networks: all, weightBits: weightBits,
                activationBits: activationBits)
            chip = try chips.chip(key, size: sized)
        } else {
            chip = try sized()
        }
        activationMachine = Estimator.activationMachine(
            configuration, for: all, activationBits: activationBits)
    }

    /// Estimates the network on the chip.
    ///
    /// - Parameters:
    ///   - trace: Weights and activations.
    ///   - source: Where they came from, for the report.
    ///   - threads: Threads to use; figures do not depend on it.
    /// - Returns: The figures of the chip and its layers.
    /// - Throws: `InputError` when the trace cannot be read or does not fit the network.
    public func estimate(
        _ trace: some Trace, source: WorkloadSource, threads: Int = defaultThreadCount
    ) throws(InputError) -> Estimate {
        let model = try ArrayModel(chip)
        var assembled: [AssembledLayer] = []
        var activities: [Double] = []
        var warnings: [String] = Estimator.warnings(configuration, inputs)
        var history = inputs.counting.selectionHistory
        for index in network.layers.indices {
            let result = try assemble(index, trace: trace, model: model, history: history, threads: threads)
            history = result.history
            assembled.append(result.layer)
            activities.append(result.activity)
            if let warning = result.warning { warnings.append(warning) }
        }
        return complete(assembled, activities: activities, source: source, warnings: warnings)
    }

    /// Counts assembled layers for an image or an epoch, and adds them up to the chip.
    func complete(
        _ assembled: [AssembledLayer], activities: [Double], source: WorkloadSource, warnings: [String]
    ) -> Estimate {
        var warnings = warnings
        let counting = LayerCounting(chip: chip, network: network)
        let layers = counting.layers(assembled, activities: activities)
        let operations = Estimator.operations(network)
        warnings += inputs.revision.limits.warnings(on: chip, network: network)
        let activations = activationMachine?.estimate(network)
        if activations == nil, let warning = Estimator.warning(ofWorkLeftOutBy: network) { warnings.append(warning) }
        if let endless = EndlessUpdate(layers) {
            warnings.append(
                "in the reference's accounting the weight update never ends, so that throughput is 0: "
                    + "\(endless.cause.description); accounting = exact gives the hardware's figure")
        }
        return Estimate(
            configuration: configuration, network: network, weightBits: inputs.weightBits,
            activationBits: inputs.activationBits, source: source, floorplan: chip.floorplan,
            geometry: chip.geometry, area: chip.area,
            totalArea: chip.totalArea, layers: layers,
            chip: ChipCounting(chip: chip, network: network).total(layers), clockPeriod: inputs.clock?.period,
            operations: operations, activations: activations, warnings: warnings)
    }

    private func assemble(
        _ index: Int, trace: some Trace, model: ArrayModel, history: any SelectionHistory, threads: Int
    ) throws(InputError) -> (layer: AssembledLayer, activity: Double, history: any SelectionHistory, warning: String?) {
        let layer = network.layers[index]
        let placement = chip.floorplan.layers[index]
        let matrix = placement.matrix
        let recorded = try trace.layer(
            index,
            LayerRequest(
                activationBits: inputs.activationBits, minimumVectors: max(1, matrix.unpaddedVectors),
                preferredVectors: max(1, matrix.vectors), includesOldWeights: configuration.estimatesTraining))
        let layerTrace =
            placement.mapping == .novel
            ? recorded.positionByPosition(inputs.counting.regroupedPositions(ofKernel: matrix.kernelPositions))
            : recorded
        let hasGradient = configuration.estimatesTraining && index > 0
        let evaluation = LayerEvaluation(
            model: model, placement: placement, layer: layer,
            strategy: chip.floorplan.strategy(for: placement.mapping), trace: layerTrace, hasGradient: hasGradient,
            threads: threads)
        let assembly = LayerAssembly(chip: chip, layer: layer, placement: placement, hasGradient: hasGradient)
        let tallies = evaluation.tallies(after: history)
        let assembled = assembly.assemble(tallies)
        var warning: String?
        if evaluation.shortfall > 1 {
            warning =
                "\(layer.label(at: index)): the trace holds \(layerTrace.inputs.vectors) of "
                + "\(matrix.vectors) input vectors; figures of its arrays are scaled up"
        }
        return (assembled, layerTrace.activity ?? configuration.syntheticActivity, tallies.history, warning)
    }

    /// Hardware for work on activations, for inference of networks that have such work.
    private static func activationMachine(
        _ configuration: Configuration, for networks: [Network], activationBits: Int
    ) -> ActivationMachine? {
        guard !configuration.estimatesTraining, networks.contains(where: { !$0.workBesideLayers.isEmpty }) else {
            return nil
        }
        return configuration.activationHardware(activationBits: activationBits).map {
            ActivationMachine($0, for: networks)
        }
    }

    /// Says which steps of a network have no figures; nil where all have.
    static func warning(ofWorkLeftOutBy network: Network) -> String? {
        let left = network.workBesideLayers
        guard !left.isEmpty else { return nil }
        let dynamic = Double(network.dynamicMultiplyAccumulates)
        let share = dynamic / (dynamic + Double(network.multiplyAccumulates))
        let products = dynamic > 0 ? ", \((share * 1000).rounded() / 10) % of the multiply-accumulate operations" : ""
        let parts = left.map { "\($0.count) \($0.operation.rawValue)" }.joined(separator: ", ")
        return "the figures are those of layers with weights; they leave out \(parts)\(products)"
    }

    static func warnings(_ configuration: Configuration, _ inputs: DesignInputs) -> [String] {
        var result = configuration.deviceWarnings
        let given = inputs.requestedCellBits
        if given > inputs.weightBits {
            result.append(
                "cellBit = \(given) is more than the \(inputs.weightBits) bits of a weight; cells hold \(inputs.cellBits)"
            )
        }
        return result
    }

    /// Operations of one image, on the input map and as they are.
    public static func operations(_ network: Network) -> OperationCounts {
        let layers = network.layers.map(operations(of:))
        return OperationCounts(
            onInputMap: layers.reduce(0) { $0 + $1.onInputMap }, exact: layers.reduce(0) { $0 + $1.exact })
    }

    /// Operations of one layer for one image. The reference has no groups: those of a grouped convolution are counted
    /// as they are.
    static func operations(of layer: Layer) -> OperationCounts {
        OperationCounts(onInputMap: layer.operationsOnInputMap, exact: layer.operations)
    }
}
