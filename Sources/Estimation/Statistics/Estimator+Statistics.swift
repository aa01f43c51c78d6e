// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Counting
import Diagnostics
import Workload

extension Estimator {
    /// Estimates the network on the chip from averages, without a trace: expected latency and energy.
    ///
    /// Reads no file and starts no thread; the same statistics give the same figures.
    ///
    /// - Parameters:
    ///   - statistics: Averages of weights and activations.
    ///   - origin: What they were concluded from, for the report.
    /// - Returns: The figures of the chip and its layers.
    /// - Throws: `InputError` when they do not fit the network or the precision of the estimate.
    public func estimate(
        statistics: NetworkStatistics, origin: StatisticsOrigin = .parameters
    ) throws(InputError) -> Estimate {
        try check(statistics)
        var evaluation = StatisticsEvaluation(try StatisticsModel(chip))
        var assembled: [AssembledLayer] = []
        var activities: [Double] = []
        var history = inputs.counting.selectionHistory
        for (index, layer) in network.layers.enumerated() {
            let placement = chip.floorplan.layers[index]
            let hasGradient = configuration.estimatesTraining && index > 0
            let grid = LayerGrid(
                placement, strategy: chip.floorplan.strategy(for: placement.mapping), inputs: inputs)
            let tallies = evaluation.tallies(
                statistics.layers[index], grid: grid, matrix: placement.matrix, hasGradient: hasGradient,
                after: history)
            history = tallies.history
            let assembly = LayerAssembly(chip: chip, layer: layer, placement: placement, hasGradient: hasGradient)
            assembled.append(assembly.assemble(tallies))
            activities.append(statistics.layers[index].activity ?? configuration.syntheticActivity)
        }
        return complete(
            assembled, activities: activities, source: .statistics(origin),
            warnings: Estimator.warnings(configuration, inputs))
    }

    /// Checks that statistics are those of this network.
    private func check(_ statistics: NetworkStatistics) throws(InputError) {
        guard statistics.activationBits == inputs.activationBits else {
            throw InputError(
                "the statistics are of activations of \(statistics.activationBits) bits, not \(inputs.activationBits)")
        }
        guard statistics.layers.count == network.layers.count else {
            throw InputError(
                "the statistics are of \(statistics.layers.count) layers, the network has \(network.layers.count)")
        }
        for (index, layer) in network.layers.enumerated() {
            let measured = statistics.layers[index]
            guard measured.rows == layer.weightRows, measured.outputs == layer.outputChannels else {
                throw InputError(
                    "\(layer.label(at: index)) has \(layer.weightRows) x \(layer.outputChannels) weights, but the "
                        + "statistics are of \(measured.rows) x \(measured.outputs)")
            }
            guard measured.activations.count == statistics.activationBits else {
                throw InputError(
                    "\(layer.label(at: index)): statistics of \(measured.activations.count) bits in place of "
                        + "\(statistics.activationBits)")
            }
        }
    }
}
