// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Parallelism
import Synchronization
import Workload

/// The range of a layer's input activations for the calibration images.
struct ActivationRange: Sendable, Equatable {
    /// The smallest one.
    var minimum = Double.infinity
    /// The largest one.
    var maximum = -Double.infinity
    /// Counts in equal parts of the magnitudes from 0 to the largest.
    var histogram: [Int] = []
    /// The magnitude that counts as the largest.
    var largest = 0.0

    /// Parts of a histogram.
    static let binCount = 4096

    mutating func merge(_ other: ActivationRange) {
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
    }

    /// The mean magnitude, to half a part of the histogram.
    var meanMagnitude: Double {
        let count = histogram.reduce(0, +)
        let top = max(maximum, -minimum)
        guard count > 0, top > 0 else { return 0 }
        let sum = histogram.enumerated().reduce(0.0) { $0 + (Double($1.offset) + 0.5) * Double($1.element) }
        return sum / Double(count) * top / Double(histogram.count)
    }

    /// The magnitude that a share of the activations does not exceed.
    func magnitude(percent: Double) -> Double {
        let top = max(maximum, -minimum)
        let count = histogram.reduce(0, +)
        let wanted = Double(count) * percent / 100
        var sum = 0
        for (bin, number) in histogram.enumerated() {
            sum += number
            if Double(sum) >= wanted { return top * Double(bin + 1) / Double(histogram.count) }
        }
        return top
    }
}

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
        let found = Mutex<[Operand: ActivationRange]>([:])
        try observe(images, threads: threads) { operand, input in
            var range = ActivationRange()
            for value in input {
                // A number that is none makes both ends infinite.
                range.minimum = value.isNaN ? -.infinity : min(range.minimum, Double(value))
                range.maximum = max(range.maximum, Double(value))
            }
            let part = range
            found.withLock { $0[operand, default: ActivationRange()].merge(part) }
        }
        var ranges = found.withLock { $0 }
        if needsHistogram {
            let known = ranges
            let histograms = Mutex<[Operand: [Int]]>([:])
            try observe(images, threads: threads) { operand, input in
                guard let range = known[operand] else { return }
                let part = Self.histogram(input, top: max(range.maximum, -range.minimum))
                histograms.withLock { all in
                    let sum = all[operand] ?? [Int](repeating: 0, count: ActivationRange.binCount)
                    all[operand] = zip(sum, part).map(+)
                }
            }
            for (operand, histogram) in histograms.withLock({ $0 }) { ranges[operand]?.histogram = histogram }
        }
        return ranges.mapValues { range in
            var range = range
            range.largest = max(range.maximum, -range.minimum)
            if case .percentile(let percent) = calibration { range.largest = range.magnitude(percent: percent) }
            return range
        }
    }

    private static func histogram(_ values: [Double], top: Double) -> [Int] {
        var counts = [Int](repeating: 0, count: ActivationRange.binCount)
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
        _ = try batched(images, graph: self, threads: threads, unfolded: 1) { (input: [Double], range) in
            executor.run(
                input, images: range.count, observe: { see(Operand(node: $0, number: $1), $2) })
        }
    }
}
