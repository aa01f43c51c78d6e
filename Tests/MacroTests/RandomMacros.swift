// SPDX-License-Identifier: Apache-2.0

import Macro
import _TestSupport

/// Macros of any kind, size and coding, and multiplications on them.
struct RandomMacros {
    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    private mutating func pick<Element>(_ elements: [Element], _ none: Element) -> Element {
        elements.randomElement(using: &random) ?? none
    }

    mutating func next() -> (design: MacroDesign, task: MacroTask) {
        let kind = pick(MacroKind.allCases, .currentSRAM)
        let node = SiliconNode(nanometers: Double(pick(SiliconNode.nodes, 28))) ?? .standard
        let rows = Int.random(in: 1...2048, using: &random)
        let columns = Int.random(in: 1...1024, using: &random)
        let rowsPerWeight = kind == .digitalSRAM ? 1 : Int.random(in: 1...min(2, rows), using: &random)
        let perRead = Int.random(in: rowsPerWeight...rows, using: &random)
        let perWeight = Int.random(in: 1...min(8, columns), using: &random)
        let coding = pick(MacroDesign.InputCoding.allCases, .bitSerial)
        let bitsPerRead = coding == .bitSerial ? 1 : Int.random(in: 1...8, using: &random)
        let joining = pick(MacroDesign.WeightJoining.allCases, .digital)
        let design = MacroDesign(
            node: node, cell: cell(kind), rows: rows, columns: columns, rowsPerRead: perRead,
            rowsPerWeight: rowsPerWeight, columnsPerWeight: perWeight, joining: joining, coding: coding,
            inputBitsPerRead: bitsPerRead,
            readOut: kind == .digitalSRAM
                ? adders(perRead) : converters(columns, joined: joining == .analog ? perWeight : 1))
        let inputBits = Int.random(in: 1...16, using: &random)
        let task = MacroTask(
            supply: Double.random(in: 0.3...3, using: &random),
            temperature: Double.random(in: 250...400, using: &random), inputBits: inputBits,
            weightBits: Double(Int.random(in: 1...16, using: &random)),
            inputs: Int.random(in: 1...max(1, rows / rowsPerWeight), using: &random),
            outputs: Int.random(in: 1...max(1, columns / perWeight), using: &random),
            inputDensity: Double.random(in: 0...1, using: &random),
            weightDensity: Double.random(in: 0...1, using: &random))
        return (design, task)
    }

    private mutating func cell(_ kind: MacroKind) -> MacroCell {
        let transistors = Int.random(in: 6...20, using: &random)
        switch kind {
        case .currentSRAM: return MacroCell(.current, transistors: transistors)
        case .chargeSRAM:
            return MacroCell(
                .charge(unitCapacitors: Double.random(in: 0...4, using: &random)), transistors: transistors)
        case .digitalSRAM: return MacroCell(.adders, transistors: transistors)
        case .resistive:
            let on = Double.random(in: 1e3...1e6, using: &random)
            return MacroCell(.resistive(on: on, off: on * 20, isPulsed: Bool.random(using: &random)))
        }
    }

    private mutating func adders(_ rows: Int) -> MacroDesign.ReadOut {
        .adders(
            AdderDesign(
                Bool.random(using: &random) ? .trees : .cells, inputs: rows,
                secondTree: Bool.random(using: &random) ? AdderDesign.SecondTree(inputs: 8, bits: 12) : nil,
                recodesInputs: Bool.random(using: &random)))
    }

    private mutating func converters(_ columns: Int, joined: Int) -> MacroDesign.ReadOut {
        let bits = Double.random(in: 1...12, using: &random)
        return .converters(
            MacroConverterDesign(
                pick(MacroConverterDesign.Kind.allCases, .sar), bits: bits,
                levels: MacroConverterDesign.levels(ofBits: bits), count: Int.random(in: 1...columns, using: &random),
                columnsJoined: joined))
    }
}
