// SPDX-License-Identifier: Apache-2.0

import Technology

/// Sigmoid functions as lookup tables in memory cells: a line decoder takes the argument, sense amplifiers read the
/// value. Equations and constants: table of sources in Sources/References.
public struct Sigmoid: CircuitModel {
    /// Length of a value [bit].
    public let outputBits: Int
    /// Lines of a table [1].
    public let entryCount: Int
    /// Functions that work side by side [1].
    public let unitCount: Int
    /// The rectangle that the circuit takes [m].
    public let footprint: Footprint
    /// The static power of the periphery of a single function [W].
    public let leakagePower: Double

    private let lookUp: OperationCost

    /// Makes tables.
    /// - Parameters:
    ///   - outputBits: length of a value.
    ///   - entryCount: lines of a table.
    ///   - unitCount: functions side by side.
    ///   - cell: the memory cell that stores a bit. An SRAM cell is read like a resistive one of the on and off
    ///     resistance of its device.
    ///   - clockFrequency: [Hz].
    ///   - layout: a height, a width, or one row; only the area counts.
    ///   - technology: the process.
    public init(
        outputBits: Int, entryCount: Int, unitCount: Int, cell: any MemoryCell, clockFrequency: Double,
        layout: LayoutConstraint = .free, technology: Technology
    ) {
        let addressBits = entryCount > 1 ? Int.bitWidth - (entryCount - 1).leadingZeroBitCount : 0
        let decoder = RowDecoder(addressBits: addressBits, technology: technology)
        let senseAmplifier = VoltageSenseAmplifier(
            columnCount: outputBits, cell: cell, clockFrequency: clockFrequency, technology: technology)
        let cellHeight = cell.heightInFeatureSizes * technology.featureSize
        let cellWidth = cell.widthInFeatureSizes * technology.featureSize
        let table = cellHeight * cellWidth * Double(outputBits * entryCount)
        let area = (table + decoder.area + senseAmplifier.area) * Double(unitCount)

        self.outputBits = outputBits
        self.entryCount = entryCount
        self.unitCount = unitCount
        footprint = Footprint(area: area, layout: layout, technology: technology)
        leakagePower = decoder.leakagePower + senseAmplifier.leakagePower
        lookUp = decoder.cost(of: .select()) + senseAmplifier.sensingCost
    }

    /// Operations of the tables.
    public enum Operation: Sendable {
        /// Each function looks up one value; the lines are no load to the decoder.
        case lookUp
    }

    /// Time [s] and energy [J] of one operation.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .lookUp: OperationCost(latency: lookUp.latency, energy: lookUp.energy * Double(unitCount))
        }
    }
}
