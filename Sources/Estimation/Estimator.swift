import Architecture
import Configuration
import Diagnostics
import Workload

/// Runs an estimate: parameters, network and trace in, figures out.
public struct Estimator: Sendable {
    /// The parameters.
    public let configuration: Configuration
    /// The network.
    public let network: Network
    /// The sized chip.
    public let chip: Chip

    var inputs: DesignInputs { chip.inputs }

    /// Sizes the chip.
    ///
    /// - Parameters:
    ///   - configuration: The parameters.
    ///   - network: The network.
    ///   - weightBits: Bits of a weight.
    ///   - activationBits: Bits of an activation.
    ///   - rules: How to count; by default what the configuration's `accounting` says.
    /// - Throws: `InputError` when the parameters have no chip.
    public init(
        configuration: Configuration, network: Network, weightBits: Int, activationBits: Int,
        rules: AccountingRules? = nil
    ) throws(InputError) {
        self.configuration = configuration
        self.network = network
        let inputs = try DesignInputs(
            configuration: configuration, weightBits: weightBits, activationBits: activationBits, rules: rules)
        chip = try Chip(network: network, inputs: inputs)
    }

    /// Estimates the network on the chip.
    ///
    /// - Parameters:
    ///   - trace: Weights and activations.
    ///   - source: Where they came from, for the report.
    ///   - threads: Threads to use; figures do not depend on it.
    /// - Throws: `InputError` when the trace cannot be read or does not fit the network.
    public func estimate(
        _ trace: some Trace, source: WorkloadSource, threads: Int = defaultThreadCount
    ) throws(InputError) -> Estimate {
        let model = try ArrayModel(chip)
        var assembled: [AssembledLayer] = []
        var activities: [Double] = []
        var warnings: [String] = Estimator.warnings(inputs)
        var drivers = DriverTime.none
        for index in network.layers.indices {
            let result = try assemble(index, trace: trace, model: model, drivers: drivers, threads: threads)
            drivers = result.drivers
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
        warnings += ReferenceLimits(chip: chip, network: network).warnings
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
            chip: ChipCounting(chip: chip, network: network, operations: operations).total(layers),
            operations: operations, warnings: warnings)
    }

    private func assemble(
        _ index: Int, trace: some Trace, model: ArrayModel, drivers: DriverTime, threads: Int
    ) throws(InputError) -> (layer: AssembledLayer, activity: Double, drivers: DriverTime, warning: String?) {
        let layer = network.layers[index]
        let placement = chip.floorplan.layers[index]
        let matrix = placement.matrix
        let recorded = try trace.layer(
            index,
            LayerRequest(
                activationBits: inputs.activationBits, minimumVectors: matrix.unpaddedVectors,
                preferredVectors: matrix.vectors, includesOldWeights: configuration.estimatesTraining))
        let reorders = placement.mapping == .novel && !inputs.rules.takesChannelsForPositions
        let layerTrace = reorders ? recorded.positionByPosition(matrix.kernelPositions) : recorded
        let hasGradient = configuration.estimatesTraining && index > 0
        let evaluation = LayerEvaluation(
            model: model, placement: placement, layer: layer,
            strategy: chip.floorplan.strategy(for: placement.mapping), trace: layerTrace, hasGradient: hasGradient,
            threads: threads)
        let assembly = LayerAssembly(chip: chip, layer: layer, placement: placement, hasGradient: hasGradient)
        let tallies = evaluation.tallies(after: drivers)
        let assembled = assembly.assemble(tallies)
        var warning: String?
        if evaluation.shortfall > 1 {
            warning =
                "\(layer.label(at: index)): the trace holds \(layerTrace.inputs.vectors) of "
                + "\(matrix.vectors) input vectors; figures of its arrays are scaled up"
        }
        return (assembled, layerTrace.activity ?? configuration.syntheticActivity, tallies.drivers, warning)
    }

    static func warnings(_ inputs: DesignInputs) -> [String] {
        var result: [String] = []
        let given = inputs.configuration.cellBits
        if given > inputs.weightBits {
            result.append(
                "cellBit = \(given) is more than the \(inputs.weightBits) bits of a weight; cells hold \(inputs.cellBits)"
            )
        }
        return result
    }

    /// Operations of one image, as the reference counts them and as they are.
    public static func operations(_ network: Network) -> OperationCounts {
        let layers = network.layers.map(operations(of:))
        return OperationCounts(
            reference: layers.reduce(0) { $0 + $1.reference }, exact: layers.reduce(0) { $0 + $1.exact })
    }

    /// Operations of one layer for one image. The reference has no groups: those of a grouped convolution are counted as
    /// they are.
    static func operations(of layer: Layer) -> OperationCounts {
        let exact = 2 * Double(layer.multiplyAccumulates)
        guard layer.groups == 1 else { return OperationCounts(reference: exact, exact: exact) }
        let map = Double(layer.inputHeight) * Double(layer.inputWidth) * Double(layer.inputChannels)
        let kernel = Double(layer.kernelHeight) * Double(layer.kernelWidth)
        return OperationCounts(reference: 2 * map * kernel * Double(layer.outputChannels), exact: exact)
    }
}
