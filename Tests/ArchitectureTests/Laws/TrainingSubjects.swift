// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Workload
import _TestSupport

@testable import Architecture

/// What a chip has for training: the unit for weight gradients, the hardware around it, and the writing of weights.
enum TrainingSubjects {
    static let all = units.map { unit($0.name, $0.design) } + units.map { hardware($0.name, $0.design) } + writes

    private static let units: [(name: String, design: BlockDesign)] = [
        ("flash", BlockDesign(.resistive, mode: 2, ["SARADC=0", "parallelBP=true"])),
        ("successive", BlockDesign(.resistive, mode: 2, ["SARADC=1", "parallelBP=true"])),
        ("rowByRow", BlockDesign(.resistive, mode: 2, ["parallelBP=false"])),
        ("reference", BlockDesign(.resistive, mode: 2, ["SARADC=0", "parallelBP=true"]).countedByReference),
    ]

    private static let sizes = ["numRowSubArrayWG=32", "numColSubArrayWG=32", "trainingEstimation=1"]

    /// A unit of arrays of 32 rows and columns for a matrix of as many rows and columns as the check has, eightfold.
    private static func unit(_ name: String, _ design: BlockDesign) -> LawSubject {
        let design = design.setting(sizes)
        return LawSubject(
            "WeightGradientUnit.\(name)",
            // An array that is read row by row has an adder for each activation, of which it holds fewer when they are long.
            axes: name == "rowByRow" ? [.count, .rows, .columns] : [.count, .rows, .columns, .bits],
            proportional: ["area", "leakage", "read.latency", "read.energy"],
            growing: ["area", "leakage", "counted", "array", "gradients.energy"]
        ) { inputs in
            let made = try design.inputs(inputs, rows: 32, columns: 32)
            let matrix = WeightGradientMatrix(
                rows: 8 * inputs.rows, columns: 8 * inputs.columns, kernelPositions: 9, outputs: inputs.count)
            let unit = WeightGradientUnit(made, largest: matrix)
            return LawFigure.block(unit.blocks.repeated(Double(inputs.count)))
                + [LawFigure("counted", unit.countedArea, .area), LawFigure("array", unit.arrayArea, .area)]
                + LawFigure.cost("read", unit.read(outputs: inputs.count, activity: 0.25))
                + LawFigure.cost("write", unit.write(activity: 0.25))
                + LawFigure.cost("gradients", unit.gradients(of: matrix, activity: 0.25))
        }
    }

    private static func hardware(_ name: String, _ design: BlockDesign) -> LawSubject {
        let design = design.setting(sizes)
        return LawSubject("TrainingHardware.\(name)", axes: [.bits], growing: ["area", "leakage"]) { inputs in
            let network = try BlockNetwork.make()
            let made = try design.inputs(inputs)
            let hardware = try TrainingHardware(
                network: network, inferenceBufferBits: 8192, largestMapLayer: 1, inputs: made
            ).laidOut(height: inputs.features(5000))
            return LawFigure.block(hardware.blocks)
                + network.layers.enumerated().flatMap { index, layer in
                    LawFigure.cost("layer\(index + 1).gradients", hardware.gradients(of: layer, activity: 0.25))
                        + LawFigure.cost("layer\(index + 1).sums", hardware.accumulation(of: layer))
                }
        }
    }

    // MARK: Writing

    private static let writes = [LawCell.sram, .resistive, .ferroelectric, .crossPoint].flatMap { cell in
        [BlockDesign.Counting.exact, .reference].map { write(cell, counting: $0) }
    }

    /// An update of a subarray and its first programming, from the conductances of its cells to what the array takes.
    private static func write(_ cell: LawCell, counting: BlockDesign.Counting) -> LawSubject {
        var design = BlockDesign(cell, mode: 2, ["trainingEstimation=1"])
        design.counting = counting
        let made = design
        return LawSubject(
            "WriteUpdate.\(counting).\(cell.rawValue)", axes: [.rows, .columns, .count],
            proportional: ["programming.latency", "programming.energy"],
            growing: ["cells.energy", "pulses", "programming.energy"]
        ) { inputs in
            let design = try made.inputs(inputs)
            let subarray = try Subarray(design)
            let lines = WriteLines(
                rowWire: subarray.writing.rowWireCapacitance, wordline: subarray.writing.wordlineCapacitance,
                column: subarray.writing.columnCapacitance)
            let update = WriteUpdate(
                cell: design.cell, lines: lines, rows: inputs.rows, columns: inputs.columns,
                counting: design.counting)
            let programming = OneTimeProgramming(update: update)
            let (old, new) = conductances(inputs, of: design.cell)
            let erased = [Double](repeating: programming.erasedConductance, count: new.count)
            guard
                let changed = WriteStatistics.count(new: new, old: old, columns: inputs.columns, rule: update.rule),
                let first = WriteStatistics.count(new: new, old: erased, columns: inputs.columns, rule: update.rule)
            else { return [] }
            let one = cost(of: update.demand(of: first), in: subarray, after: .none)
            let cost = OneTimeProgramming.cost(of: [one], copies: inputs.count)
            let demand = update.demand(of: changed)
            return [
                LawFigure("cells.energy", demand.arrayEnergy, .energy),
                LawFigure("pulses", demand.totalPulses, Dimension()),
            ] + LawFigure.cost("update", Self.cost(of: demand, in: subarray, after: .transposed))
                + LawFigure.cost("programming", cost)
        }
    }

    private static func cost(
        of demand: WriteDemand, in subarray: Subarray, after reads: PrecedingReads
    ) -> OperationCost {
        subarray.writing.write(
            ArrayUpdate(
                rowActivity: demand.rowActivity, columnActivity: demand.columnActivity,
                pulseCount: demand.totalPulses, pulsesPerRow: demand.averagePulses, cellEnergy: demand.arrayEnergy),
            after: reads)
    }

    /// Cells of two states, every second of which changes.
    private static func conductances(
        _ inputs: LawInputs, of cell: any MemoryCell
    ) -> (old: [Double], new: [Double]) {
        let levels = [cell.leastConductance, cell.greatestConductance]
        let cells = (0..<inputs.rows * inputs.columns).map { $0 / inputs.columns * 3 + $0 % inputs.columns }
        return (cells.map { levels[$0 / 2 % 2] }, cells.map { levels[($0 / 2 + $0) % 2] })
    }
}
