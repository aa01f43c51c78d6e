// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Technology

/// What selects the rows of a read: its circuits, its time and its energy.
struct RowSelection: Sendable {
    /// Its circuits, beside the rows.
    let blocks: [SubarrayBlock]
    /// Time of one selection, up to the first repeater where there are some [s].
    let delay: Double
    /// Time behind the first repeater [s].
    let repeaterDelay: Double
    /// Energy of a selection, whatever the input [J].
    let energyPerSelection: Double
    /// What a selection of all rows together takes in addition [J].
    let energyOfAllRows: Double
    /// Energy of all repeaters, for a selection of all rows together [J].
    let repeaterEnergy: Double

    /// Energy of one selection in which the share `activity` of the rows is at one [J], without the repeaters.
    func energy(activity: Double) -> Double { energyPerSelection + energyOfAllRows * activity }
}

// MARK: - One row after the other

extension RowSelection {
    /// A decoder, whose wordlines SRAM cells load.
    static func decoded(_ lines: ArrayLines, layout: LayoutConstraint, inputs: DesignInputs) -> RowSelection {
        let decoder = decoder(lines, layout: layout, inputs: inputs)
        let cost = decoder.cost(of: .select(load: lines.wordline, cells: Double(lines.columns)))
        return RowSelection(
            blocks: [SubarrayBlock(decoder, as: .other, at: .inputs)], delay: cost.latency, repeaterDelay: 0,
            energyPerSelection: cost.energy * inputs.calibration.control, energyOfAllRows: 0, repeaterEnergy: 0)
    }

    /// A decoder and the drivers of access transistors behind it.
    static func gated(_ lines: ArrayLines, layout: LayoutConstraint, inputs: DesignInputs) -> RowSelection {
        let driver = GatedWordlineDriver(
            wordlineCount: lines.rows, readVoltage: inputs.configuration.readVoltage, layout: layout,
            technology: inputs.technology)
        return decoded(lines, driver: driver, layout: layout, inputs: inputs) {
            driver.cost(of: .read(load: lines.wordline, inputRamp: $0))
        }
    }

    /// A decoder and drivers of the rows of a cross-point array, as many of which are taken to be selected as columns
    /// are read at a time.
    static func crossPoint(_ lines: ArrayLines, layout: LayoutConstraint, inputs: DesignInputs) -> RowSelection {
        let driver = CrossPointRowDriver(
            wordlineCount: lines.rows, cellsPerWordline: lines.columns,
            cellResistance: inputs.cell.stateResistance.on, readVoltage: inputs.configuration.readVoltage,
            layout: layout, technology: inputs.technology)
        let selected = Double(lines.columns / inputs.columnsPerSense)
        let row = LineLoad(capacitance: lines.rowWireCapacitance, resistance: lines.wordline.resistance)
        return decoded(lines, driver: driver, layout: layout, inputs: inputs) {
            driver.cost(of: .read(selected: selected, load: row, inputRamp: $0))
        }
    }

    private static func decoder(
        _ lines: ArrayLines, layout: LayoutConstraint, inputs: DesignInputs
    ) -> AddressDecoder {
        AddressDecoder(
            addressBits: AddressDecoder.addressBits(lines: lines.rows),
            sizing: .outputDrivers(inputs.configuration.wordlineDecoderDriverSize), layout: layout,
            technology: inputs.technology)
    }

    /// A decoder with drivers, which its edge starts.
    private static func decoded(
        _ lines: ArrayLines, driver: some CircuitModel, layout: LayoutConstraint, inputs: DesignInputs,
        driving: (Ramp) -> OperationCost
    ) -> RowSelection {
        let decoder = decoder(lines, layout: layout, inputs: inputs)
        let cells = Double(lines.columns)
        let decoding = decoder.cost(of: .select(load: lines.wordline, cells: cells))
        let cost = driving(decoder.timing(load: lines.wordline, cells: cells).outputRamp)
        return RowSelection(
            blocks: [
                SubarrayBlock(decoder, as: .other, at: .inputs), SubarrayBlock(driver, as: .other, at: .inputs),
            ],
            delay: decoding.latency + cost.latency, repeaterDelay: 0,
            energyPerSelection: decoding.energy * inputs.calibration.control + cost.energy, energyOfAllRows: 0,
            repeaterEnergy: 0)
    }
}

// MARK: - Several rows at once

extension RowSelection {
    /// A switch matrix for the wordlines of SRAM cells, with repeaters where the parameters ask for some and the
    /// operation mode allows them.
    static func wordlines(
        _ lines: ArrayLines, repeats: Bool, layout: LayoutConstraint, inputs: DesignInputs
    ) -> RowSelection {
        let repeaters = repeats ? WordlineRepeaters(lines, inputs: inputs) : nil
        let count = repeaters?.count ?? 0
        let matrix = matrix(
            lines, lineResistance: lines.wordline.resistance / Double(count + 1), layout: layout, inputs: inputs)
        return switched(
            lines, matrix: matrix, section: lines.section(repeaters: count), repeaters: repeaters,
            voltage: inputs.technology.supplyVoltage, repeatersLeak: false)
    }

    /// A switch matrix for rows whose pass gates are sized for the cells on them; the wire of a row loads them.
    static func rows(
        _ lines: ArrayLines, cellResistance: Double, layout: LayoutConstraint, inputs: DesignInputs
    ) -> RowSelection {
        let resistance = cellResistance * Double(lines.rows) / Double(lines.columns)
        return switched(
            lines, matrix: matrix(lines, lineResistance: resistance, layout: layout, inputs: inputs),
            section: LineLoad(capacitance: lines.rowWireCapacitance, resistance: lines.wordline.resistance),
            repeaters: nil, voltage: 0, repeatersLeak: false)
    }

    private static func matrix(
        _ lines: ArrayLines, lineResistance: Double, layout: LayoutConstraint, inputs: DesignInputs
    ) -> LineSwitchMatrix {
        LineSwitchMatrix(
            lines: .rows, lineCount: lines.rows, lineResistance: lineResistance,
            sizeFactor: inputs.configuration.switchResistanceRatio, readVoltage: inputs.configuration.readVoltage,
            layout: layout, technology: inputs.technology)
    }

    private static func switched(
        _ lines: ArrayLines, matrix: LineSwitchMatrix, section: LineLoad, repeaters: WordlineRepeaters?,
        voltage: Double, repeatersLeak: Bool
    ) -> RowSelection {
        let load = repeaters?.inputCapacitance ?? 0
        let none = matrix.cost(of: .read(load: section, repeaterLoad: load, lineActivity: 0))
        let all = matrix.cost(of: .read(load: section, repeaterLoad: load, lineActivity: 1))
        return RowSelection(
            matrix, lines: lines, delay: all.latency, energies: (none.energy, all.energy), repeaters: repeaters,
            section: section, voltage: voltage, repeatersLeak: repeatersLeak)
    }

    /// A switch matrix for the wordlines of access transistors, with repeaters where the parameters ask for some and the
    /// operation mode allows them.
    static func accessTransistors(
        _ lines: ArrayLines, repeats: Bool, layout: LayoutConstraint, inputs: DesignInputs
    ) -> RowSelection {
        let configuration = inputs.configuration
        let matrix = AccessSwitchMatrix(
            rowCount: lines.rows, sizeFactor: configuration.wordlineSwitchSize,
            accessVoltage: configuration.accessVoltage, readVoltage: configuration.readVoltage, layout: layout,
            technology: inputs.technology)
        let repeaters = repeats ? WordlineRepeaters(lines, inputs: inputs) : nil
        let section = lines.section(repeaters: repeaters?.count ?? 0)
        let load = repeaters.map { repeaters in
            LineLoad(
                capacitance: lines.wordline.capacitance / Double(repeaters.count + 1) + repeaters.inputCapacitance,
                resistance: section.resistance)
        }
        let none = matrix.cost(of: .read(load: load ?? lines.wordline, rowActivity: 0))
        let all = matrix.cost(of: .read(load: load ?? lines.wordline, rowActivity: 1))
        return RowSelection(
            matrix, lines: lines, delay: all.latency, energies: (none.energy, all.energy), repeaters: repeaters,
            section: section, voltage: configuration.accessVoltage, repeatersLeak: true)
    }

    /// A matrix with the repeaters behind it, which stand between the cells.
    private init(
        _ matrix: some CircuitModel, lines: ArrayLines, delay: Double, energies: (none: Double, all: Double),
        repeaters: WordlineRepeaters?, section: LineLoad, voltage: Double, repeatersLeak: Bool
    ) {
        let driving = repeaters?.cost(of: .drive(section: section, voltage: voltage, rowActivity: 1)) ?? .zero
        let among = repeaters.map { repeaters in
            SubarrayBlock(
                repeaters, as: .other, at: .amongCells,
                footprint: Footprint(
                    width: repeaters.area / lines.footprint.height, height: lines.footprint.height),
                countedLeakage: repeatersLeak ? repeaters.leakagePower : 0)
        }
        self.init(
            blocks: [SubarrayBlock(matrix, as: .other, at: .inputs)] + [among].compactMap { $0 }, delay: delay,
            repeaterDelay: driving.latency, energyPerSelection: energies.none,
            energyOfAllRows: energies.all - energies.none, repeaterEnergy: driving.energy)
    }
}

extension WordlineRepeaters {
    /// The repeaters that the parameters ask for; nil for none.
    fileprivate init?(_ lines: ArrayLines, inputs: DesignInputs) {
        guard inputs.configuration.wordlineRepeaters > 0 else { return nil }
        self.init(
            count: inputs.configuration.wordlineRepeaters, size: inputs.configuration.wordlineRepeaterSize,
            wordlineCount: lines.rows, technology: inputs.technology)
    }
}

extension DesignInputs {
    /// Columns that share a sensing circuit.
    var columnsPerSense: Int { min(configuration.columnsPerADC, configuration.subarrayColumns) }
}
