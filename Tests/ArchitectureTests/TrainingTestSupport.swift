// SPDX-License-Identifier: Apache-2.0

import Counting
import NeuroSim21
import NeuroSim21Technology
import Revisions
import Technology
import Testing

@testable import Architecture
@testable import Configuration

/// Whether two figures agree, but for the order in which they were added up.
func figuresAgree(_ left: Double, _ right: Double) -> Bool {
    left == right || abs(left - right) <= 1e-9 * max(abs(left), abs(right))
}

/// A memory cell and its process, without regard to whether its transistor fits.
struct CellCase: Sendable, CustomTestStringConvertible {
    var node = 32
    var roadmap = DeviceRoadmap.lowStandbyPower
    var type = CellType.fefet
    var access = AccessDevice.cmos
    var potentiationLevels = 60
    var depressionLevels = 60
    var onResistance = 240e3
    var offResistance = 24e6
    var writeVoltage = 4.0
    var writePulseWidth = 50e-9
    var readVoltage = 0.5
    var nonlinearity: Double?

    var testDescription: String { "\(type), \(access), \(node) nm" }

    /// Parameters of such a cell, 8 F high and 20 F wide, which no reader has checked.
    private var configuration: Configuration {
        var configuration = Configuration()
        configuration.parameters.cellType = type
        configuration.parameters.accessDevice = access
        configuration.parameters.potentiationLevels = potentiationLevels
        configuration.parameters.depressionLevels = depressionLevels
        configuration.parameters.onResistance = onResistance
        configuration.parameters.offResistance = offResistance
        configuration.parameters.writeVoltage = writeVoltage
        configuration.parameters.writePulseWidth = writePulseWidth
        configuration.parameters.readVoltage = readVoltage
        configuration.parameters.hasNonlinearCells = nonlinearity != nil
        configuration.parameters.nonlinearity = nonlinearity ?? 1
        (configuration.parameters.sramCellHeight, configuration.parameters.sramCellWidth) = (8, 20)
        configuration.parameters.oneTransistorCellHeight = 8
        configuration.parameters.oneTransistorCellWidth = 20
        return configuration
    }

    func writeUpdate(counting: any CountingPolicy = NeuroSim21Counting()) throws -> WriteUpdate {
        let technology = try Technology(node: node, roadmap: roadmap)
        let cell = try configuration.memoryCell(technology: technology)
        return WriteUpdate(
            cell: cell, lines: WriteLines(rowWire: 2e-14, wordline: 5e-14, column: 3e-14),
            rows: 128, columns: 128, counting: counting)
    }
}

/// A matrix of levels before and after an update, made by arithmetic.
struct LevelMatrix {
    static let rows = 16
    static let columns = 12

    let old: [UInt8]
    let new: [UInt8]
    let conductances: [Double]

    /// `levels` evenly spaced conductances between those of a cell; every fourth row and most cells stay as they are.
    init(_ cell: CellCase, levels: Int) {
        let greatest = 1 / cell.onResistance
        let least = 1 / cell.offResistance
        conductances = (0..<levels).map { least + Double($0) * (greatest - least) / Double(levels - 1) }
        var old: [UInt8] = []
        var new: [UInt8] = []
        for row in 0..<Self.rows {
            for column in 0..<Self.columns {
                let before = (row * 7 + column * 3) % levels
                let after = (row * 5 + column * 11 + 1) % levels
                let changes = (row + column) % 3 == 0 && row % 4 != 3
                old.append(UInt8(before))
                new.append(UInt8(changes ? after : before))
            }
        }
        self.old = old
        self.new = new
    }

    func statistics(_ rule: WriteRule) -> WriteStatistics? {
        WriteStatistics.count(
            new: new.map { conductances[Int($0)] }, old: old.map { conductances[Int($0)] }, columns: Self.columns,
            rule: rule)
    }

    /// Counts of weights that are single cells, before and after; of erased cells without `old`.
    func levelStatistics(_ rule: WriteRule, fromErased: Bool = false) -> WriteStatistics? {
        func levels(_ values: [UInt8]) -> WeightLevels {
            WeightLevels(
                values: values.map(Int32.init), weightsPerRow: Self.columns, cells: 1, conductances: conductances,
                resistances: conductances.map { 1 / $0 })
        }
        return WriteStatistics.count(
            new: levels(new), old: fromErased ? nil : levels(old), erasedConductance: conductances[0],
            blocks: [0..<Self.columns], rule: rule
        ).first
    }
}

extension WriteStatistics {
    /// Counts over whole matrices of `columns` columns.
    static func count(new: [Double], old: [Double], columns: Int, rule: WriteRule) -> WriteStatistics? {
        let rows = new.count / columns
        return new.withUnsafeBufferPointer { new in
            old.withUnsafeBufferPointer { old in
                guard let after = CellBlock(new, matrixColumns: columns, rows: rows, columns: columns),
                    let before = CellBlock(old, matrixColumns: columns, rows: rows, columns: columns)
                else { return nil }
                return WriteStatistics(new: after, old: before, rule: rule)
            }
        }
    }
}

/// The parameters that the tests of the weight-gradient unit vary.
func gradientInputs(
    activationBits: Int = 8, revision: Revision = NeuroSim21.revision(),
    _ change: (inout ParameterSet) -> Void = { _ in }
) throws -> DesignInputs {
    // Also sizes that no Param file may have.
    var configuration = Configuration()
    change(&configuration.parameters)
    return try DesignInputs(
        configuration: configuration, weightBits: 8, activationBits: activationBits, revision: revision)
}
