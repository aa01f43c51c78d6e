// SPDX-License-Identifier: Apache-2.0

import KernelForms
import InferenceKernels
import Testing
import _TestSupport

/// Products with any partial sums against one sum at a time.
@Suite struct AnalogGroupKernelTests {
    /// Codes of partial sums, many of them exactly between two codes or on a threshold: equal, but the sign of zero.
    @Test func conversion() {
        for number in 0..<150 {
            var random = SeededGenerator(case: number)
            let pool = ArrayPool()
            let converter = RandomAnalogGroup.converter(&random)
            var structure = RandomAnalogGroup.structure(converter, pool: pool)
            let sums = (0..<random.size(0...130)).map { _ in
                random.flip()
                    ? converter.tie(&random) : random.flip() ? Double(random.integer(-60...60)) : random.real(-40...40)
            }
            for form in KernelForm.all {
                var codes = [Double](repeating: -99, count: sums.count)
                form.kernels.tk_imc_convert(&structure, sums, sums.count, &codes)
                expectNear(codes, sums.map(converter.convert), within: 0, "case \(number), \(form.name)")
            }
        }
    }

    private struct Output {
        var sums: [Double]
        var clipped: UInt64 = 0
        var codes: [Int32]
        var partialSums: [Double]
    }

    private static func products(
        _ form: KernelForm, _ group: RandomAnalogGroup, _ activations: RandomActivations, first: Int, isRecorded: Bool
    ) -> Output {
        let columns = group.reference.columns
        let vectors = activations.vectors.count
        let places = activations.coding.digits * group.reference.lanes * vectors * columns
        var sums = [Double](repeating: 0, count: vectors * columns)
        var clipped: UInt64 = 0
        var codes = [Int32](repeating: -99, count: places)
        var partialSums = [Double](repeating: .nan, count: places)
        let call = { (sums: inout [Double], record: UnsafePointer<tk_imc_record>?) in
            var structure = group.structure
            var coding = activations.structure
            form.kernels.tk_imc_analog_products(
                &structure, &coding, activations.planes, vectors, UInt64(first), &sums, record)
        }
        if isRecorded {
            codes.withUnsafeMutableBufferPointer { codes in
                partialSums.withUnsafeMutableBufferPointer { partialSums in
                    withUnsafeMutablePointer(to: &clipped) { clipped in
                        // Without a converter there are no codes.
                        let hasCodes = group.reference.converter.kind != .none
                        var record = tk_imc_record(
                            clipped: clipped, codes: hasCodes ? codes.baseAddress : nil, histogram: nil,
                            partial_sums: partialSums.baseAddress, code_vectors: vectors)
                        call(&sums, &record)
                    }
                }
            }
        } else {
            call(&sums, nil)
        }
        return Output(sums: sums, clipped: clipped, codes: codes, partialSums: partialSums)
    }

    /// What the reference expects, and for each product the sum of the magnitudes that add up to it.
    private static func reference(
        _ group: ReferenceAnalogGroup, _ activations: RandomActivations, first: Int
    ) -> (output: Output, magnitudes: [Double]) {
        let coding = activations.coding
        let vectors = activations.vectors.count
        let places = coding.digits * group.lanes * vectors * group.columns
        var output = Output(
            sums: Array(repeating: 0, count: vectors * group.columns), codes: Array(repeating: -99, count: places),
            partialSums: Array(repeating: .nan, count: places))
        var magnitudes = output.sums
        for (vector, activation) in activations.vectors.enumerated() {
            for digit in 0..<coding.digits {
                let digits = activation.map { coding.digit(digit, of: $0) }
                for column in 0..<group.columns * group.lanes {
                    let conversion = group.conversion(
                        digits, column: column, vector: UInt64(first + vector), digit: digit)
                    let lane = column / group.columns
                    let place =
                        ((digit * group.lanes + lane) * vectors + vector) * group.columns + column % group.columns
                    output.partialSums[place] = conversion.partialSum
                    output.clipped += conversion.isClipped ? 1 : 0
                    let hasCodes = group.converter.kind != .none
                    if hasCodes { output.codes[place] = Int32(conversion.code) }
                    let value = hasCodes ? group.converter.value(conversion.code) : conversion.code
                    let product = vector * group.columns + column % group.columns
                    let term = coding.scales[digit] * group.columnScales[column] * value
                    output.sums[product] += term
                    magnitudes[product] += abs(term)
                }
            }
        }
        return (output, magnitudes)
    }

    /// Partial sums and codes are equal to the last bit. Products are added up in tiles of columns, the reference digit by digit: a
    /// thousand roundings of 2^-53 of the sum of magnitudes at most.
    @Test(arguments: [false, true]) func products(isBipolar: Bool) {
        for number in 0..<60 {
            var random = SeededGenerator(case: number * 2 + (isBipolar ? 1 : 0))
            let pool = ArrayPool()
            let activations = RandomActivations(
                &random, pool: pool, rows: random.size(1...140), mostVectors: 5, isBipolar: isBipolar,
                isSingle: random.flip())
            let first = random.integer(0...9)
            let group = RandomAnalogGroup(&random, pool: pool, activations: activations, firstVector: first)
            let (wanted, magnitudes) = Self.reference(group.reference, activations, first: first)
            for form in KernelForm.all {
                let label = "case \(number), \(form.name), \(activations.rows) rows"
                let output = Self.products(form, group, activations, first: first, isRecorded: true)
                expectSame(output.partialSums, wanted.partialSums, "\(label), partial sums")
                expectEqual(output.codes, wanted.codes, "\(label), codes")
                #expect(output.clipped == wanted.clipped, "\(label)")
                for (index, sum) in output.sums.enumerated()
                where abs(sum - wanted.sums[index]) > 1e-13 * magnitudes[index] {
                    Issue.record("\(label): product \(index) is \(sum), not \(wanted.sums[index])")
                }
                // What is recorded must not change the products.
                let unrecorded = Self.products(form, group, activations, first: first, isRecorded: false)
                expectSame(unrecorded.sums, output.sums, "\(label), unrecorded")
            }
        }
    }
}
