// SPDX-License-Identifier: Apache-2.0

import KernelForms
import InferenceKernels
import Testing
import _TestSupport

/// Products with whole partial sums against one sum at a time. Lanes add up in order, so that products must be equal to the last
/// bit.
@Suite struct TableGroupKernelTests {
    private struct Output {
        let sums: [Double]
        let clipped: UInt64
        let codes: [Int32]
        let histogram: [UInt64]
    }

    /// What is recorded beside the products.
    private enum Recording: CaseIterable {
        case nothing, clipped, everything
    }

    private static func products(
        _ form: KernelForm, _ group: RandomTableGroup, _ activations: RandomActivations, first: UInt64, sums: [Double],
        codeVectors: Int, recording: Recording
    ) -> Output {
        let reference = group.reference
        let places = activations.coding.digits * reference.lanes * codeVectors * reference.columns
        var sums = sums
        var clipped: UInt64 = 0
        var codes = [Int32](repeating: -99, count: places)
        var histogram = [UInt64](repeating: 0, count: reference.codes.count)
        let call = { (sums: inout [Double], record: UnsafePointer<tk_imc_record>?) in
            var structure = group.structure
            var coding = activations.structure
            form.kernels.tk_imc_table_products(
                &structure, &coding, activations.planes, activations.vectors.count, first, &sums, record)
        }
        if recording == .nothing {
            call(&sums, nil)
        } else {
            codes.withUnsafeMutableBufferPointer { codes in
                histogram.withUnsafeMutableBufferPointer { histogram in
                    withUnsafeMutablePointer(to: &clipped) { clipped in
                        let keepsAll = recording == .everything
                        var record = tk_imc_record(
                            clipped: clipped, codes: keepsAll ? codes.baseAddress : nil,
                            histogram: keepsAll ? histogram.baseAddress : nil, partial_sums: nil,
                            code_vectors: codeVectors)
                        call(&sums, &record)
                    }
                }
            }
        }
        return Output(sums: sums, clipped: clipped, codes: codes, histogram: histogram)
    }

    /// The reference's codes [digit][lane][vector][column] with room for more vectors.
    private static func spread(_ codes: [Int32], vectors: Int, codeVectors: Int, columns: Int) -> [Int32] {
        guard vectors > 0, columns > 0 else { return codes }
        var result: [Int32] = []
        for start in stride(from: 0, to: codes.count, by: vectors * columns) {
            result += codes[start..<start + vectors * columns]
            result += Array(repeating: -99, count: (codeVectors - vectors) * columns)
        }
        return result
    }

    @Test(arguments: [false, true]) func products(isBipolar: Bool) {
        for number in 0..<60 {
            var random = SeededGenerator(case: number * 2 + (isBipolar ? 1 : 0))
            let pool = ArrayPool()
            let form = RandomTableGroup.Form.allCases[number % 2]
            let rows = random.size(1...200)
            let activations = RandomActivations(
                &random, pool: pool, rows: rows, mostVectors: rows > 100 ? 33 : 65, isBipolar: isBipolar,
                isSingle: random.flip())
            let group = RandomTableGroup(&random, pool: pool, activations: activations, form: form)
            let vectors = activations.vectors.count
            let codeVectors = vectors + random.integer(1...2)
            let first = UInt64(random.integer(0...100))
            let sums = (0..<vectors * group.reference.columns).map { _ in Double(random.integer(-5...5)) }
            let wanted = group.reference.products(
                activations.vectors, coding: activations.coding, firstVector: first, sums: sums)
            for kernels in KernelForm.all {
                for recording in Recording.allCases {
                    let label = "case \(number), \(kernels.name), \(form), \(rows) rows, records \(recording)"
                    let output = Self.products(
                        kernels, group, activations, first: first, sums: sums, codeVectors: codeVectors,
                        recording: recording)
                    expectSame(output.sums, wanted.sums, label)
                    guard recording != .nothing else { continue }
                    #expect(output.clipped == wanted.clipped, "\(label)")
                    guard recording == .everything, vectors > 0 else { continue }
                    expectEqual(output.histogram, wanted.histogram, "\(label), histogram")
                    expectEqual(
                        output.codes,
                        Self.spread(
                            wanted.codes, vectors: vectors, codeVectors: codeVectors, columns: group.reference.columns),
                        "\(label), codes")
                }
            }
        }
    }
}
