// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Counting
import Foundation

/// How much the time of a block scatters, and how far the slowest of blocks that work side by side stays behind the
/// mean.
///
/// Blocks read different inputs. The time of a block's reads is a sum over many input vectors, nearly normal, and the
/// mean of the largest of B normal numbers is the mean of one of them plus z(B) standard deviations. Blocks of the same
/// wordlines read the same inputs and count once. Latencies are, in order: forward, gradient, conversion, accumulation,
/// array, both passes.
struct SlowestBlock: Sendable {
    /// Variances of latencies over all reads so far [s²].
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

    /// The mean cost of a block with its latencies so many standard deviations larger.
    func delayed(_ cost: BlockCost, by deviations: SIMD8<Double>, counting: any CountingPolicy) -> BlockCost {
        var result = cost
        let latencies = counting.latencies(
            Self.means(cost), delayedBy: variances.squareRoot() * deviations)
        result.forward.latency = latencies[0]
        result.gradient.latency = latencies[1]
        result.conversion.latency = latencies[2]
        result.accumulation.latency = latencies[3]
        result.array.latency = latencies[4]
        return result
    }

    /// By how many standard deviations blocks are slower than in the mean where the slowest of them all is as slow as
    /// it is in the mean, for each latency.
    ///
    /// - Parameters:
    ///   - blocks: Kinds of blocks with different inputs, their mean costs, and how many there are of each.
    ///   - largest: The mean of the largest of so many standard normal numbers: ``largest(of:)``, or what is known of it.
    /// - Returns: The number of standard deviations for each latency [1].
    static func delays(
        _ blocks: [(cost: BlockCost, scatter: SlowestBlock, count: Int)],
        largest: (Int) -> Double = { SlowestBlock.largest(of: $0) }
    ) -> SIMD8<Double> {
        let total = blocks.reduce(0) { $0 + $1.count }
        guard total > 1 else { return .zero }
        guard blocks.count > 1 else { return SIMD8(repeating: largest(total)) }
        var result = SIMD8<Double>.zero
        for index in 0..<6 {
            let times = blocks.map { block in
                NormalTime(
                    mean: means(block.cost)[index], deviation: block.scatter.variances[index].squareRoot(),
                    count: block.count)
            }
            result[index] = NormalTime.delay(times)
        }
        return result
    }

    private static func means(_ cost: BlockCost) -> SIMD8<Double> {
        let (forward, gradient) = (cost.forward.latency, cost.gradient.latency)
        return SIMD8(
            forward, gradient, cost.conversion.latency, cost.accumulation.latency, cost.array.latency,
            forward + gradient, 0, 0)
    }

    /// Mean of the largest of `count` standard normal numbers [1].
    static func largest(of count: Int) -> Double {
        guard count > 1 else { return 0 }
        var sum = 0.0
        var reached = 0.0
        for (place, share) in places {
            let next = power(share, count)
            sum += place * (next - reached)
            reached = next
        }
        return sum
    }

    /// Places along the standard normal distribution, and the share of it that lies below the middle between each and the
    /// next.
    private static let places: [(place: Double, share: Double)] = {
        let step = 0.1
        return stride(from: -5.95, through: 6.05, by: step).map { place in
            (place, erfc(-(place + step / 2) / 2.0.squareRoot()) / 2)
        }
    }()
}

/// A share from 0 to 1 to the power of a number from 1.
@inline(__always)
private func power(_ share: Double, _ count: Int) -> Double {
    count == 1 || share == 0 || share == 1 ? share : pow(share, Double(count))
}

/// A number of equal normal times.
private struct NormalTime {
    let mean: Double
    let deviation: Double
    let count: Int

    /// By how many standard deviations all have to be larger for the largest to be what the largest is in the mean.
    static func delay(_ times: [NormalTime]) -> Double {
        guard times.contains(where: { $0.deviation > 1e-9 * $0.mean }) else { return 0 }
        let largest = meanOfLargest(times)
        var (low, high) = (0.0, 8.0)
        for _ in 0..<40 {
            let middle = (low + high) / 2
            let reached = times.reduce(0) { max($0, $1.mean + middle * $1.deviation) }
            if reached < largest { low = middle } else { high = middle }
        }
        return low
    }

    /// The mean of the largest: U less the integral of its distribution up to U, beyond which there is nothing.
    private static func meanOfLargest(_ times: [NormalTime]) -> Double {
        let last = times.reduce(0) { max($0, $1.mean + 6 * $1.deviation) }
        let first = times.reduce(0) { max($0, $1.mean - 6 * $1.deviation) }
        let steps = 96
        let width = (last - first) / Double(steps)
        guard width > 0 else { return last }
        var integral = 0.0
        for step in 0..<steps {
            let time = first + (Double(step) + 0.5) * width
            var share = 1.0
            for block in times where share > 0 {
                let place = block.deviation > 0 ? (time - block.mean) / block.deviation : time < block.mean ? -9 : 9
                share *= power(erfc(-place / 2.0.squareRoot()) / 2, block.count)
            }
            integral += share * width
        }
        return last - integral
    }
}
