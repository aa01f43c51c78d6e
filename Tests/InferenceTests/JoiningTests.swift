// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Foundation
import Models
import Testing

@testable import Inference

/// Slices of a weight that are added before one conversion.
@Suite struct JoiningTests {
    static let mappings = WeightMapping.allCases.filter(\.allowsAnalogJoining)
    static let weightBits = 6

    /// Hardware whose cells hold few bits, joined, and hardware whose cells hold a whole weight.
    private func pair(
        _ mapping: WeightMapping, cellBits: Int, _ change: (inout HardwareConfiguration) -> Void
    ) -> (joined: HardwareConfiguration, whole: HardwareConfiguration) {
        let isPair = mapping == .differential || mapping == .analogDifferential
        var whole = hardware {
            $0.mapping = mapping
            $0.cellBits = isPair ? Self.weightBits - 1 : Self.weightBits
        }
        change(&whole)
        var joined = whole
        joined.cellBits = cellBits
        joined.weightJoining = .analog
        return (joined, whole)
    }

    private func read(_ problem: Problem, _ hardware: HardwareConfiguration) throws -> MatrixReading {
        let calibration = CalibrationEngine(configuration: hardware, threads: 1)
        if hardware.scheme.needsCalibration {
            _ = try calibration.program(problem.layer)
                .multiply(problem.inputs, vectors: problem.vectors, firstVector: 0)
        }
        return try IMCEngine(configuration: hardware, threads: 1, calibration: calibration.calibration)
            .programMatrix(problem.layer)
            .read(problem.inputs, vectors: problem.vectors, firstVector: 0, recording: [.codes, .clipped])
    }

    // MARK: Ideal cells

    @Test(arguments: mappings, [1, 2, 3, 4])
    func joinedCellsAreOneCellOfAllBits(mapping: WeightMapping, cellBits: Int) throws {
        let problem = Problem(mapping, weightBits: Self.weightBits, activationBits: 4, columns: 3)
        for scheme in ConverterScheme.allCases where scheme != .table && scheme != .confined {
            for dacBits in [1, 2] {
                let (joined, whole) = pair(mapping, cellBits: cellBits) {
                    $0.scheme = scheme
                    $0.dacBits = dacBits
                    $0.activeRows = 40
                    if scheme == .nonuniform {
                        ($0.thresholds, $0.thresholdValues) = ([10, 400, 900], [0, 200, 700, 1200])
                    }
                }
                guard (try? whole.validate()) != nil else { continue }
                let (first, second) = (try read(problem, joined), try read(problem, whole))
                #expect(first.products == second.products, "\(scheme)")
                #expect(first.codes == second.codes && first.clipped == second.clipped, "\(scheme)")
            }
        }
    }

    /// Conductances of even slices are in the same proportion as levels of a cell of all bits.
    @Test(arguments: [OffCurrentCompensation.none, .digital, .reference], [OffsetReference.digital, .dummy, .counted])
    func joinedCellsLeakAsOneCellOfAllBits(offCurrent: OffCurrentCompensation, offset: OffsetReference) throws {
        let problem = Problem(.offset, weightBits: Self.weightBits, activationBits: 3, columns: 3)
        let (joined, whole) = pair(.offset, cellBits: 2) {
            $0.onOffRatio = 10
            $0.offCurrent = offCurrent
            $0.offsetReference = offset
            $0.driftTime = 10
            $0.driftExponent = 0.05
        }
        let (first, second) = (try read(problem, joined), try read(problem, whole))
        #expect(first.products == second.products && first.codes == second.codes)
    }

    @Test(arguments: mappings, [1, 3, 4])
    func convertersWithACodeForEachSumGiveTheExactProduct(mapping: WeightMapping, cellBits: Int) throws {
        let problem = Problem(mapping, weightBits: 7)
        var joined = hardware {
            $0.mapping = mapping
            $0.cellBits = cellBits
            $0.dacBits = 2
            $0.weightJoining = .analog
            $0.converterBits = 20
        }
        #expect(try problem.products(joined) == problem.exact)
        joined.offsetReference = .dummy
        #expect(try problem.products(joined) == problem.exact)
        // Joined slices are converted once.
        let lanes = mapping == .differential || mapping == .oddPair ? 2 : 1
        let matrix = try IMCEngine(configuration: joined).programMatrix(problem.layer)
        #expect(matrix.conversionsPerVector == 4 * lanes * problem.layer.columns)
    }

    /// A slice with fewer bits than its cells leaks as whole cells do.
    @Test(arguments: [OffCurrentCompensation.digital, .reference])
    func theCurrentOfUnevenSlicesIsTakenOff(offCurrent: OffCurrentCompensation) throws {
        for mapping in Self.mappings {
            let problem = Problem(mapping, weightBits: 8)
            let joined = hardware {
                $0.mapping = mapping
                $0.cellBits = 3
                $0.weightJoining = .analog
                $0.onOffRatio = 8
                $0.offCurrent = offCurrent
                $0.converterBits = nil
            }
            let products = try problem.products(joined)
            #expect(zip(products, try problem.exact).allSatisfy { abs($0 - $1) < 1e-6 * max(1, abs($1)) }, "\(mapping)")
        }
    }

    /// Cells that are stuck reach levels that a slice of few bits does not.
    @Test func stuckCellsOfUnevenSlices() throws {
        let problem = Problem(.offset, weightBits: 8, activationBits: 1)
        var stuck = hardware {
            $0.cellBits = 3
            $0.weightJoining = .analog
            $0.stuckHigh = 1
            $0.converterBits = nil
        }
        let rows = problem.layer.rows
        let active = (0..<problem.vectors).map { vector in
            problem.inputs[vector * rows..<(vector + 1) * rows].reduce(0) { $0 + Int($1) }
        }
        // 7 + 8 x 7 + 64 x 7, less the offset.
        let wanted = active.flatMap { [Double](repeating: Double($0 * (511 - 128)), count: problem.layer.columns) }
        #expect(try problem.products(stuck) == wanted)
        stuck.converterBits = 16
        let reading = try IMCEngine(configuration: stuck).programMatrix(problem.layer)
            .read([Int32](repeating: 1, count: rows), vectors: 1, firstVector: 0, recording: [.codes, .clipped])
        #expect(reading.clipped == 5 && reading.codes == [Int32](repeating: 255 * 128, count: 5))
    }

    @Test func aSingleSliceNeedsNoJoining() throws {
        let problem = Problem(.offset, weightBits: 4, activationBits: 3)
        let single = hardware {
            $0.cellBits = 4
            $0.readSigma = 0.1
        }
        var joined = single
        joined.weightJoining = .analog
        joined.joiningSigma = 0.1
        #expect(try problem.products(joined) == problem.products(single))
    }

    @Test func givenConductancesAreJoined() throws {
        let problem = Problem(.offset, weightBits: 4, activationBits: 1, rows: 10, columns: 2, vectors: 3)
        let joined = hardware {
            $0.weightBits = 4
            $0.cellBits = 2
            $0.weightJoining = .analog
            $0.converterBits = nil
        }
        let plan = try LayerPlan(problem.layer, joined, calibration: nil)
        // Slices of 0.5 and 0.25: each weight is 0.5 + 4 x 0.25, less 8.
        let cells = [Double](repeating: 0.5, count: 20) + [Double](repeating: 0.25, count: 20)
        let matrix = try IMCMatrix(
            plan, randomness: IMCMatrix.Randomness(seed: 0, trial: 0, layer: 0),
            injected: InjectedFigures(conductances: cells), threads: 1)
        let products = matrix.multiply(problem.inputs, vectors: 3, firstVector: 0)
        for vector in 0..<3 {
            let active = problem.inputs[vector * 10..<vector * 10 + 10].reduce(0) { $0 + Int($1) }
            #expect(products[2 * vector] == Double(active) * (1.5 - 8))
        }
    }

    // MARK: Errors

    /// Products of many equal columns of `rows` weights of 1, read once: stored as 9, or 1 and 2 in cells of two bits.
    private func columns(_ rows: Int, _ change: (inout HardwareConfiguration) -> Void) throws -> [Double] {
        var joined = hardware {
            $0.cellBits = 2
            $0.weightJoining = .analog
            $0.converterBits = nil
        }
        change(&joined)
        let layer = MatrixLayer(
            name: "equal", index: 0, rows: rows, columns: 4000, weights: [Int32](repeating: 1, count: rows * 4000),
            weightBits: 4, activationBits: 1, activationIsSigned: false)
        return try IMCEngine(configuration: joined, seed: 5).program(layer)
            .multiply([Int32](repeating: 1, count: rows), vectors: 1, firstVector: 0)
    }

    private func expect(_ numbers: [Double], mean: Double, variance: Double) {
        let found = moments(numbers)
        #expect(abs(found.mean - mean) < 5 * (variance / Double(numbers.count)).squareRoot())
        #expect(abs(found.variance / variance - 1) < 0.12, "\(found.variance) instead of \(variance)")
    }

    /// Squares of 1 and 4 x 2.
    private let square = 65.0

    @Test func weightsOfColumnsSpreadOnceForEachArray() throws {
        let variance = 0.05 * 0.05 * square
        expect(try columns(16) { $0.joiningSigma = 0.05 }, mean: 16, variance: 256 * variance)
        let parts = try columns(16) {
            $0.joiningSigma = 0.05
            $0.rowsPerArray = 8
            $0.activeRows = 4
        }
        expect(parts, mean: 16, variance: 2 * 64 * variance)
    }

    @Test func cellsOfSlicesSpreadOneByOne() throws {
        let variance = 0.1 * 0.1 * square
        expect(try columns(16) { $0.spread = 0.1 }, mean: 16, variance: 16 * variance)
        expect(try columns(16) { $0.readSigma = 0.1 }, mean: 16, variance: 16 * variance)
        let atReads = try columns(16) {
            $0.spread = 0.1
            $0.spreadPeriod = .read
        }
        expect(atReads, mean: 16, variance: 16 * variance)
        let both = try columns(16) {
            $0.joiningSigma = 0.05
            $0.readSigma = 0.1
        }
        expect(both, mean: 16, variance: (256 * 0.05 * 0.05 * (1 + 0.01 / 16) + 16 * 0.01) * square)
    }

    @Test func resultsDoNotDependOnThreads() throws {
        let problem = Problem(.differential, vectors: 70)
        let joined = hardware {
            $0.mapping = .differential
            $0.cellBits = 2
            $0.dacBits = 2
            $0.weightJoining = .analog
            $0.joiningSigma = 0.02
            $0.inputSigma = 0.01
            $0.spread = 0.05
            $0.rowsPerArray = 30
        }
        let products = try [1, 2, 5].map { threads in
            try IMCEngine(configuration: joined, seed: 2, threads: threads).program(problem.layer)
                .multiply(problem.inputs, vectors: 70, firstVector: 0)
        }
        #expect(products[0] == products[1] && products[0] == products[2])
        let last = Array(problem.inputs.suffix(problem.layer.rows))
        let alone = try IMCEngine(configuration: joined, seed: 2).program(problem.layer)
            .multiply(last, vectors: 1, firstVector: 69)
        #expect(Array(products[0].suffix(problem.layer.columns)) == alone)
        #expect(products[0] != (try problem.products(joined, seed: 2, trial: 1)))
    }

    // MARK: What is refused

    @Test func whatCannotBeJoined() {
        let reads = { (json: String) in message { try HardwareConfiguration(json: Data(json.utf8)) } }
        for mapping in ["twos", "xnor"] {
            let text = reads(#"{"weight_joining": "analog", "mapping": "\#(mapping)"}"#)
            #expect(
                text.contains("weight_joining = \"analog\" contradicts mapping = \"\(mapping)\": only slices"),
                "\(text)")
        }
        #expect(
            reads(#"{"joining_sigma": 0.1}"#)
                .contains(
                    "joining_sigma = 0.1 contradicts weight_joining = \"digital\": slices are converted one by one"))
        #expect(reads(#"{"weight_joining": "both"}"#).contains("weight_joining = \"both\" is not possible"))
        #expect(reads(#"{"dac_sigma": -1}"#).contains("dac_sigma = -1 is not possible"))
    }
}
