import Architecture
import Foundation

/// How far the slowest of blocks that work side by side stays behind the average one.
///
/// Blocks read different inputs. The time of a block's reads is a sum over many input vectors, nearly normal, and the mean
/// of the largest of B normal numbers is the mean of one of them plus z(B) standard deviations. Blocks of the same
/// wordlines read the same inputs and count once.
struct SlowestBlock {
    /// Variances of latencies over all reads so far: forward, gradient, conversion, accumulation, array, both passes [s²].
    private var variances = SIMD8<Double>.zero
    private var mean = SIMD8<Double>.zero
    private var square = SIMD8<Double>.zero

    /// Adds a number of active wordlines of a bit.
    mutating func add(
        _ read: ReadPair, conversion: ExpectedConversion, transposed: ExpectedConversion?, share: Double
    ) {
        var times = SIMD8<Double>.zero
        times[0] = Self.latency(read.forward, conversion, &times)
        if let back = read.transposed { times[1] = Self.latency(back, transposed ?? .none, &times) }
        times[5] = times[0] + times[1]
        mean += times * share
        square += times * times * share
    }

    /// Latency of a read, whose parts are added to `times`.
    private static func latency(
        _ read: SubarrayRead, _ conversion: ExpectedConversion, _ times: inout SIMD8<Double>
    ) -> Double {
        let converting = conversion.latency * read.conversionLatencyFactor
        times[2] += read.latency.conversion + (read.countsConversionInParts ? converting : 0)
        times[3] += read.latency.accumulation
        times[4] += read.latency.array
        return read.totalLatency + converting
    }

    /// Ends a bit that is read so many times.
    mutating func endBit(reads: Double) {
        let variance = square - mean * mean
        variances += variance.replacing(with: 0, where: variance .< 0) * reads
        mean = .zero
        square = .zero
    }

    /// The cost of a block among `blocks` that are driven by inputs of their own.
    func delayed(_ cost: BlockCost, blocks: Int, rules: AccountingRules) -> BlockCost {
        let factor = Self.largest(of: blocks)
        guard factor > 0 else { return cost }
        var result = cost
        let delays = variances.squareRoot() * factor
        if rules.maximizesCategoriesSeparately {
            result.forward.latency += delays[0]
            result.gradient.latency += delays[1]
            result.conversion.latency += delays[2]
            result.accumulation.latency += delays[3]
            result.array.latency += delays[4]
            return result
        }
        // One block is the slowest in everything, so that causes still add up to the whole.
        let total = cost.forward.latency + cost.gradient.latency
        guard total > 0 else { return cost }
        let slower = 1 + delays[5] / total
        result.forward.latency *= slower
        result.gradient.latency *= slower
        result.conversion.latency *= slower
        result.accumulation.latency *= slower
        result.array.latency *= slower
        return result
    }

    /// Mean of the largest of `count` standard normal numbers [1].
    static func largest(of count: Int) -> Double {
        guard count > 1 else { return 0 }
        let step = 0.1
        var sum = 0.0
        var reached = 0.0
        for place in stride(from: -5.95, through: 6.05, by: step) {
            let next = pow(erfc(-(place + step / 2) / 2.0.squareRoot()) / 2, Double(count))
            sum += place * (next - reached)
            reached = next
        }
        return sum
    }
}
