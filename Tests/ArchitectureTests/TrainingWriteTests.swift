// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import NeuroSim21
import Technology
import Testing

@testable import Architecture

@Suite struct TrainingWriteTests {
    /// Figures of DNN+NeuroSim V2.1 for one update: activity of rows and columns, pulses a row, pulses, array energy.
    struct Recorded: Sendable, CustomTestStringConvertible {
        let cell: CellCase
        let levels: Int
        let figures: [Double]

        var testDescription: String { cell.testDescription }
    }

    static let recorded = [
        Recorded(
            cell: CellCase(
                node: 22, type: .rram, potentiationLevels: 64, depressionLevels: 64, onResistance: 100e3,
                offResistance: 1e6, writeVoltage: 2),
            levels: 5, figures: [0.375, 0.041666666666666664, 139, 839, 3.8695425177657284e-09]),
        Recorded(
            cell: CellCase(node: 7, type: .fefet, potentiationLevels: 61, depressionLevels: 33),
            levels: 5, figures: [0.375, 0.041666666666666664, 134, 804, 3.9154947492852683e-10]),
        Recorded(
            cell: CellCase(
                node: 130, roadmap: .highPerformance, type: .rram, access: .none, potentiationLevels: 97,
                depressionLevels: 97, onResistance: 100e3, offResistance: 1.7e6, writeVoltage: 1.5,
                writePulseWidth: 10e-9, readVoltage: 0.3, nonlinearity: 10),
            levels: 5, figures: [0.375, 0.041666666666666664, 212, 1272, 3.4485663609562155e-09]),
        Recorded(
            cell: CellCase(
                type: .sram, potentiationLevels: 1, depressionLevels: 1, onResistance: 6e3, offResistance: 150e3,
                writeVoltage: 1.1),
            levels: 2, figures: [0.375, 0.083333333333333329, 4, 24, 2.7425389726846074e-13]),
    ]

    @Test(arguments: recorded) func reference(_ recorded: Recorded) throws {
        let update = try recorded.cell.writeUpdate()
        let statistics = try #require(LevelMatrix(recorded.cell, levels: recorded.levels).statistics(update.rule))
        let demand = update.demand(of: statistics)
        let figures = [
            demand.rowActivity, demand.columnActivity, demand.averagePulses, demand.totalPulses, demand.arrayEnergy,
        ]
        for (figure, expected) in zip(figures, recorded.figures) { #expect(figuresAgree(figure, expected)) }
    }

    @Test(arguments: recorded) func levelsCountLikeConductances(_ recorded: Recorded) throws {
        let matrix = LevelMatrix(recorded.cell, levels: recorded.levels)
        let rule = try recorded.cell.writeUpdate().rule
        let direct = try #require(matrix.statistics(rule))
        let table = try #require(matrix.levelStatistics(rule))
        #expect(direct.setStep == table.setStep)
        #expect(direct.resetStep == table.resetStep)
        #expect(direct.resetOnlyRows == table.resetOnlyRows)
        #expect(figuresAgree(direct.pulsedConductance, table.pulsedConductance))
        #expect(figuresAgree(direct.endpointConductance, table.endpointConductance))
        #expect(direct.writtenCells > 0)
    }

    @Test func countsByHand() throws {
        // Steps of 1: the first row sets by 2 and 3 pulses and resets by 1, the second resets only, the third rests.
        let old = [1.0, 1, 4, 5, 9, 9, 2, 2, 2]
        let new = [3.0, 3.5, 3, 5, 6.9, 8.5, 2, 2.4, 2]
        let statistics = try #require(
            WriteStatistics.count(new: new, old: old, columns: 3, rule: .pulses(step: 1)))
        #expect(statistics.setStep.rows == 1)
        #expect(statistics.setStep.cells == 2)
        #expect(statistics.setStep.pulses == 3)
        #expect(statistics.resetStep.rows == 2)
        #expect(statistics.resetStep.cells == 2)
        #expect(statistics.resetStep.pulses == 1 + 3)
        #expect(statistics.resetOnlyRows == 1)
        #expect(figuresAgree(statistics.endpointConductance, 4 + 4.5 + 7 + 15.9))
    }

    @Test(arguments: [1, 2, 3, 4, 5, 127]) func anyNumberOfColumns(columns: Int) throws {
        let old = [Double](repeating: 1, count: columns * 2)
        let new = [Double](repeating: 3, count: columns) + [Double](repeating: 0.25, count: columns)
        let rule = WriteRule.pulses(step: 0.5)
        let statistics = try #require(WriteStatistics.count(new: new, old: old, columns: columns, rule: rule))
        #expect(statistics.setStep.cells == Double(columns))
        #expect(statistics.resetStep.cells == Double(columns))
        #expect(statistics.setStep.pulses == 4)
        #expect(statistics.resetStep.pulses == 2)
    }

    @Test func nothingChanges() throws {
        let cells = [Double](repeating: 1e-6, count: 64)
        for type in [CellType.sram, .rram, .fefet] {
            let update = try CellCase(type: type).writeUpdate()
            let statistics = try #require(
                WriteStatistics.count(new: cells, old: cells, columns: 8, rule: update.rule))
            let demand = update.demand(of: statistics)
            #expect(demand.rowActivity == 0)
            #expect(demand.columnActivity == 0)
            #expect(demand.totalPulses == 0)
            #expect(demand.arrayEnergy == 0)
        }
    }

    @Test(arguments: [CellCase(type: .rram), CellCase(type: .fefet), CellCase(type: .rram, access: .none)])
    func moreVoltageTakesMoreEnergy(_ cell: CellCase) throws {
        var stronger = cell
        stronger.writeVoltage *= 2
        let matrix = LevelMatrix(cell, levels: 5)
        let update = try cell.writeUpdate()
        let statistics = try #require(matrix.statistics(update.rule))
        let energy = update.demand(of: statistics).arrayEnergy
        let more = try stronger.writeUpdate().demand(of: statistics).arrayEnergy
        #expect(more > energy * 1.9)
        #expect(more < energy * 4.1)
    }

    @Test func exactCountsEveryStepOfARow() throws {
        let cell = CellCase(type: .rram)
        let statistics = try #require(LevelMatrix(cell, levels: 5).statistics(cell.writeUpdate().rule))
        let reference = try cell.writeUpdate(counting: NeuroSim21Counting()).demand(of: statistics)
        let exact = try cell.writeUpdate(counting: ExactCounting()).demand(of: statistics)
        #expect(statistics.resetStep.rows > statistics.resetOnlyRows)
        let rows = (statistics.setStep.rows + statistics.resetStep.rows) / 2 / Double(LevelMatrix.rows)
        #expect(figuresAgree(exact.rowActivity, rows))
        #expect(exact.rowActivity > reference.rowActivity)
        #expect(exact.columnActivity <= 1)
        #expect(exact.arrayEnergy > 0)
    }

    @Test func blockOutsideItsMatrix() {
        let cells = [Double](repeating: 0, count: 12)
        cells.withUnsafeBufferPointer { cells in
            #expect(CellBlock(cells, matrixColumns: 4, rows: 3, columns: 4) != nil)
            #expect(CellBlock(cells, matrixColumns: 4, row: 1, column: 2, rows: 2, columns: 2) != nil)
            #expect(CellBlock(cells, matrixColumns: 4, rows: 4, columns: 4) == nil)
            #expect(CellBlock(cells, matrixColumns: 4, column: 2, rows: 3, columns: 3) == nil)
            #expect(CellBlock(cells, matrixColumns: 4, row: -1, rows: 1, columns: 1) == nil)
        }
    }
}

@Suite struct TrainingOneTimeProgrammingTests {
    @Test func fromErasedCells() throws {
        let cell = CellCase(type: .rram)
        let update = try cell.writeUpdate()
        let matrix = LevelMatrix(cell, levels: 5)
        let target = matrix.new.map { matrix.conductances[Int($0)] }
        let erased = [Double](repeating: matrix.conductances[0], count: target.count)
        let expected = update.demand(
            of: try #require(
                WriteStatistics.count(new: target, old: erased, columns: LevelMatrix.columns, rule: update.rule)))
        let programming = OneTimeProgramming(update: update)
        let demand = try #require(
            target.withUnsafeBufferPointer { cells in
                CellBlock(
                    cells, matrixColumns: LevelMatrix.columns, rows: LevelMatrix.rows, columns: LevelMatrix.columns
                ).map(programming.demand(of:))
            })
        #expect(demand == expected)
        #expect(demand.totalPulses > 0)

        let statistics = try #require(matrix.levelStatistics(update.rule, fromErased: true))
        let fromLevels = update.demand(of: statistics)
        #expect(fromLevels.totalPulses == demand.totalPulses)
        #expect(figuresAgree(fromLevels.arrayEnergy, demand.arrayEnergy))
    }

    @Test func erasedWeightsNeedNothing() throws {
        let update = try CellCase(type: .fefet).writeUpdate()
        let programming = OneTimeProgramming(update: update)
        let target = [Double](repeating: programming.erasedConductance, count: 64)
        let demand = try #require(
            target.withUnsafeBufferPointer { cells in
                CellBlock(cells, matrixColumns: 8, rows: 8, columns: 8).map(programming.demand(of:))
            })
        #expect(demand.totalPulses == 0)
        #expect(demand.arrayEnergy == 0)
    }

    @Test func layerOfSubarrays() {
        let arrays = [OperationCost(latency: 1, energy: 2), OperationCost(latency: 3, energy: 4)]
        let cost = OneTimeProgramming.cost(of: arrays, copies: 3, writtenAtOnce: 2)
        #expect(cost == OperationCost(latency: 6, energy: 18))
    }
}
