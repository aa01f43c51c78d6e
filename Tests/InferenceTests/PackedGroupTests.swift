// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Configuration
import Models
import Testing
import Workload

@testable import Inference

/// Groups of channels that share an array are read together.
@Suite struct PackedGroupTests {
    private static let rows = 4
    private static let outputs = 2
    private static let vectors = 6

    /// Matrices and inputs of three groups.
    private struct Groups {
        let problems: [Problem]
        let matrices: [MatrixLayer]
        var inputs: [[Int32]] { problems.map(\.inputs) }

        init(_ mapping: WeightMapping, weightBits: Int = 8) {
            problems = (0..<3).map { group in
                Problem(
                    mapping, weightBits: weightBits, activationBits: 4, rows: rows, columns: outputs,
                    vectors: vectors, seed: UInt64(group))
            }
            matrices = problems.enumerated().map { $1.matrix(index: $0) }
        }
    }

    @Test func rowsOfAllMembersStandSideBySide() {
        let pack = PackedGroup(2, among: 1..<4)
        #expect(pack.count == 3 && pack.ownRows(5) == 5..<10)
        let inputs: [[Int32]] = [[0, 0], [1, 2], [3, 4], [5, 6]]
        #expect(pack.sideBySide(inputs, vectors: 2, rows: 1) == [1, 3, 5, 2, 4, 6])
        #expect(pack.withOthersOff([3, 4], vectors: 2, rows: 1) == [0, 3, 0, 0, 4, 0])
        #expect(PackedGroup.alone.ownRows(7) == 0..<7)
    }

    @Test func otherRowsHoldTheLowestLevel() throws {
        let levels = CellLevels(
            weights: [-8, 7], rows: 1, columns: 2,
            hardware {
                $0.weightBits = 4
                $0.cellBits = 2
            })
        let among = levels.among(PackedGroup(1, among: 0..<3))
        #expect(levels.values == [0, 3, 0, 3] && among.rows == 3)
        #expect(among.values == [0, 0, 0, 3, 0, 0, 0, 0, 0, 3, 0, 0])
        #expect(levels.among(.alone).values == levels.values)
    }

    /// The partial sum of a column has the off current of all rows that are on; without a converter products are exact.
    @Test(arguments: [WeightMapping.offset, .oddPair], [OffsetReference.digital, .dummy, .counted])
    func offCurrentOfAllRowsIsTakenOff(mapping: WeightMapping, reference: OffsetReference) throws {
        let groups = Groups(mapping, weightBits: mapping == .oddPair ? 1 : 8)
        let leaky = hardware {
            $0.mapping = mapping
            $0.offsetReference = reference
            $0.onOffRatio = 5
            $0.offCurrent = .digital
            $0.converterBits = nil
        }.fitted(
            weightBits: groups.matrices[0].weightBits, activationBits: 4, activationIsSigned: false)
        for (group, problem) in groups.problems.enumerated() {
            let plan = try LayerPlan(
                weights: problem.layer.weights, layerRows: LayerRows(Self.rows), columns: Self.outputs, leaky,
                calibration: nil, pack: PackedGroup(group, among: 0..<3))
            #expect(plan.rows == 12 && plan.groups.map(\.rows.count) == [12])
            let matrix = try IMCMatrix(plan, randomness: .init(seed: 0, trial: 0, layer: 0), threads: 1)
            let together = matrix.rowInputs(group, of: groups.inputs, Self.vectors)
            let alone = matrix.withOthersOff(problem.inputs, Self.vectors)
            let sums = [together, alone].map {
                matrix.read($0, vectors: Self.vectors, firstVector: 0, recording: .partialSums).partialSums
            }
            // In each step as much for each row of another group as a cell at the lowest level conducts.
            let others = zip(together, alone).map { Int($0) - Int($1) }
            for step in 0..<4 {
                for vector in 0..<Self.vectors {
                    let on = others[vector * 12..<(vector + 1) * 12].count { $0 >> step & 1 == 1 }
                    let place = (step * plan.lanes * Self.vectors + vector) * Self.outputs
                    #expect(abs(sums[0][place] - sums[1][place] - Double(on) / 5) < 1e-9)
                }
            }
            for products in [
                matrix.multiply(group: group, of: groups.inputs, vectors: Self.vectors, firstVector: 0),
                matrix.multiply(problem.inputs, vectors: Self.vectors, firstVector: 0),
            ] {
                #expect(zip(products, try problem.exact).allSatisfy { abs($0 - $1) < 1e-9 })
            }
        }
    }

    /// Rows share a read where cells conduct at the lowest level, and one read takes all of them.
    @Test func groupsThatAddNothingAreReadAlone() throws {
        func rows(_ change: (inout HardwareConfiguration) -> Void) throws -> Int {
            try LayerPlan(
                weights: [Int32](repeating: 1, count: 10), layerRows: LayerRows(10), columns: 1,
                hardware {
                    $0.onOffRatio = 10
                    change(&$0)
                }, calibration: nil, pack: PackedGroup(0, among: 0..<3)
            ).rows
        }
        #expect(try rows { _ in } == 30)
        #expect(try rows { $0.onOffRatio = .infinity } == 10)
        #expect(try rows { $0.activeRows = 1 } == 10)
        #expect(try rows { $0.activeRows = 29 } == 10)
        #expect(try rows { $0.rowOrder = .positions } == 10)
    }

    /// All engines of a chip read the rows of other groups.
    @Test func enginesReadGroupsTogether() throws {
        let groups = Groups(.offset)
        let layer = try Layer(
            inputHeight: 2, inputWidth: 3, inputChannels: 12, kernelHeight: 1, kernelWidth: 1, outputChannels: 6,
            groups: 3)
        let chip = try Configuration(
            files: [],
            assignments: [
                "memcelltype=RRAM", "cellBit=2", "resistanceOn=1e5", "resistanceOff=2e5", "numRowSubArray=16",
                "novelMapping=false",
            ])
        let layout = try ChipLayout(Network(layers: [layer]), matrices: [groups.matrices], on: chip)
        let engine = try IMCEngine(
            configuration: HardwareConfiguration(configuration: chip, weightBits: 8, activationBits: 4), threads: 1,
            layout: layout)
        let measuring = MeasuringEngine(engine)
        for (group, matrix) in groups.matrices.enumerated() {
            let programmed = try engine.program(matrix)
            let products = programmed.multiply(
                group: group, of: groups.inputs, vectors: Self.vectors, firstVector: 0)
            #expect(
                try measuring.program(matrix).multiply(
                    group: group, of: groups.inputs, vectors: Self.vectors, firstVector: 0) == products)
            #expect(programmed.multiply(groups.inputs[group], vectors: Self.vectors, firstVector: 0) != products)
        }
        let histograms = try [true, false].map { areTogether in
            let calibrating = CalibrationEngine(configuration: engine.configuration, layout: layout, threads: 1)
            let matrix = try calibrating.program(groups.matrices[1])
            let inputs =
                areTogether ? groups.inputs : groups.inputs.enumerated().map { $0 == 1 ? $1 : $1.map { _ in 0 } }
            let exact = matrix.multiply(group: 1, of: inputs, vectors: Self.vectors, firstVector: 0)
            #expect(exact == (try groups.problems[1].exact))
            return calibrating.calibration
        }
        #expect(histograms[0] != histograms[1])
    }
}
