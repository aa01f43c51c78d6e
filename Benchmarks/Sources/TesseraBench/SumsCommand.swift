// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BaseKernels
import CBLASShim
import Foundation
import InferenceKernels

/// Measures the kernel of real-valued sums beside the matrix products of OpenBLAS for the same digits and conductances.
struct SumsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sums",
        abstract:
            "Real-valued sums of conductances: the kernel of accuracy runs beside dgemm and sgemm, on one thread.",
        discussion: """
            512 digits of one bit (64 activations of 8 bits) times conductances of 128 columns. Digits are packed, or spread out \
            as numbers for OpenBLAS, before the time counts. Figures are medians.
            """)

    @Option(help: "Runs of each product.")
    var runs = 9

    @Option(help: ArgumentHelp("Shares of ones among the digits.", valueName: "x,x,..."))
    var ones = "0.1,0.25,0.5"

    private var shares: [Double] { ones.split(separator: ",").compactMap { Double($0) } }

    func validate() throws {
        guard runs > 0 else { throw ValidationError("--runs is \(runs) (allowed: 1 or more)") }
        guard !shares.isEmpty, shares.allSatisfy({ (0...1).contains($0) }) else {
            throw ValidationError("--ones takes numbers from 0 to 1, as in --ones 0.1,0.5")
        }
    }

    func run() throws {
        if let problem = blas_problem() { throw ValidationError(String(cString: problem)) }
        print("| case | ones | kernel [ns/sum] | dgemm [ns/sum] | sgemm [ns/sum] |\n|---|---|---|---|---|")
        for rows in [64, 128, 256, 512, 1024] {
            for share in shares {
                let sums = RealValuedSums(rows: rows, share: share)
                let times = [sums.addWithKernel, sums.multiplyWithDoubles, sums.multiplyWithFloats].map { time($0) }
                let cells = times.map { String(format: "%.2f", $0 / Double(sums.count) * 1e9) }
                print("| real-valued sums, \(rows) rows | \(share) | \(cells.joined(separator: " | ")) |")
            }
        }
    }

    /// Median time of some work, repeated for at least 20 ms a run [s].
    private func time(_ work: () -> Void) -> Double {
        let times = (0..<runs).map { _ in
            let start = ProcessResources().processorSeconds
            var count = 0
            repeat {
                work()
                count += 1
            } while ProcessResources().processorSeconds - start < 0.02
            return (ProcessResources().processorSeconds - start) / Double(count)
        }
        return times.sorted()[runs / 2]
    }
}

/// Sums of the conductances of rows whose digit is one, for all forms of the digits.
private final class RealValuedSums {
    private static let vectors = 64, planes = 8, columns = 128, tile = 32
    private let rows: Int
    private let coding: tk_imc_coding
    private let group: tk_imc_analog_group
    private var bits: [UInt64]
    private let doubles: (digits: [Double], conductances: [Double])
    private let floats: (digits: [Float], conductances: [Float])
    private var products = [Double](repeating: 0, count: vectors * columns)
    private var doubleSums = [Double](repeating: 0, count: vectors * planes * columns)
    private var floatSums = [Float](repeating: 0, count: vectors * planes * columns)
    private let storage: [UnsafeMutablePointer<Double>]

    /// Sums that each form makes.
    let count = vectors * planes * columns

    init(rows: Int, share: Double) {
        self.rows = rows
        let words = (rows + 63) / 64
        var numbers = SystemRandomNumberGenerator()
        let digitCount = Self.vectors * Self.planes
        let digits = (0..<digitCount * rows).map { _ in Double.random(in: 0..<1, using: &numbers) < share ? 1.0 : 0 }
        let conductances = (0..<rows * Self.columns).map { _ in Double.random(in: 0..<1, using: &numbers) }
        bits = [UInt64](repeating: 0, count: digitCount * words)
        for place in digits.indices where digits[place] == 1 {
            bits[place / rows * words + place % rows / 64] |= 1 << UInt64(place % rows % 64)
        }
        doubles = (digits, conductances)
        floats = (digits.map { Float($0) }, conductances.map { Float($0) })
        // As the kernel reads them: in tiles of columns, from a line of the cache on.
        let tiles = UnsafeMutableRawPointer.allocate(byteCount: conductances.count * 8, alignment: 64)
            .bindMemory(to: Double.self, capacity: conductances.count)
        for (place, conductance) in conductances.enumerated() {
            let (row, column) = place.quotientAndRemainder(dividingBy: Self.columns)
            tiles[(column / Self.tile * rows + row) * Self.tile + column % Self.tile] = conductance
        }
        let scales = UnsafeMutablePointer<Double>.allocate(capacity: Self.columns)
        scales.initialize(repeating: 1, count: Self.columns)
        let digitScales = UnsafeMutablePointer<Double>.allocate(capacity: Self.planes)
        for plane in 0..<Self.planes { digitScales[plane] = Double(1 << plane) }
        storage = [tiles, scales, digitScales]
        coding = tk_imc_coding(
            planes: Self.planes, addend: 0, shift: 0, digits: Self.planes, digit_planes: 1, digit_scales: digitScales,
            is_bipolar: 0)
        var group = tk_imc_analog_group()
        group.rows = rows
        group.words = words
        group.columns = Self.columns
        group.lanes = 1
        group.stride = Self.columns
        group.conductances = UnsafePointer(tiles)
        group.column_scales = UnsafePointer(scales)
        group.converter.kind = TK_IMC_NONE
        self.group = group
    }

    deinit {
        for numbers in storage { numbers.deallocate() }
    }

    func addWithKernel() {
        withUnsafePointer(to: group) { group in
            withUnsafePointer(to: coding) { coding in
                tk_imc_analog_products(group, coding, bits, Self.vectors, 0, &products, nil)
            }
        }
    }

    func multiplyWithDoubles() {
        blas_dgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(Self.vectors * Self.planes), Int32(Self.columns),
            Int32(rows), 1,
            doubles.digits, Int32(rows), doubles.conductances, Int32(Self.columns), 0, &doubleSums, Int32(Self.columns))
    }

    func multiplyWithFloats() {
        blas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(Self.vectors * Self.planes), Int32(Self.columns),
            Int32(rows), 1,
            floats.digits, Int32(rows), floats.conductances, Int32(Self.columns), 0, &floatSums, Int32(Self.columns))
    }
}
