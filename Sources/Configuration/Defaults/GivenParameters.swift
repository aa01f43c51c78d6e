// SPDX-License-Identifier: Apache-2.0

/// What is given of the parameters whose default is not the same everywhere; nil for those at their default.
///
/// A property has the meaning and the unit of the property of ``ParameterSet`` that has its name.
struct GivenParameters: Sendable, Hashable {
    var accounting: Accounting?
    var technologyNode: Int?
    var featureSize: Double?
    var wireWidth: Int?
    var columnMetalWidth: Double?
    var rowMetalWidth: Double?
    var barrierThickness: Double?
    var maximumGlobalBusWidth: Int?

    var usesCurrentModeSensing: Bool?
    var isPipelined: Bool?
    var speedUpDegree: Int?
    var estimatesTraining: Bool?

    var cellType: CellType?
    var parallelRows: Int?
    var adcLevels: Int?
    var cellBits: Int?
    var convertersPerDummyColumn: Int?

    var multiplexerDriverSize: Double?
    var wordlineSwitchSize: Double?
    var switchResistanceRatio: Double?
    var wordlineRepeaters: Int?
    var wordlineRepeaterSize: Double?

    var sramCellHeight: Double?
    var sramCellWidth: Double?
    var sramNMOSWidth: Double?
    var sramPMOSWidth: Double?
    var sramAccessWidth: Double?

    var oneTransistorCellHeight: Double?
    var oneTransistorCellWidth: Double?
    var onResistance: Double?
    var offResistance: Double?
    var writeVoltage: Double?
    var writePulseWidth: Double?
    var readPulseWidth: Double?
    var potentiationLevels: Int?
    var depressionLevels: Int?
    var readVoltage: Double?
    var accessVoltage: Double?
    var accessResistance: Double?

    var supplyVoltage: Double?
    var cellArea: Double?
    var cellTransistors: Int?
    var converterEnergy: Double?
    var converterArea: Double?
    var converterTime: Double?
}
