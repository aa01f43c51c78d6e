// SPDX-License-Identifier: Apache-2.0

import InferenceKernels

/// The groups of a programmed layer in the form that C works with.
protocol ProductGroups: Sendable {
    /// Adds what a group contributes to the products of some vectors.
    ///
    /// - Parameters:
    ///   - group: number of the group.
    ///   - coding: how activations are encoded.
    ///   - planes: bit planes of the vectors' activations.
    ///   - vectors: how many vectors there are.
    ///   - firstVector: number of the first vector.
    ///   - sums: products so far [vectors][columns].
    ///   - record: what is recorded, if anything.
    func add(
        _ group: Int, _ coding: tk_imc_coding, planes: UnsafePointer<UInt64>, vectors: Int, firstVector: Int,
        to sums: UnsafeMutablePointer<Double>, record: UnsafePointer<tk_imc_record>?)

    /// Entries of a histogram of partial sums, and the sum of the first one; nil where sums are no whole numbers.
    var histogramShape: (count: Int, first: Int)? { get }

    /// The groups in the form that is counted for many vectors at a time; nil where they have none.
    var counted: CountedBlocks? { get }
}

/// Words that hold a bit for each of some rows.
func wordCount(_ rows: Int) -> Int { (rows + 63) / 64 }
