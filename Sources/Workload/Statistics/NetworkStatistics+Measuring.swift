// SPDX-License-Identifier: Apache-2.0

import Diagnostics

extension NetworkStatistics {
    /// Measures the statistics of a trace, layer by layer.
    ///
    /// - Parameters:
    ///   - trace: the trace.
    ///   - weightBits: bits of a weight.
    ///   - activationBits: bits of an activation.
    ///   - weightRange: the smallest weight and the largest one; others count as the nearer of the two.
    ///   - vectors: the smallest number of input vectors of a layer.
    /// - Throws: `InputError` when the trace cannot be read.
    public init(
        measuring trace: some Trace, weightBits: Int, activationBits: Int, weightRange: ClosedRange<Double>,
        vectors: (Layer) -> Int = { _ in 1 }
    ) throws(InputError) {
        let span = weightRange.upperBound - weightRange.lowerBound
        guard span.isFinite, span > 0 else {
            throw InputError("the range of weights is empty or endless: \(weightRange)")
        }
        var layers: [LayerStatistics] = []
        for (index, layer) in trace.network.layers.enumerated() {
            let request = LayerRequest(
                activationBits: activationBits, minimumVectors: vectors(layer), includesOldWeights: true)
            layers.append(
                LayerStatistics(try trace.layer(index, request), weightBits: weightBits, weightRange: weightRange))
        }
        self.init(weightBits: weightBits, activationBits: activationBits, layers: layers)
    }
}

extension LayerStatistics {
    /// Rows over which the correlation of activation bits is measured: those of a common subarray.
    static let measuredRows = 128

    /// Fewest bits of the grid on which weights are counted.
    private static let fewestBits = 8

    /// Measures the trace of a layer.
    init(_ trace: LayerTrace, weightBits: Int, weightRange: ClosedRange<Double>) {
        let grid = LevelGrid(
            bits: min(max(weightBits, LayerStatistics.fewestBits), WeightDistribution.mostBits), range: weightRange)
        var counts = [Int](repeating: 0, count: grid.lastLevel + 1)
        for weight in trace.weights.values { counts[grid.level(weight)] += 1 }
        let used = counts.indices.filter { counts[$0] > 0 }
        let total = Double(max(1, trace.weights.count))
        self.init(
            rows: trace.weights.rows, outputs: trace.weights.columns,
            activations: BitStatistics.measured(trace.inputs),
            weights: WeightDistribution(
                bits: grid.bits, range: weightRange, levels: used, shares: used.map { Double(counts[$0]) / total }),
            changes: trace.oldWeights.map { LevelChanges(from: $0, to: trace.weights, grid: grid) },
            activity: trace.activity)
    }
}

/// The levels that weights are counted on.
private struct LevelGrid {
    let bits: Int
    private let minimum: Double
    private let maximum: Double
    private let scale: Double

    init(bits: Int, range: ClosedRange<Double>) {
        self.bits = bits
        minimum = range.lowerBound
        maximum = range.upperBound
        scale = Double(1 << bits) / (range.upperBound - range.lowerBound)
    }

    var lastLevel: Int { 1 << bits }

    /// The level that is nearest to a weight.
    func level(_ weight: Double) -> Int {
        guard weight > minimum else { return 0 }
        return weight < maximum ? min(lastLevel, Int(((weight - minimum) * scale).rounded())) : lastLevel
    }
}

extension LevelChanges {
    /// The differences between two matrices of one shape.
    fileprivate init(from old: WeightMatrix, to new: WeightMatrix, grid: LevelGrid) {
        var counts: [Transition: Int] = [:]
        for (after, before) in zip(new.values, old.values) where after != before {
            let level = grid.level(after)
            let change = level - grid.level(before)
            if change != 0 { counts[Transition(level: level, change: change), default: 0] += 1 }
        }
        let used = counts.sorted { ($0.key.level, $0.key.change) < ($1.key.level, $1.key.change) }
        let total = Double(max(1, new.count))
        self.init(
            levels: used.map(\.key.level), changes: used.map(\.key.change),
            shares: used.map { Double($0.value) / total })
    }

    private struct Transition: Hashable {
        let level: Int
        let change: Int
    }
}

extension BitStatistics {
    /// Density and correlation of each bit, the sign first.
    fileprivate static func measured(_ inputs: InputBits) -> [BitStatistics] {
        let bits = inputs.bitsPerVector
        let height = LayerStatistics.measuredRows
        let blocks = stride(from: 0, to: inputs.rows, by: height).map { $0..<min($0 + height, inputs.rows) }
        var sums = [Double](repeating: 0, count: bits)
        var moments = [[(size: Double, ones: Double, squares: Double)]](repeating: [], count: bits)
        for block in blocks {
            let counts = inputs.onesPerColumn(rows: block, columns: 0..<inputs.columns)
            for bit in 0..<bits {
                var (ones, squares) = (0.0, 0.0)
                for column in stride(from: bit, to: counts.count, by: bits) {
                    let count = Double(counts[column])
                    ones += count
                    squares += count * count
                }
                sums[bit] += ones
                moments[bit].append((Double(block.count), ones, squares))
            }
        }
        let vectors = Double(max(1, inputs.vectors))
        return (0..<bits).map { bit in
            let density = sums[bit] / (Double(max(1, inputs.rows)) * vectors)
            return BitStatistics(
                density: density, correlation: correlation(density: density, moments[bit], vectors: vectors))
        }
    }

    /// The correlation that explains the squared deviations of counts from n p, summed over blocks of n rows.
    private static func correlation(
        density: Double, _ moments: [(size: Double, ones: Double, squares: Double)], vectors: Double
    ) -> Double {
        let variance = density * (1 - density)
        let pairs = moments.reduce(0) { $0 + $1.size * ($1.size - 1) } * vectors
        guard variance > 0, pairs > 0 else { return 0 }
        let deviation = moments.reduce(0.0) { sum, block in
            let mean = block.size * density
            return sum + block.squares - 2 * mean * block.ones + mean * mean * vectors
        }
        let independent = moments.reduce(0) { $0 + $1.size } * vectors
        return min(max((deviation / variance - independent) / pairs, 0), 1)
    }
}
