// SPDX-License-Identifier: Apache-2.0

import Circuits
import Counting
import Configuration
import Technology

/// A read-out of cells that compute their products themselves: adders sum up logic levels, and nothing is converted.
///
/// Rows that are read together are added by a tree at each column, rows that are read one after the other by an adder
/// that keeps the sum. Shift-adds combine the cells of a weight and the bits of an input, as in the other read-outs.
struct LogicReadOut: ReadOut {
    let port: ReadPort
    let driver: any RowDriver
    let converter: (any ColumnConverter)? = nil
    private let schedule: ReadSchedule
    private let cell: CellLogic
    /// The adders of products of rows that are read together; nil where rows are read one after the other.
    private let tree: AdderTree?
    private let accumulator: any Accumulator

    /// A read-out at `port`, whose input lines `driver` drives.
    init(port: ReadPort, schedule: ReadSchedule, driver: any RowDriver, cell: CellLogic, inputs: DesignInputs) {
        self.port = port
        self.schedule = schedule
        self.driver = driver
        self.cell = cell
        let addsTogether = schedule == .allAtOnce
        tree =
            addsTogether
            ? AdderTree(
                unitCount: port.inputCount, inputBits: 1, treeCount: port.outputCount, layout: port.outputLayout,
                technology: inputs.technology) : nil
        let isBinary = !inputs.configuration.operationMode.isConventional
        let task = AccumulationTask(
            units: port.counting.units(port.outputCount, sharedBy: inputs.columnsPerWeight),
            sumBits: port.inputAddressBits + 1, addsRows: !addsTogether,
            weightSteps: isBinary ? nil : Double(inputs.columnsPerWeight), inputSteps: 1)
        accumulator = inputs.revision.circuits.accumulator(task, at: port, inputs: inputs)
    }

    var blocks: [SubarrayBlock] {
        let adders = tree.map { SubarrayBlock($0, as: .accumulation, at: .outputs) }
        return driver.blocks(at: port) + [adders].compactMap { $0 } + accumulator.blocks
    }

    func read(activity: Double, lineActivity: Double) -> SubarrayRead {
        let selections = schedule.counts(port, activity: activity).selections
        let products = Double(port.inputCount) * activity * Double(port.outputCount)
        let adding = (tree?.cost(of: .sum()) ?? .zero) * selections + accumulator.cost(ofReadAdding: selections)
        let driving = driver.cost(of: .read(selections: selections, lineActivity: lineActivity))
        let latency = ReadoutParts(
            conversion: 0, accumulation: adding.latency, array: driving.latency + cell.delay * selections)
        let energy = ReadoutParts(
            conversion: 0, accumulation: adding.energy, array: driving.energy + cell.energy * products)
        return SubarrayRead(latency: latency, energy: energy)
    }
}
