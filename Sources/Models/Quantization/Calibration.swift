// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Parallelism
import Synchronization
import Workload

extension QuantizedNetwork {
    /// Quantizes a network in floating point.
    ///
    /// Every convolution, fully connected layer and product of two activations becomes integers; everything else stays in
    /// floating point.
    ///
    /// - Parameters:
    ///   - network: the network.
    ///   - settings: bits, scales, and how activations are calibrated.
    ///   - calibration: images to run for the ranges of activations. They should not be those under test.
    ///   - threads: how many threads may work; the result does not depend on it.
    /// - Throws: `InputError` when the network is quantized already, has no layer to quantize, or the images do not fit.
    public init(
        quantizing network: NetworkGraph, settings: QuantizationSettings, calibration: ImageDataset,
        threads: Int = defaultThreadCount
    ) throws(InputError) {
        guard !network.isQuantized else {
            throw InputError("the network is quantized already; its own scales are taken", file: network.file)
        }
        let linear = network.linearNodes
        guard !linear.isEmpty else {
            throw InputError("the network has no convolution or fully connected layer to quantize", file: network.file)
        }
        let needsHistogram =
            settings.calibration != .maximum || settings.activationBits == 1
            || !network.productNodes.isEmpty && settings.products.hasSingleBits
        let ranges = try network.activationRanges(
            settings.calibration, needsHistogram: needsHistogram, images: calibration, threads: threads)
        var planned: [LayerPlan] = []
        for index in linear {
            guard case .linear(let layer) = network.nodes[index].operation,
                let range = ranges[Operand(node: index, number: 0)]
            else { continue }
            try network.requireFinite(range, index)
            planned.append(
                LayerPlan(
                    node: index, layer: layer, weights: settings.weights(layer.realWeights, outputs: layer.outputs),
                    input: settings.activation(range), source: network.nodes[index].inputs[0],
                    weightsAreOdd: settings.weightsAreOdd))
        }
        var products: [ProductPlan] = []
        for index in network.productNodes {
            guard let input = ranges[Operand(node: index, number: 0)],
                let stored = ranges[Operand(node: index, number: 1)]
            else { continue }
            for range in [input, stored] { try network.requireFinite(range, index) }
            products.append(
                ProductPlan(
                    node: index, input: settings.productInput(input), stored: settings.productStored(stored),
                    isNarrow: true, sources: network.nodes[index].inputs))
        }
        self.init(network, planned: planned, products: products)
    }
}

/// What enters a node.
private struct Operand: Hashable {
    let node: Int
    let number: Int
}

extension NetworkGraph {
    fileprivate func requireFinite(_ range: ActivationRange, _ index: Int) throws(InputError) {
        guard range.minimum.isFinite, range.maximum.isFinite else {
            throw InputError(
                "node `\(nodes[index].name)`: its input is not finite for the calibration images", file: file)
        }
    }

    /// Ranges of what enters each convolution, fully connected layer and product of two activations.
    fileprivate func activationRanges(
        _ calibration: QuantizationSettings.Calibration, needsHistogram: Bool, images: ImageDataset, threads: Int
    ) throws(InputError) -> [Operand: ActivationRange] {
        let found = Mutex<[Operand: ActivationRecord]>([:])
        try observe(images, threads: threads) { operand, input in
            var range = ActivationRecord()
            for value in input {
                // A number that is none makes both ends infinite.
                range.minimum = value.isNaN ? -.infinity : min(range.minimum, Double(value))
                range.maximum = max(range.maximum, Double(value))
            }
            let part = range
            found.withLock { $0[operand, default: ActivationRecord()].merge(part) }
        }
        var ranges = found.withLock { $0 }
        if needsHistogram {
            let known = ranges
            let histograms = Mutex<[Operand: [Int]]>([:])
            try observe(images, threads: threads) { operand, input in
                guard let range = known[operand] else { return }
                let part = Self.histogram(input, top: max(range.maximum, -range.minimum))
                histograms.withLock { all in
                    let sum = all[operand] ?? [Int](repeating: 0, count: ActivationRecord.binCount)
                    all[operand] = zip(sum, part).map(+)
                }
            }
            for (operand, histogram) in histograms.withLock({ $0 }) { ranges[operand]?.histogram = histogram }
        }
        return ranges.mapValues { $0.range(calibration) }
    }

    private static func histogram(_ values: [Double], top: Double) -> [Int] {
        var counts = [Int](repeating: 0, count: ActivationRecord.binCount)
        guard top > 0, top.isFinite else { return counts }
        let factor = Double(counts.count) / top
        for value in values where value.isFinite {
            counts[min(counts.count - 1, Int(value.magnitude * factor))] += 1
        }
        return counts
    }

    /// Runs the network in double precision and shows what enters layers and products of two activations.
    private func observe(
        _ images: ImageDataset, threads: Int, _ see: @Sendable (Operand, _ input: [Double]) -> Void
    ) throws(InputError) {
        let executor = GraphExecutor<Double>(self)
        _ = try batched(images, graph: self, threads: threads, size: batchSize) { (input: [Double], range) in
            executor.run(
                input, images: range.count, observe: { see(Operand(node: $0, number: $1), $2) })
        }
    }
}
