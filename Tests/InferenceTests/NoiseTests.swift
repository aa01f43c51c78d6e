// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Foundation
import Models
import Testing

@testable import Inference

@Suite struct NoiseTests {
    @Test func normalNumbersAreNormal() {
        let stream = RandomStream(seed: 3, trial: 0, layer: 0, purpose: .reads)
        let numbers = stream.normals(1 << 20)
        let (mean, variance) = moments(numbers)
        #expect(abs(mean) < 4e-3)
        #expect(abs(variance - 1) < 6e-3)
        let fourth = numbers.reduce(0) { $0 + pow($1 - mean, 4) } / Double(numbers.count)
        #expect(abs(fourth / (variance * variance) - 3) < 0.02)
        for limit in [1.0, 2.0, 3.0, 4.0] {
            let wanted = erfc(limit / 2.0.squareRoot()) * Double(numbers.count)
            let found = Double(numbers.count { abs($0) > limit })
            #expect(abs(found - wanted) < 4 * wanted.squareRoot())
        }
    }

    @Test func theTableFollowsTheInverseDistribution() {
        for tail in [0.5, 0.49999, 0.4, 0.3, 0.1, 1e-2, 1e-5, 1e-9] {
            let z = NormalTable.deviate(tail: tail)
            #expect(abs(0.5 * erfc(z / 2.0.squareRoot()) / tail - 1) < 1e-12)
        }
    }

    /// Codes of one sum under many reads.
    private func reads(_ configuration: HardwareConfiguration, rows: Int, isTabulated: Bool = true) throws -> [Double] {
        let layer = MatrixLayer(
            name: "one", index: 0, rows: rows, columns: 1, weights: [Int32](repeating: 1, count: rows), weightBits: 2,
            activationBits: 1, activationIsSigned: false)
        let matrix = try IMCEngine(configuration: configuration, seed: 9).programMatrix(layer)
        #expect(matrix.isTabulated == isTabulated)
        let ones = [Int32](repeating: 1, count: rows * 20000)
        return matrix.multiply(ones, vectors: 20000, firstVector: 0)
    }

    /// Differential weights of two bits: one slice, and the negative column holds nothing.
    private var single: HardwareConfiguration {
        hardware {
            $0.mapping = .analogDifferential; $0.converterBits = 10; $0.scheme = .linear
        }
    }

    @Test(arguments: [true, false])
    func columnNoiseHasItsVarianceAndTheStepsOwn(isTabulated: Bool) throws {
        var configuration = single
        configuration.columnSigma = 1.5
        if !isTabulated { configuration.gainSigma = 1e-12 }
        let (mean, variance) = moments(try reads(configuration, rows: 60, isTabulated: isTabulated))
        let step = 128.0 / 511
        #expect(abs(mean - 60) < 0.05)
        #expect(abs(variance - (1.5 * 1.5 + step * step / 12)) < 0.1)
    }

    @Test func converterNoiseIsInSteps() throws {
        var configuration = single
        configuration.converterNoise = 4
        let step = 128.0 / 511
        let (_, variance) = moments(try reads(configuration, rows: 60))
        #expect(abs(variance / (step * step) - 16.1) < 0.7)
    }

    @Test func readNoiseOfCellsGrowsWithTheRootOfTheirNumber() throws {
        var configuration = single
        configuration.converterBits = nil
        configuration.readSigma = 0.1
        for rows in [16, 64] {
            let (mean, variance) = moments(try reads(configuration, rows: rows, isTabulated: false))
            #expect(abs(mean - Double(rows)) < 0.05)
            #expect(abs(variance / (0.01 * Double(rows)) - 1) < 0.05)
        }
        configuration.readSigma = 0
        configuration.spread = 0.1
        configuration.spreadPeriod = .read
        configuration.spreadModel = .lognormal
        let (mean, variance) = moments(try reads(configuration, rows: 64, isTabulated: false))
        #expect(abs(mean / (64 * exp(0.005)) - 1) < 0.002)
        #expect(abs(variance / (64 * exp(0.01) * (exp(0.01) - 1)) - 1) < 0.05)
    }

    @Test func readNoiseOfBitsIsTabulatedAlike() throws {
        // Positive weights of two bits in offset cells: codes of one-bit cells.
        let problem = Problem(.offset, weightBits: 3, activationBits: 3, columns: 20, vectors: 400)
        var configuration = hardware {
            $0.readSigma = 0.2; $0.scheme = .linear; $0.converterBits = 7
        }
        let tabulated = zip(try problem.products(configuration), try problem.exact).map { $0 - $1 }
        configuration.gainSigma = 1e-12
        let analog = zip(try problem.products(configuration, seed: 1), try problem.exact).map { $0 - $1 }
        #expect(abs(moments(tabulated).variance / moments(analog).variance - 1) < 0.1)
        #expect(abs(moments(tabulated).mean - moments(analog).mean) < 1)
    }

    @Test func errorsGrowWithNoise() throws {
        let problem = Problem(.offset, vectors: 30)
        let errors = try [0, 0.2, 0.4, 0.8].map { sigma in
            let products = try problem.products(hardware { $0.columnSigma = sigma })
            return zip(products, try problem.exact).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
        #expect(errors[0] == 0)
        #expect(errors[1] > 0 && errors[1] < errors[2] && errors[2] < errors[3])
    }

    @Test func measuredProbabilitiesAreFollowed() throws {
        var configuration = hardware {
            $0.mapping = .xnor; $0.scheme = .table; $0.rowsPerArray = 4; $0.activeRows = 4
        }
        configuration.codeTable = CodeProbabilities(
            partialSums: [-4, 0, 4], levels: [-2, 0, 5], probabilities: [1, 0, 0, 0.25, 0.5, 0.25, 0, 0, 1])
        let layer = MatrixLayer(
            name: "one", index: 0, rows: 4, columns: 1, weights: [1, 1, 1, 1], weightBits: 1, activationBits: 1,
            activationIsSigned: false)
        let matrix = try IMCEngine(configuration: configuration).program(layer)
        let shares = { (input: [Int32], level: Double) in
            let inputs = (0..<8000).flatMap { _ in input }
            let products = matrix.multiply(inputs, vectors: 8000, firstVector: 0)
            return Double(products.count { $0 == level }) / 8000
        }
        #expect(shares([1, 1, 1, 1], 5) == 1)
        #expect(shares([-1, -1, -1, -1], -2) == 1)
        #expect(abs(shares([1, -1, 1, -1], 0) - 0.5) < 0.03)
        // Half-way between the rows at 0 and 4.
        #expect(abs(shares([1, 1, 1, -1], 5) - 0.625) < 0.03)
        #expect(abs(shares([1, 1, 1, -1], -2) - 0.125) < 0.02)
    }

    @Test func aliasEntriesAddUpToTheProbabilities() {
        let probabilities = [0.05, 0, 0.4, 0.3, 0.2, 0.05]
        let entries = AliasRow(probabilities, binBits: 3).entries
        var shares = [Double](repeating: 0, count: 6)
        for entry in entries {
            let kept = Double(entry >> 32) / 0x1p32
            shares[Int(entry & 0xFFFF)] += kept / 8
            shares[Int(entry >> 16 & 0xFFFF)] += (1 - kept) / 8
        }
        for (share, probability) in zip(shares, probabilities) { #expect(abs(share - probability) < 1e-8) }
    }
}
