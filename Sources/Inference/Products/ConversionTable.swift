// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Foundation

/// An ADC's result for each whole partial sum: its code, or the probabilities of its codes.
final class ConversionTable: Sendable {
    /// Partial sums in the table.
    let size: Int
    /// Values by lane and sum, times what the lane counts.
    let values: ConstantArray<Double>
    /// Codes by sum.
    let codes: ConstantArray<Int32>
    /// Whether sums are beyond the range.
    let isClipped: ConstantArray<UInt8>
    /// Entries to draw codes from, by sum; nil where codes are certain.
    let bins: ConstantArray<UInt64>?
    let binBits: Int
    let codeCount: Int
    let lowestCode: Int
    /// Values by lane and number of the code, times what the lane counts.
    let codeValues: ConstantArray<Double>

    /// The most entries to draw from.
    private static let largestBins = 1 << 22

    /// Makes a table for sums; nil when it would be too large, or when the noise has no such table.
    init?(_ plan: LayerPlan, sums: ClosedRange<Int>, rows: Int) {
        let converter = plan.converter
        size = sums.count
        let exact = sums.map(Double.init)
        let nominal = converter.codes(of: exact)
        isClipped = ConstantArray(exact.map { converter.isBeyondRange($0) ? 1 : 0 })
        func value(_ code: Double) -> Double {
            converter.values.isEmpty ? code : converter.values[Int(code) - converter.lowestCode]
        }
        codes = ConstantArray(nominal.map { Int32($0) })
        values = ConstantArray(plan.laneScales.flatMap { scale in nominal.map { scale * value($0) } })
        guard plan.hardware.hasReadNoise else {
            (bins, binBits, codeCount, lowestCode) = (nil, 0, 0, 0)
            codeValues = ConstantArray([])
            return
        }
        let probabilities: [[Double]]
        let levels: [Double]
        if let table = plan.hardware.codeTable, plan.hardware.scheme == .table {
            probabilities = sums.map { table.row(at: $0) }
            levels = table.levels
            lowestCode = 0
        } else {
            guard converter.kind != Converter.none.kind else { return nil }
            let noise = NoisyConversion(plan, rows: rows)
            lowestCode = converter.lowestCode
            levels = (converter.lowestCode...converter.highestCode).map { value(Double($0)) }
            guard levels.count <= 1 << 12 else { return nil }
            probabilities = sums.map { noise.probabilities(of: Double($0)) }
        }
        codeCount = levels.count
        codeValues = ConstantArray(plan.laneScales.flatMap { scale in levels.map { $0 * scale } })
        let widest = probabilities.map { row in row.count { $0 > 0 } }.max() ?? 1
        binBits = max(1, Int(ceil(log2(Double(widest)))))
        guard size << binBits <= Self.largestBins else { return nil }
        let bits = binBits
        bins = ConstantArray(probabilities.flatMap { AliasRow($0, binBits: bits).entries })
    }
}

/// Probabilities of codes when a converter sees partial sums with normal noise.
struct NoisyConversion {
    private let plan: LayerPlan
    private let rows: Int
    /// The borders between codes [LSB].
    private let borders: [Double]

    init(_ plan: LayerPlan, rows: Int) {
        self.plan = plan
        self.rows = rows
        let converter = plan.converter
        guard converter.thresholds.isEmpty else {
            borders = converter.thresholds
            return
        }
        let shift = converter.range.rounding == .floor ? 0 : 0.5
        borders = (converter.lowestCode..<converter.highestCode).map { Double($0 + 1) - shift }
    }

    /// Probabilities of all codes for one sum.
    func probabilities(of sum: Double) -> [Double] {
        let converter = plan.converter
        let hardware = plan.hardware
        let lsb = converter.denominator / converter.numerator
        let cells = hardware.mapping == .xnor ? Double(rows) : sum
        let variance = pow(hardware.columnSigma, 2) + hardware.varianceOfOne * cells
        let sigma = (variance * lsb * lsb + pow(hardware.converterNoise, 2)).squareRoot()
        let center = (sum - converter.base) * lsb
        guard sigma > 0 else { return certain(sum) }
        let below = borders.map { tail(($0 - center) / sigma) }
        // Lower and upper tails apart, so that small probabilities keep their digits.
        return (0...borders.count).map { code in
            let low = code == 0 ? (lower: 0, upper: 1) : below[code - 1]
            let high = code == borders.count ? (lower: 1, upper: 0) : below[code]
            let probability = low.upper < 0.5 ? low.upper - high.upper : high.lower - low.lower
            // Less than half of what 32 random bits can tell apart.
            return probability < 0x1p-33 ? 0 : probability
        }
    }

    private func certain(_ sum: Double) -> [Double] {
        let code = plan.converter.codes(of: [sum])[0]
        return (plan.converter.lowestCode...plan.converter.highestCode).map { Double($0) == code ? 1 : 0 }
    }

    private func tail(_ z: Double) -> (lower: Double, upper: Double) {
        (0.5 * erfc(-z / 2.0.squareRoot()), 0.5 * erfc(z / 2.0.squareRoot()))
    }
}

/// Entries to draw one of several codes from with a single random number, after Walker (ACM Trans. Math. Softw. 3, 1977).
struct AliasRow {
    /// An entry holds a threshold of 32 bits and two codes of 16, see `tk_imc_table_group`.
    let entries: [UInt64]

    /// - Parameters:
    ///   - probabilities: of the codes; they add up to 1.
    ///   - binBits: the number of entries is 2 to this power, and at least that of codes that occur.
    init(_ probabilities: [Double], binBits: Int) {
        let bins = 1 << binBits
        let codes = probabilities.indices.filter { probabilities[$0] > 0 }
        let total = codes.reduce(0.0) { $0 + probabilities[$1] }
        // What bins lack or have too much, in units of a bin.
        var shares = codes.map { probabilities[$0] / total * Double(bins) }
        shares += [Double](repeating: 0, count: bins - codes.count)
        let names = codes + [Int](repeating: codes.first ?? 0, count: bins - codes.count)
        var partners = names
        var poor = shares.indices.filter { shares[$0] < 1 }
        var rich = shares.indices.filter { shares[$0] >= 1 }
        var kept = [Double](repeating: 1, count: bins)
        while let bin = poor.popLast(), let donor = rich.last {
            kept[bin] = shares[bin]
            partners[bin] = names[donor]
            shares[donor] -= 1 - shares[bin]
            if shares[donor] < 1 {
                rich.removeLast()
                poor.append(donor)
            }
        }
        // A draw within a bin has 32 - binBits bits.
        entries = (0..<bins).map { bin in
            let threshold = min(0x1p32 - 1, (kept[bin] * 0x1p32).rounded())
            let partner = kept[bin] >= 1 ? names[bin] : partners[bin]
            return UInt64(threshold) << 32 | UInt64(partner) << 16 | UInt64(names[bin])
        }
    }
}
