// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Counting

/// Puts the cost of a processing element together from its subarrays.
struct ElementEstimation {
    let element: ProcessingElement
    let tallies: LayerTallies
    /// Input bit vectors.
    let reads: Int
    /// Whether errors are propagated back through this layer.
    let hasGradient: Bool
    /// How copies of the weights share the input vectors.
    let sharing: VectorSharing
    /// Copies of the element that share the input vectors [1].
    let elementCopies: Int

    private var inputs: DesignInputs { element.inputs }

    /// Cost of the weights in `region`; the subarrays of the element hold copies of them.
    func cost(_ region: MatrixRegion, copies: (rows: Int, columns: Int) = (1, 1)) -> BlockCost {
        var result = compute(region, copies: copies)
        result.forwardPeak = result.forward
        result.gradientPeak = result.gradient
        result.updatePeak = result.update
        result.move(
            element.move(rows: region.rows, columns: region.columns, reads: reads)
                .aroundArrays(inputs.counting), hasGradient: hasGradient)
        return result
    }

    /// Partial sums that the element adds, or nil when its adder tree rests.
    func unitsAdded(_ region: MatrixRegion, copies: (rows: Int, columns: Int)) -> Int? {
        fillsElement(copies) ? nil : element.unitsAdded(rows: region.rows)
    }

    /// Whether every subarray holds all of the weights, so that no results are added up.
    private func fillsElement(_ copies: (rows: Int, columns: Int)) -> Bool {
        let isCopied = copies.rows * copies.columns > 1
        return isCopied && copies.rows >= element.subarrayRows && copies.columns >= element.subarrayColumns
    }

    private func compute(_ region: MatrixRegion, copies: (rows: Int, columns: Int)) -> BlockCost {
        let count = Double(copies.rows * copies.columns)
        let addsUp = !fillsElement(copies)
        let adders = addsUp ? element.accumulate(rows: region.rows, reads: reads) : .zero
        let charge =
            addsUp && count > 1
            ? inputs.counting.adderTreeCharge(
                latency: adders.latency, energy: adders.energy, hasGradient: hasGradient) : nil
        var result = BlockCost()
        let (height, width) = (inputs.configuration.subarrayRows, inputs.configuration.subarrayColumns)
        let read =
            count > 1
            ? region
            : region.within(
                rows: element.subarrayRows * height, columns: element.subarrayColumns * width)
        let blocks = read.blocks(height: height, width: width)
        for block in blocks {
            var cost = tallies.cost(of: block)
            if let charge { cost.add(charge) }
            result = result.alongside(cost, counting: inputs.counting)
        }
        if addsUp && charge == nil {
            result.compute(adders, as: \.accumulation, hasGradient: hasGradient)
        }
        guard count > 1 else { return result }
        result = result.readsShared(by: sharing.effectiveCopies(copies.rows * copies.columns, of: elementCopies))
        result.update.energy *= count
        return result
    }
}

extension BlockCost {
    /// Adds what an adder tree charges to a subarray.
    fileprivate mutating func add(_ charge: AdderTreeCharge) {
        let forward = OperationCost(latency: charge.forwardLatency, energy: charge.forwardEnergy)
        self.forward += forward
        accumulation += forward
        gradient += OperationCost(latency: charge.gradientLatency, energy: charge.gradientEnergy)
        accumulation.energy += charge.gradientEnergy
    }
}
