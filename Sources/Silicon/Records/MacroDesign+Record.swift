// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Macro

extension MacroDesign {
    static let codings: KeyValuePairs<String, InputCoding> = [
        "bit-serial": .bitSerial, "voltage-dac": .voltage, "pulse-width": .pulseWidth, "pulse-count": .pulseCount,
        "multi-bit": .multiBit,
    ]

    static let storages: KeyValuePairs<String, WeightJoining> = [
        "one-bit": .digital, "bit-columns-digital": .digital, "bit-columns-analog": .analog,
        "multi-level-cell": .analog, "differential": .analog,
    ]

    private static let counts = 1...1 << 20

    /// The design of a record.
    ///
    /// - Throws: `InputError` for a value that is missing or not allowed.
    init(
        _ design: ChipFields, kind: MacroKind, resultBits: Double?, assumed: inout [String]
    ) throws(InputError) {
        let node = try design.requiredNumber("node", 0.1...10_000)
        guard let silicon = SiliconNode(nanometers: node) else {
            throw design.error("node", "is \(node) (allowed: 3 to 180)")
        }
        guard let memory = try design.fields("memory") else { throw design.error("memory", "is missing") }
        let rows = try design.requiredInteger("rows", Self.counts)
        let columns = try design.requiredInteger("columns", Self.counts)
        let rowsPerRead = try design.integer("rowsActive", Self.counts) ?? rows
        let perWeight = try design.integer("columnsPerWeight", Self.counts) ?? 1
        let readOut: ReadOut
        if kind == .digitalSRAM {
            if let adders = try design.fields("digital") {
                readOut = .adders(try AdderDesign(adders, rowsPerRead: rowsPerRead))
            } else {
                assumed.append("adders")
                readOut = .adders(AdderDesign(.trees, inputs: rowsPerRead))
            }
        } else {
            readOut = .converters(
                try MacroConverterDesign(
                    try design.fields("converter"), columns: columns, resultBits: resultBits, assumed: &assumed))
        }
        self.init(
            node: silicon, cell: try MacroCell(memory, design, kind: kind, readOut: readOut), rows: rows,
            columns: columns, rowsPerRead: rowsPerRead,
            rowsPerWeight: try design.integer("rowsPerWeight", 1...16) ?? 1, columnsPerWeight: perWeight,
            joining: try design.word("weightStorage", Self.storages) ?? .digital,
            coding: try design.word("inputCoding", Self.codings) ?? .bitSerial,
            inputBitsPerRead: try design.roundedUp("inputBitsPerRead", 1...32) ?? 1, readOut: readOut,
            wordlineVoltage: try Self.wordlineVoltage(design), readVoltage: try design.number("readVoltage", 1e-3...20))
    }

    /// The higher voltage of `wordlineSwing`; nil where there is none.
    private static func wordlineVoltage(_ design: ChipFields) throws(InputError) -> Double? {
        var highest: Double?
        for entry in try design.list("wordlineSwing") {
            guard case .number(let voltage) = entry.value, (0...20).contains(voltage) else {
                throw design.error("wordlineSwing", "has \(entry) (allowed: 0 to 20)")
            }
            highest = max(highest ?? voltage, voltage)
        }
        return highest
    }
}

extension MacroCell {
    /// Resistances where none are known [Ohm]: those of the cells that parameters name.
    private static func usualResistance(_ technology: String?) -> (on: Double, off: Double) {
        switch technology {
        case "PCM": (20e3, 1e6)
        case "MRAM": (4e3, 10e3)
        default: (10e3, 100e3)
        }
    }

    fileprivate init(
        _ memory: ChipFields, _ design: ChipFields, kind: MacroKind, readOut: MacroDesign.ReadOut
    ) throws(InputError) {
        let name = try memory.text("cell") ?? "6T"
        let contribution: Contribution
        switch kind {
        case .currentSRAM: contribution = .current
        case .digitalSRAM: contribution = .adders
        case .chargeSRAM:
            let hasCapacitor = try memory.flag("cellCapacitor")
            contribution = .charge(unitCapacitors: hasCapacitor ? (name.contains("C-2C") ? 3 : 1) : 0)
        case .resistive:
            let resistance = try design.fields("resistance")
            let usual = Self.usualResistance(try memory.text("technology"))
            let on = try resistance?.number("on", 1...1e12) ?? usual.on
            let off = try resistance?.number("off", 1...1e15) ?? max(usual.off, on)
            contribution = .resistive(
                on: on, off: off,
                isPulsed: try design.flag("dcCurrentFree") || readOut.integrates)
        }
        self.init(
            contribution, transistors: Self.transistors(name), area: try memory.number("cellArea", 1e-18...1e-6))
    }

    /// The number before the first T of a name such as `16T (twin 8T)`; 6 where there is none.
    private static func transistors(_ name: String) -> Int {
        let digits = name.prefix { $0.isNumber }
        guard let count = Int(digits), name.dropFirst(digits.count).first == "T", (1...64).contains(count) else {
            return 6
        }
        return count
    }
}

extension MacroDesign.ReadOut {
    /// Whether bitlines are integrated rather than held by a clamp, so that no current flows once they have settled.
    fileprivate var integrates: Bool {
        if case .converters(let converter) = self { converter.kind == .integrating } else { false }
    }
}

extension MacroConverterDesign {
    static let kinds: KeyValuePairs<String, Kind> = [
        "flash": .flash, "SAR": .sar, "ramp": .time, "single-slope": .time, "CCO": .time, "time-domain": .time,
        "integrating": .integrating, "sense-amplifier": .senseAmplifier,
    ]

    /// Resolution where neither the converter nor a result says it [bit].
    private static let usualBits = 6.0

    fileprivate init(
        _ converter: ChipFields?, columns: Int, resultBits: Double?, assumed: inout [String]
    ) throws(InputError) {
        let levels = try converter?.number("levels", 2...1_048_576)
        let known = try converter?.number("bits", 1...20) ?? levels.map(MacroConverterDesign.bits(ofLevels:))
        if known == nil { assumed.append("bits of the converter") }
        let bits = known ?? resultBits ?? Self.usualBits
        let perConverter = try converter?.integer("columnsPerConverter", 1...1 << 20) ?? 1
        self.init(
            try converter?.word("kind", Self.kinds) ?? .unknown, bits: bits,
            levels: levels ?? MacroConverterDesign.levels(ofBits: bits),
            count: try converter?.integer("count", 1...1 << 20) ?? max(1, columns / perConverter),
            columnsJoined: try converter?.integer("columnsJoined", 1...1 << 20) ?? 1)
    }
}

extension AdderDesign {
    fileprivate init(_ digital: ChipFields, rowsPerRead: Int) throws(InputError) {
        let organisation = try digital.text("organisation") ?? ""
        let isInCells = digital.value("columnsPerOutput") != nil || organisation.contains("every cell")
        let multiplier = try digital.text("multiplier") ?? ""
        self.init(
            isInCells ? .cells : .trees,
            inputs: try digital.integerUnlessText("treeInputs", 1...1 << 20) ?? rowsPerRead,
            operandBits: try digital.integerUnlessText("operandBits", 1...64),
            trees: try digital.integerUnlessText("trees", 1...1 << 20),
            accumulatorBits: try digital.integerUnlessText("accumulatorBits", 1...128),
            secondTree: try Self.secondTree(digital), recodesInputs: multiplier.contains("Booth"),
            registersPerColumn: try digital.integerUnlessText("registersPerColumn", 1...1024) ?? 16)
    }

    private static func secondTree(_ digital: ChipFields) throws(InputError) -> SecondTree? {
        try digital.text("secondTree").flatMap { SecondTree(description: $0) }
    }
}

extension AdderDesign.SecondTree {
    /// The tree of a description such as `8 inputs of 16 bits an output`; nil for another one.
    init?(description: String) {
        let numbers = description.split { !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count >= 2, (1...1 << 16).contains(numbers[0]), (1...64).contains(numbers[1]) else { return nil }
        self.init(inputs: numbers[0], bits: numbers[1])
    }
}
