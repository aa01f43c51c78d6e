// SPDX-License-Identifier: Apache-2.0

import InferenceKernels
import _TestSupport

/// A random group of rows with any partial sums.
struct RandomAnalogGroup {
    let reference: ReferenceAnalogGroup
    let structure: tk_imc_analog_group

    init(
        _ random: inout SeededGenerator, pool: ArrayPool, activations: RandomActivations, firstVector: Int
    ) {
        let rows = activations.rows
        let columns = random.size(1...33)
        let lanes = random.integer(1...3)
        let total = columns * lanes
        let hasWholeSums = random.flip()
        let matrix = { (random: inout SeededGenerator) in
            (0..<rows).map { _ in
                (0..<total).map { _ in hasWholeSums ? Double(random.integer(0...15)) : random.real(-1...1) }
            }
        }
        let injectedVectors = firstVector + activations.vectors.count + random.integer(0...2)
        let injected = random.reals(activations.coding.digits * lanes * injectedVectors * columns, -1...1)
        reference = ReferenceAnalogGroup(
            columns: columns, lanes: lanes, hasWholeSums: hasWholeSums, conductances: matrix(&random),
            opposites: random.flip() ? matrix(&random) : nil,
            variances: random.flip(0.3) ? (0..<rows).map { _ in random.reals(total, 0...1) } : nil,
            inputVariances: random.flip(0.3) ? (0..<rows).map { _ in random.reals(total, 0...1) } : nil,
            columnScales: random.reals(total, -2...2), offsets: random.flip(0.4) ? random.reals(total, -1...1) : nil,
            gains: random.flip(0.4) ? random.reals(total, 0.5...2) : nil,
            reference: random.pick([0, random.grid()]), partialSum: Self.line(&random, takesDigits: true),
            position: Self.line(&random, takesDigits: true), columnVariance: random.pick([0, 0, random.real(0...1)]),
            converterSigma: random.pick([0, 0, random.real(0...1)]),
            injected: random.flip(0.3) ? (injected, injectedVectors) : nil, converter: Self.converter(&random),
            normal: ReferenceNormal(
                table: random.reals(ReferenceNormal.segments * ReferenceNormal.coefficients, -1...1)),
            key: random.next(), group: UInt64(random.integer(0...5)))
        structure = Self.structure(reference, activations: activations, pool: pool)
    }

    /// A line through whole numbers, as a rule, so that halves occur.
    private static func line(_ random: inout SeededGenerator, takesDigits: Bool) -> ReferenceConverter.Line {
        ReferenceConverter.Line(
            level: random.pick([1, 1, 2, 3, 8]), digit: takesDigits ? Double(random.integer(-4...4)) : 0,
            constant: random.flip(0.7) ? Double(random.integer(-9...9)) : random.grid(),
            divisor: random.pick([1, 2, 4, 16, 64, 128, 3, 7]))
    }

    static func converter(_ random: inout SeededGenerator) -> ReferenceConverter {
        let kind = random.pick(ReferenceConverter.Kind.allCases)
        let lowest = kind == .thresholds ? 0 : random.integer(-8...0)
        let count = random.size(1...33)
        let thresholds = (1..<max(count, 1)).map { _ in
            random.flip() ? Double(random.integer(-8...24)) / 2 : random.real(-4...12)
        }
        return ReferenceConverter(
            kind: kind, rounding: random.pick(ReferenceConverter.Rounding.allCases),
            position: line(&random, takesDigits: false), codes: lowest...lowest + count - 1,
            nonlinearity: random.flip(0.3) ? random.reals(count, -0.4...0.4) : [], thresholds: thresholds.sorted(),
            values: random.flip(0.3) ? random.reals(count, -5...5) : [])
    }

    static func structure(_ line: ReferenceConverter.Line) -> tk_imc_line {
        tk_imc_line(level: line.level, digit: line.digit, constant: line.constant, divisor: line.divisor)
    }

    static func structure(_ converter: ReferenceConverter, pool: ArrayPool) -> tk_imc_converter {
        let kind: tk_imc_converter_kind =
            switch converter.kind {
            case .none: TK_IMC_NONE
            case .linear: TK_IMC_LINEAR
            case .thresholds: TK_IMC_THRESHOLDS
            }
        let rounding: tk_imc_rounding =
            switch converter.rounding {
            case .halfUp: TK_IMC_HALF_UP
            case .halfEven: TK_IMC_HALF_EVEN
            case .floor: TK_IMC_FLOOR
            }
        return tk_imc_converter(
            kind: kind, rounding: rounding, position: structure(converter.position),
            lowest_code: Double(converter.codes.lowerBound), highest_code: Double(converter.codes.upperBound),
            nonlinearity: converter.nonlinearity.isEmpty ? nil : pool.keep(converter.nonlinearity),
            thresholds: pool.keep(converter.thresholds), threshold_count: converter.thresholds.count,
            values: converter.values.isEmpty ? nil : pool.keep(converter.values))
    }

    private static func structure(
        _ group: ReferenceAnalogGroup, activations: RandomActivations, pool: ArrayPool
    ) -> tk_imc_analog_group {
        let total = group.columns * group.lanes
        let stride = (total + 31) / 32 * 32
        // Columns beyond the last one must not matter.
        let padded = { (columns: [Double]) in columns + Array(repeating: 1, count: stride - total) }
        // In tiles of 32 columns.
        let cells = { (matrix: [[Double]]) in
            let rows = matrix.map(padded)
            return pool.keep(
                Swift.stride(from: 0, to: stride, by: 32).flatMap { tile in rows.flatMap { $0[tile..<tile + 32] } })
        }
        let row = { (columns: [Double]) in pool.keep(padded(columns)) }
        return tk_imc_analog_group(
            rows: activations.rows, words: activations.words, columns: group.columns, lanes: group.lanes,
            stride: stride, has_whole_sums: group.hasWholeSums ? 1 : 0, conductances: cells(group.conductances),
            opposites: group.opposites.map(cells), variances: group.variances.map(cells),
            input_variances: group.inputVariances.map(cells),
            column_scales: row(group.columnScales), offsets: group.offsets.map(row), gains: group.gains.map(row),
            reference: group.reference, partial_sum: structure(group.partialSum), position: structure(group.position),
            column_variance: group.columnVariance, converter_sigma: group.converterSigma,
            injected: group.injected.map { pool.keep($0.values) }, injected_vectors: group.injected?.vectors ?? 0,
            converter: structure(group.converter, pool: pool), normal_table: pool.keep(group.normal.table),
            key: group.key, group: group.group)
    }
}

extension ReferenceConverter {
    /// A partial sum that lies exactly between two codes, as nearly as its line allows.
    func tie(_ random: inout SeededGenerator) -> Double {
        let t = Double(random.integer(codes)) + random.pick([-0.5, 0.5])
        return (t * position.divisor - position.constant) / position.level
    }
}
