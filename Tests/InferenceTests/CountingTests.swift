// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Models
import Testing

@testable import Inference

/// Products of many vectors at a time are those of single conversions, of which every code is recorded.
@Suite struct CountingTests {
    static let mappings: [WeightMapping] = [.offset, .twos, .differential, .xnor, .odd, .oddPair]

    @Test(arguments: mappings, [1, 3, 63, 64, 65, 128, 255])
    func productsAreThoseOfSingleConversions(mapping: WeightMapping, rows: Int) throws {
        let common: [(ConverterScheme, Int)] = [(.linear, 5), (.lossless, 7), (.clipped, 8)]
        // Steps of single rows make no sense where sums have two signs.
        for (scheme, bits) in mapping == .xnor ? common : common + [(.unitStep, 4), (.powerOfTwo, 3)] {
            for vectors in [1, 31, 33, 70] {
                let problem = Problem(
                    mapping, isSigned: mapping == .twos, rows: 2 * rows, columns: 3, vectors: vectors,
                    seed: UInt64(rows))
                let configuration = hardware {
                    $0.mapping = mapping
                    $0.scheme = scheme
                    $0.converterBits = bits
                    $0.rowsPerArray = 2 * rows
                    $0.activeRows = rows
                }
                try expectAgreement(problem, configuration)
            }
        }
    }

    @Test func codesThatAreNoClampAreLookedUp() throws {
        let problem = Problem(.offset, rows: 200, columns: 7, vectors: 50)
        for rounding in [CodeRounding.halfUp, .halfEven, .floor] {
            let configuration = hardware {
                $0.scheme = .linear
                $0.converterBits = 6
                $0.rowsPerArray = 200
                $0.activeRows = 100
                $0.rounding = rounding
                $0.rangeLow = 0
                $0.rangeHigh = 41
            }
            try expectAgreement(problem, configuration)
        }
    }

    @Test func silentDigitsCountWhatTheirConvertersSay() throws {
        // The lowest code is not that of a sum of zero.
        let problem = Problem(.twos, rows: 40, columns: 4, vectors: 40)
        let silent = problem.inputs.map { $0 & 0b0010_0100 }
        let configuration = hardware {
            $0.mapping = .twos
            $0.scheme = .linear
            $0.converterBits = 3
            $0.rangeLow = -4
            $0.rangeHigh = 30
        }
        let matrix = try IMCEngine(configuration: configuration, threads: 1).programMatrix(problem.layer)
        let reading = matrix.read(silent, vectors: 40, firstVector: 0, recording: .codes)
        #expect(matrix.multiply(silent, vectors: 40, firstVector: 0) == reading.products)
    }

    private func expectAgreement(_ problem: Problem, _ configuration: HardwareConfiguration) throws {
        let matrix = try IMCEngine(configuration: configuration, threads: 2).programMatrix(problem.layer)
        let each = matrix.read(
            problem.inputs, vectors: problem.vectors, firstVector: 0, recording: [.codes, .clipped])
        let counted = matrix.multiplyCounting(problem.inputs, vectors: problem.vectors, firstVector: 0)
        #expect(matrix.multiply(problem.inputs, vectors: problem.vectors, firstVector: 0) == each.products)
        #expect(counted.products == each.products && counted.clipped == Int(each.clipped))
    }
}
