// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import BaseKernels
import Parallelism

/// A trace drawn from a seed: the same values on every machine, with any number of threads, and for a layer no matter which
/// other layers are asked for or how many vectors.
///
/// Numbers come from SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), read by position; streams of different layers and kinds
/// begin at seeds that are themselves drawn from it. Only integer and correctly rounded floating-point operations are used.
public struct SyntheticTrace: Trace {
    /// What the values are drawn from.
    public struct Parameters: Sendable, Equatable {
        /// The seed of all streams.
        public var seed: UInt64
        /// Bits of a weight, 1 to 32: the weights lie on a grid of as many levels.
        public var weightBits: Int
        /// The range of weights; its upper end is one level above the largest weight.
        public var weightRange: ClosedRange<Double>
        /// Standard deviation of the weights before they are clipped to the range.
        public var weightSpread: Double
        /// How often activation bits are 1.
        public var activationDensity: ActivationDensity
        /// Share of the weights that the last training step has changed, by one level, 0 to 1.
        public var updateDensity: Double
        /// Fraction of lines that are active while weight gradients are computed, 0 to 1.
        public var activity: Double

        /// Makes parameters; each that is not given has the value that mimics a trained 8-bit network.
        public init(
            seed: UInt64 = 0, weightBits: Int = 8, weightRange: ClosedRange<Double> = -1...1,
            weightSpread: Double = 0.25, activationDensity: ActivationDensity = .standard,
            updateDensity: Double = 0.4, activity: Double = 0.2
        ) {
            self.seed = seed
            self.weightBits = weightBits
            self.weightRange = weightRange
            self.weightSpread = weightSpread
            self.activationDensity = activationDensity
            self.updateDensity = updateDensity
            self.activity = activity
        }
    }

    /// The network that the trace is for.
    public let network: Network
    /// What the values are drawn from.
    public let parameters: Parameters
    private let threads: Int

    /// Bits of a weight.
    public var weightBits: Int? { parameters.weightBits }
    /// Nil: a synthetic trace has any requested number of activation bits.
    public var activationBits: Int? { nil }

    /// Prepares a trace.
    ///
    /// - Parameters:
    ///   - network: the network.
    ///   - parameters: what the values are drawn from.
    ///   - threads: how many threads may work on one layer.
    /// - Throws: `InputError` when a parameter is out of its range.
    public init(
        _ network: Network, parameters: Parameters = Parameters(), threads: Int = defaultThreadCount
    ) throws(InputError) {
        self.network = network
        self.parameters = parameters
        self.threads = threads
        try parameters.validate()
    }

    /// Draws one layer, with exactly as many vectors as are preferred.
    public func layer(_ index: Int, _ request: LayerRequest) throws(InputError) -> LayerTrace {
        try request.validate()
        let layer = network.layers[index]
        let vectors = max(1, request.preferredVectors)
        guard vectors <= Layer.mostInputElements / layer.inputRows else {
            throw InputError("\(layer.label(at: index)): \(vectors) input vectors are too many to draw")
        }
        let weights = drawWeights(layer, index)
        return LayerTrace(
            weights: weights, oldWeights: request.includesOldWeights ? drawOldWeights(weights, index) : nil,
            inputs: drawInputs(layer, index, vectors: vectors, bits: request.activationBits),
            activity: parameters.activity)
    }

    // MARK: Streams

    /// The purpose of a stream of random numbers.
    private enum Stream: Int {
        case weights = 1
        case updates = 2
        case inputs = 3
    }

    private func seed(_ stream: Stream, layer: Int) -> UInt64 {
        Self.word(Self.word(parameters.seed, layer), stream.rawValue)
    }

    /// A number of the stream that begins at a seed.
    static func word(_ seed: UInt64, _ index: Int) -> UInt64 { tk_random_word(seed, UInt64(index)) }

    // MARK: Weights

    private func drawWeights(_ layer: Layer, _ index: Int) -> WeightMatrix {
        let seed = seed(.weights, layer: index)
        let grid = parameters.grid
        let spread = parameters.weightSpread
        return matrix(rows: layer.weightRows, columns: layer.outputChannels) { (places, out) in
            tk_random_weights(seed, places.lowerBound, places.count, spread, grid, out)
        }
    }

    private func drawOldWeights(_ weights: WeightMatrix, _ index: Int) -> WeightMatrix {
        let seed = seed(.updates, layer: index)
        let grid = parameters.grid
        let changed = UInt32((parameters.updateDensity * 65536).rounded())
        return matrix(rows: weights.rows, columns: weights.columns) { (places, out) in
            weights.withValues(places) { now in
                tk_random_former_weights(seed, places.lowerBound, places.count, changed, grid, now.baseAddress, out)
            }
        }
    }

    /// Makes a matrix piece by piece, in single precision where that loses nothing.
    private func matrix(
        rows: Int, columns: Int, _ draw: @Sendable (Range<Int>, UnsafeMutablePointer<Double>) -> Void
    ) -> WeightMatrix {
        guard parameters.fitsSinglePrecision else {
            let values = fill(rows * columns) { (places, out: UnsafeMutablePointer<Double>) in draw(places, out) }
            return WeightMatrix(rows: rows, columns: columns, values: values)
        }
        let values = fill(rows * columns) { (places, out: UnsafeMutablePointer<Float>) in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.drawnAtOnce) { drawn in
                guard let base = drawn.baseAddress else { return }
                for first in stride(from: places.lowerBound, to: places.upperBound, by: Self.drawnAtOnce) {
                    let part = first..<min(first + Self.drawnAtOnce, places.upperBound)
                    draw(part, base)
                    let offset = first - places.lowerBound
                    for place in 0..<part.count { out[offset + place] = Float(base[place]) }
                }
            }
        }
        return WeightMatrix(rows: rows, columns: columns, singles: values)
    }

    /// Weights that are drawn before they become numbers of single precision: few enough for the first cache.
    private static let drawnAtOnce = 2048

    /// Makes an array piece by piece.
    private func fill<Number>(
        _ count: Int, _ body: @Sendable (Range<Int>, UnsafeMutablePointer<Number>) -> Void
    ) -> [Number] {
        [Number](unsafeUninitializedCapacity: count) { buffer, initialized in
            tk_prefer_large_pages(buffer.baseAddress, count * MemoryLayout<Number>.stride)
            let shared = SharedBuffer(buffer)
            let ranges = pieces(of: count, size: 1 << 16)
            forEachInParallel(ranges.count, threads: threads) { piece in
                guard let base = shared.base else { return }
                body(ranges[piece], base + ranges[piece].lowerBound)
            }
            initialized = count
        }
    }

    // MARK: Inputs

    private func drawInputs(_ layer: Layer, _ index: Int, vectors: Int, bits: Int) -> InputBits {
        let seed = seed(.inputs, layer: index)
        let columns = vectors * bits
        let wordsPerRow = InputBits.wordsNeeded(forColumns: columns)
        let masks = DensityMasks(parameters.activationDensity.shares(bits: bits))
        // Bits of the last word beyond the last column stay 0.
        let lastMask = columns % 64 == 0 ? UInt64.max : (1 << UInt64(columns % 64)) - 1
        let rows = layer.inputRows
        let words = [UInt64](unsafeUninitializedCapacity: rows * wordsPerRow) { buffer, initialized in
            let shared = SharedBuffer(buffer)
            let ranges = pieces(of: rows, size: max(1, 4096 / wordsPerRow))
            forEachInParallel(ranges.count, threads: threads) { piece in
                guard let base = shared.base else { return }
                for row in ranges[piece] {
                    let out = base + row * wordsPerRow
                    let rowSeed = Self.word(seed, row)
                    tk_random_bits(rowSeed, wordsPerRow, masks.planes, masks.period, out)
                    out[wordsPerRow - 1] &= lastMask
                }
            }
            initialized = rows * wordsPerRow
        }
        return InputBits(rows: rows, vectors: vectors, bitsPerVector: bits, words: words)
    }
}

extension SyntheticTrace.Parameters {
    /// The levels that weights can have.
    var grid: tk_weight_grid {
        let levels = Double(sign: .plus, exponent: weightBits, significand: 1)
        let step = (weightRange.upperBound - weightRange.lowerBound) / levels
        return tk_weight_grid(minimum: weightRange.lowerBound, step: step, levels: levels)
    }

    /// Whether single precision holds all levels: multiples of a power of two with no more digits than it has.
    fileprivate var fitsSinglePrecision: Bool {
        let grid = grid
        let first = grid.minimum / grid.step
        return grid.step.significand == 1 && Float(exactly: grid.step)?.isNormal == true && first == first.rounded()
            && abs(first) + grid.levels <= Double(1 << Float.significandBitCount)
    }

    func validate() throws(InputError) {
        guard allowedBits.contains(weightBits) else {
            throw InputError("\(weightBits) weight bits (allowed: 1 to 32)", kind: .usage)
        }
        let span = weightRange.upperBound - weightRange.lowerBound
        guard span.isFinite, span > 0 else {
            throw InputError("the range of weights is empty or endless: \(weightRange)")
        }
        guard weightSpread.isFinite, weightSpread >= 0 else {
            throw InputError("the spread of weights is \(weightSpread) (allowed: 0 or more)")
        }
        guard activationDensity.isValid else {
            throw InputError("the density of activations is \(activationDensity) (allowed: shares from 0 to 1)")
        }
        for (share, name) in [(updateDensity, "update density"), (activity, "activity")]
        where !(share >= 0 && share <= 1) {
            throw InputError("the \(name) is \(share) (allowed: 0 to 1)")
        }
    }
}
