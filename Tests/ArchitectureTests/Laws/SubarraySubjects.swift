// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import _TestSupport

@testable import Architecture

/// Subarrays of every cell in every order of reading, with each kind of converter.
enum SubarraySubjects {
    /// A converter of columns that are read together.
    enum Converter: String, CaseIterable {
        case flash, voltageFlash, successive

        var assignments: [String] {
            switch self {
            case .flash: ["SARADC=0", "currentMode=1"]
            case .voltageFlash: ["SARADC=0", "currentMode=0"]
            case .successive: ["SARADC=1"]
            }
        }
    }

    static let all = exact + reference

    private static let cells: [LawCell] = [.sram, .resistive, .ferroelectric, .crossPoint]

    private static let exact =
        cells.flatMap { cell in
            (1...6).flatMap { mode in converters(cell, mode: mode).map { subject(cell, mode: mode, $0) } }
        } + [1, 2].map { subject(.logic, mode: $0, .flash) }

    private static let reference = cells.flatMap { cell in
        (1...6).map { subject(cell, mode: $0, .flash, counting: .reference) }
    }

    /// The converters that arrays of a cell may have; the first one where they sense in another way.
    private static func converters(_ cell: LawCell, mode: Int) -> [Converter] {
        let readsRowByRow = mode % 2 == 1
        let senses = readsRowByRow && (cell == .sram || mode > 2)
        return senses ? [.flash] : Converter.allCases
    }

    /// What does not fall where there is more of an array.
    private static let growing: Set<String> = [
        "area", "leakage", "leakage.forward", "leakage.all", "rowWire", "wordline", "column", "forward.energy",
        "forward.conversions",
    ]

    private static func subject(
        _ cell: LawCell, mode: Int, _ converter: Converter, counting: BlockDesign.Counting = .exact
    ) -> LawSubject {
        var design = BlockDesign(cell, mode: mode, converter.assignments + ["trainingEstimation=1"])
        design.counting = counting
        let made = design
        return LawSubject(
            "Subarray.\(counting).\(cell.rawValue).mode\(mode).\(converter)",
            axes: made.hasSeveralBits ? [.rows, .columns, .bits] : [.rows, .columns],
            growing: growing
        ) { inputs in
            try figures(of: Subarray(made.inputs(inputs)), inputs)
        }
    }

    private static func figures(of subarray: Subarray, _ inputs: LawInputs) -> [LawFigure] {
        let update = ArrayUpdate(
            rowActivity: 0.5, columnActivity: 0.25, pulseCount: 64, pulsesPerRow: 4,
            cellEnergy: inputs.convert(1e-12, .energy))
        let rectangle = subarray.rectangle
        return LawFigure.sides(subarray.footprint.height, subarray.footprint.width)
            + LawFigure.block(subarray.blocks)
            + [
                LawFigure("rectangle", subarray.footprint.area, .area, parts: rectangle.parts.map(\.area)),
                LawFigure("leakage.forward", subarray.leakagePower(includingTransposed: false), .power),
                LawFigure("leakage.all", subarray.leakagePower(includingTransposed: true), .power),
                LawFigure("rowWire", subarray.writing.rowWireCapacitance, .capacitance),
                LawFigure("wordline", subarray.writing.wordlineCapacitance, .capacitance),
                LawFigure("column", subarray.writing.columnCapacitance, .capacitance),
            ] + read("forward", subarray.forwardRead(activity: 0.375))
            + read("transposed", subarray.transposedRead(forwardActivity: 0.375))
            + conversion("forward", subarray.readADC, inputs) + conversion("transposed", subarray.transposedADC, inputs)
            + LawFigure.cost("program", subarray.writing.write(update, after: .none))
            + LawFigure.cost("write", subarray.writing.write(update, after: .transposed))
    }

    /// A read before its conversions, by cause; a read of which only totals are listed has no parts.
    private static func read(_ name: String, _ read: SubarrayRead) -> [LawFigure] {
        let isListed = read.countsConversionInParts
        return [
            LawFigure(
                "\(name).latency", read.totalLatency, .time,
                parts: isListed ? [read.latency.conversion, read.latency.accumulation, read.latency.array] : nil),
            LawFigure(
                "\(name).energy", read.totalEnergy, .energy,
                parts: isListed ? [read.energy.conversion, read.energy.accumulation, read.energy.array] : nil),
            LawFigure("\(name).conversions", read.conversionEnergyFactor, Dimension()),
        ]
    }

    /// One conversion of columns with conducting cells.
    private static func conversion(
        _ name: String, _ converter: (any ColumnConverter)?, _ inputs: LawInputs
    ) -> [LawFigure] {
        guard let converter else { return [] }
        let columns = [5e3, 2e4, 1e5, 4e5].map(inputs.ohms)
        return LawFigure.cost("\(name).convert", converter.cost(of: .convert(columnResistances: columns)))
    }
}
