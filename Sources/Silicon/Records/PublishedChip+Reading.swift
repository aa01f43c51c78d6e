// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Macro

extension PublishedChip {
    static let kinds: KeyValuePairs<String, MacroKind> = [
        "analog-sram-current": .currentSRAM, "analog-sram-charge": .chargeSRAM, "analog-resistive": .resistive,
        "digital-sram": .digitalSRAM,
    ]

    /// The chip of a record.
    ///
    /// - Throws: `InputError` for a value that is missing or not allowed.
    init(_ record: ChipFields) throws(InputError) {
        id = try record.requiredText("id")
        title = try record.text("title") ?? id
        family = try record.text("family") ?? id
        kind = try record.requiredWord("kind", Self.kinds)
        guard let design = try record.fields("design") else { throw record.error("design", "is missing") }
        var assumed: [String] = []
        let macro = try MacroDesign(design, kind: kind, resultBits: Self.resultBits(record), assumed: &assumed)
        for entry in try design.list("assumed") {
            if case .text(let text) = entry.value { assumed.append(text) }
        }
        self.assumed = assumed
        var points: [Point] = []
        for (index, content) in try record.list("points").enumerated() {
            let fields = try ChipFields(content, place: "\(record.place), point \(index + 1)", file: record.file)
            points.append(try Point(fields, design: macro))
        }
        guard !points.isEmpty else { throw record.error("points", "has no point") }
        self.points = points
        let area = try record.fields("area")
        self.area = try area?.number("macro", 1e-15...1)
        scoresArea = try area?.flag("scored") ?? false
    }
}

extension PublishedChip {
    /// Bits of a result of the first point that says so; nil where none does.
    private static func resultBits(_ record: ChipFields) throws(InputError) -> Double? {
        for (index, content) in try record.list("points").enumerated() {
            let fields = try ChipFields(content, place: "\(record.place), point \(index + 1)", file: record.file)
            if let bits = try fields.number("outputBits", 1...20) { return bits }
        }
        return nil
    }
}

extension PublishedChip.Point {
    fileprivate init(_ fields: ChipFields, design: MacroDesign) throws(InputError) {
        name = try fields.text("name") ?? "1"
        let inputs = try fields.requiredInteger("inputs", 1...1 << 20)
        guard let inputBits = try fields.roundedUp("inputBits", 1...32) else {
            throw fields.error("inputBits", "is missing")
        }
        task = MacroTask(
            supply: try fields.requiredNumber("supply", 0.1...20), temperature: 300,
            inputBits: inputBits,
            weightBits: try fields.requiredNumber("weightBits", 1...32),
            outputBits: try fields.number("outputBits", 1...20), inputs: inputs,
            outputs: try fields.requiredInteger("outputs", 1...1 << 20),
            inputDensity: try fields.number("inputDensity", 0...1) ?? 0.5,
            weightDensity: try fields.number("weightDensity", 0...1) ?? 0.5)
        var own = design
        if let bits = try fields.roundedUp("inputBitsPerRead", 1...32) { own.inputBitsPerRead = bits }
        let rows = try fields.integer("rowsActive", 1...1 << 20) ?? own.rowsPerRead
        // Inputs of a point enter together: a multiplication that needs several reads of rows is several points.
        own.rowsPerRead = max(rows, inputs * own.rowsPerWeight)
        self.design = own
        var measured: [MeasuredFigure: Double] = [:]
        if let found = try fields.fields("measured") {
            for figure in [MeasuredFigure.energy, .latency] {
                measured[figure] = try found.number(figure.rawValue, 1e-30...1e30)
            }
        }
        self.measured = measured
        var scored: Set<MeasuredFigure> = []
        for entry in try fields.list("scored") {
            guard case .text(let text) = entry.value, let figure = MeasuredFigure(rawValue: text), figure != .area
            else { throw fields.error("scored", "names \(entry) (allowed: energyPerMVM, latencyPerMVM)") }
            guard measured[figure] != nil else {
                throw fields.error("scored", "names \(text), which is not among the measured figures")
            }
            scored.insert(figure)
        }
        self.scored = scored
    }
}
