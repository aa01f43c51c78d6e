// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Foundation
import Technology

/// The SRAM cells of one array of a weight-gradient unit, with the prechargers and write drivers of their bitlines.
///
/// The activations of a layer are written here, their bits side by side; errors are then applied to the rows.
struct WeightGradientCells: Sendable {
    /// Rows.
    let rows: Int
    /// Columns.
    let columns: Int
    /// The rectangle of the cells [m].
    let footprint: Footprint
    /// The latch.
    let latch: SRAMCell
    /// A row's wire.
    let wordline: LineLoad
    /// A column's wire.
    let bitline: LineLoad
    /// Puts the bitlines on the supply before each access.
    let precharger: Precharger
    /// Pulls one bitline of each pair low.
    let writeDriver: SRAMWriteDriver

    private let technology: Technology
    private let minimumSenseVoltage: Double
    private let counting: any CountingPolicy

    /// The cells that the parameters describe.
    init(_ inputs: DesignInputs) {
        let configuration = inputs.configuration
        let technology = inputs.technology
        rows = configuration.weightGradientRows
        columns = configuration.weightGradientColumns
        let transistors = SRAMTransistors(
            accessWidth: configuration.sramAccessWidth, nmosWidth: configuration.sramNMOSWidth,
            pmosWidth: configuration.sramPMOSWidth)
        latch = SRAMCell(
            transistors: transistors, cellWidth: configuration.sramCellWidth, technology: technology)
        footprint = Footprint(
            width: Double(columns) * configuration.sramCellWidth * technology.featureSize,
            height: Double(rows) * configuration.sramCellHeight * technology.featureSize)
        let resistancePerLength = inputs.wireResistancePerLength
        wordline = LineLoad(
            capacitance: footprint.width * technology.wireCapacitancePerLength,
            resistance: footprint.width * resistancePerLength)
        bitline = LineLoad(
            capacitance: footprint.height * technology.wireCapacitancePerLength,
            resistance: footprint.height * resistancePerLength)
        let layout = LayoutConstraint.width(footprint.width)
        precharger = Precharger(columnCount: columns, layout: layout, technology: technology)
        writeDriver = SRAMWriteDriver(columnCount: columns, layout: layout, technology: technology)
        self.technology = technology
        minimumSenseVoltage = configuration.minimumSenseVoltage
        counting = inputs.counting
    }

    /// Cells, prechargers and write drivers.
    var blocks: ChipBlock {
        let inverter = LogicGate(.inverter, nmosWidth: latch.nmosWidth, pmosWidth: latch.pmosWidth)
        let inverterPower = technology.leakageCurrent(of: inverter) * technology.supplyVoltage
        return ChipBlock(
            "cells and drivers",
            parts: [
                ChipBlock(
                    "cells", as: .weightGradient, area: footprint.area,
                    leakagePower: inverterPower * 2 * Double(rows * columns)),
                ChipBlock("prechargers", as: .weightGradient, circuit: precharger),
                ChipBlock("write drivers", as: .weightGradient, circuit: writeDriver),
            ])
    }

    /// Delay of a bitline that a cell discharges as far as it is sensed, after an edge of its wordline [s].
    func dischargeDelay(after wordlineEdge: Ramp) -> Double {
        let driver = latch.accessResistance + latch.pullDownResistance
        let timeConstant = bitline.timeConstant(
            driverResistance: driver, driverCapacitance: latch.accessCapacitance)
        let supply = technology.supplyVoltage
        let settling = log(supply / (supply - minimumSenseVoltage / 2))
        return stageTiming(timeConstant: timeConstant * settling, input: wordlineEdge).delay
    }

    /// Rows that hold a value other than zero, on average [1].
    func activeRows(_ activity: Double) -> Double { Double(rows) * activity }

    /// Writing all rows, without what selects them: `activity` is the share of rows and of columns that change [1].
    func write(activity: Double) -> OperationCost {
        let rounds = activeRows(activity)
        let flip = stageTiming(timeConstant: latch.flipResistance * latch.storageCapacitance, input: .step).delay
        let driven = counting.gradientDriverActivity(activity)
        let charging = precharger.cost(of: .prechargeForWrite(bitline: bitline, columnActivity: driven)) * rounds
        let driving = writeDriver.cost(of: .write(bitline: bitline, columnActivity: driven)) * rounds
        let supply = technology.supplyVoltage
        let flippedCells = Double(columns) * activity * rounds
        let flips = latch.storageCapacitance * supply * supply * 2 * flippedCells
        return OperationCost(
            latency: flip * rounds + charging.latency + driving.latency,
            energy: flips + (charging.energy + driving.energy))
    }
}
