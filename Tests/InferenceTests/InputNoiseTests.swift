// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Models
import Testing

@testable import Inference

/// Errors of the levels of rows: those of DACs and of the lengths of pulses.
@Suite struct InputNoiseTests {
    private static let rows = 12
    private static let reads = 20000

    /// Products of one column of weights of 5 in cells of four bits, for rows of which every second one is at 0.
    private func products(
        _ mapping: WeightMapping = .differential, activation: Int32 = 1, _ change: (inout HardwareConfiguration) -> Void
    ) throws -> [Double] {
        var configuration = hardware {
            $0.mapping = mapping
            $0.cellBits = 4
            $0.dacBits = 2
            $0.converterBits = nil
        }
        change(&configuration)
        let layer = MatrixLayer(
            name: "one", index: 0, rows: Self.rows, columns: 1, weights: [Int32](repeating: 5, count: Self.rows),
            weightBits: 5, activationBits: 2, activationIsSigned: false)
        let vector = (0..<Self.rows).map { $0 % 2 == 0 ? activation : 0 }
        return try IMCEngine(configuration: configuration, seed: 3).program(layer)
            .multiply((0..<Self.reads).flatMap { _ in vector }, vectors: Self.reads, firstVector: 0)
    }

    private func expect(_ numbers: [Double], mean: Double, variance: Double) {
        let found = moments(numbers)
        #expect(abs(found.mean - mean) < 5 * (variance / Double(numbers.count)).squareRoot())
        #expect(abs(found.variance / variance - 1) < 0.05, "\(found.variance) instead of \(variance)")
    }

    /// A row that is on has the error of a share of the largest digit, whatever its own digit is.
    @Test(arguments: [Int32(1), 2, 3])
    func theErrorOfARowDoesNotDependOnItsDigit(activation: Int32) throws {
        let active = Double(Self.rows / 2)
        let sum = active * 5 * Double(activation)
        let error = 0.1 * 3 * 5
        expect(
            try products(activation: activation) { $0.inputSigma = 0.1 }, mean: sum, variance: active * error * error)
        let digit = Double(activation) * 0.05 * 5
        let both = try products(activation: activation) {
            $0.inputSigma = 0.1
            $0.readSigma = 0.05
        }
        expect(both, mean: sum, variance: active * (error * error + digit * digit))
    }

    /// One row drives both columns of a difference, all joined slices, and the reference column.
    @Test func theErrorOfARowIsThatOfAllItsCells() throws {
        let active = Double(Self.rows / 2)
        let error = 0.1 * 3 * 5 * 0.75
        let difference = try products(.analogDifferential) {
            $0.inputSigma = 0.1
            $0.onOffRatio = 4
        }
        expect(difference, mean: active * 5 * 0.75, variance: active * error * error)
        let reference = try products {
            $0.inputSigma = 0.1
            $0.onOffRatio = 4
            $0.offCurrent = .reference
        }
        // Compensation divides by 1 - 1/4.
        expect(reference, mean: active * 5, variance: active * 0.3 * 0.3 * 25)
        let joined = try products {
            $0.inputSigma = 0.1
            $0.cellBits = 1
            $0.weightJoining = .analog
        }
        expect(joined, mean: active * 5, variance: active * 0.3 * 0.3 * 25)
        let digital = try products {
            $0.inputSigma = 0.1
            $0.cellBits = 1
        }
        // Columns are drawn one by one: squares of 1 and 4.
        expect(digital, mean: active * 5, variance: active * 0.3 * 0.3 * 17)
    }

    /// With one bit a row and a cell, errors of inputs are those of cells.
    @Test(arguments: [WeightMapping.offset, .twos, .differential, .xnor, .oddPair])
    func ofOneBitItIsTheNoiseOfCells(mapping: WeightMapping) throws {
        let problem = Problem(mapping, weightBits: 3, activationBits: 3, vectors: 40)
        for isTabulated in [true, false] {
            let cells = hardware {
                $0.mapping = mapping
                $0.readSigma = 0.2
                $0.gainSigma = isTabulated ? 0 : 1e-12
            }
            var inputs = cells
            inputs.readSigma = 0
            inputs.inputSigma = 0.2
            #expect(try problem.products(inputs) == problem.products(cells))
            #expect(try problem.products(inputs) != problem.exact)
        }
    }

    @Test func theReferenceColumnIsReadWithoutIt() throws {
        let problem = Problem(.offset, weightBits: 4, activationBits: 4)
        let zeros = [Int32](repeating: 0, count: problem.layer.rows)
        let noisy = hardware {
            $0.offsetReference = .dummy
            $0.inputSigma = 0.3
            $0.dacBits = 2
        }
        // No row is on, and nothing has an error.
        let products = try IMCEngine(configuration: noisy).program(problem.layer)
            .multiply(zeros, vectors: 1, firstVector: 0)
        #expect(products.allSatisfy { $0 == 0 })
        let plan = try LayerPlan(problem.layer, noisy, calibration: nil)
        #expect(try plan.referenceColumn()?.hardware.inputSigma == 0)
    }
}
