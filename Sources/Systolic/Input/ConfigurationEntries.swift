// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Workload

/// The sections and keys of a configuration file of SCALE-Sim, with the lines that they stand in.
struct ConfigurationEntries {
    private struct Entry {
        let key: String
        let value: Substring
        let line: Int
    }

    /// The keys that there are, by section.
    private static let keys: [(section: String, keys: [String])] = [
        ("general", ["run_name"]),
        (
            "architecture_presets",
            [
                "ArrayHeight", "ArrayWidth", "IfmapSramSzkB", "FilterSramSzkB", "OfmapSramSzkB", "IfmapOffset",
                "FilterOffset", "OfmapOffset", "Bandwidth", "Dataflow", "MemoryBanks", "ReadRequestBuffer",
                "WriteRequestBuffer",
            ]
        ),
        (
            "layout",
            [
                "IfmapCustomLayout", "IfmapSRAMBankBandwidth", "IfmapSRAMBankNum", "IfmapSRAMBankPort",
                "FilterCustomLayout", "FilterSRAMBankBandwidth", "FilterSRAMBankNum", "FilterSRAMBankPort",
            ]
        ),
        (
            "sparsity",
            [
                "SparsitySupport", "SparseRep", "OptimizedMapping", "BlockSize", "RandomNumberGeneratorSeed",
                "NonZeroElems",
            ]
        ),
        ("run_presets", ["InterfaceBandwidth", "UseRamulatorTrace"]),
        ("network_presets", ["TopologyCsvLoc"]),
    ]

    private let file: String
    private var entries: [String: Entry] = [:]
    private var sections: [String: Int] = [:]

    init(readingFrom path: String) throws(InputError) {
        let text = try TextLines(path)
        file = text.path
        var section: String?
        for (index, line) in text.lines.enumerated() {
            let content = ConfigurationEntries.trimmed(line[...])
            guard let first = content.first, first != "#", first != ";" else { continue }
            if first == "[" {
                section = try beginSection(content, line: index + 1)
            } else {
                guard let section else {
                    throw InputError("a key before the first [section]", file: file, line: index + 1)
                }
                try read(content, in: section, line: index + 1)
            }
        }
    }

    private mutating func beginSection(_ content: Substring, line: Int) throws(InputError) -> String {
        guard content.last == "]" else { throw InputError("a section is written [name]", file: file, line: line) }
        let name = String(content.dropFirst().dropLast())
        let known = Self.keys.map(\.section)
        guard known.contains(name) else {
            throw InputError("unknown section [\(shortened(name))] (\(hint(name, known)))", file: file, line: line)
        }
        guard sections.updateValue(line, forKey: name) == nil else {
            throw InputError("section [\(name)] stands twice", file: file, line: line)
        }
        return name
    }

    private mutating func read(_ content: Substring, in section: String, line: Int) throws(InputError) {
        guard let sign = content.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
            throw InputError("`\(shortened(content))` is no `key = value`", file: file, line: line)
        }
        let name = String(ConfigurationEntries.trimmed(content[..<sign]))
        let known = Self.keys.first { $0.section == section }?.keys ?? []
        guard let key = known.first(where: { $0.lowercased() == name.lowercased() }) else {
            if let other = Self.keys.first(where: { $0.keys.contains { $0.lowercased() == name.lowercased() } }) {
                throw InputError(
                    "\(name) stands in [\(section)], but belongs to [\(other.section)]", file: file, line: line)
            }
            throw InputError(
                "unknown key `\(shortened(name))` in [\(section)] (\(hint(name, known)))", file: file, line: line)
        }
        let value = ConfigurationEntries.trimmed(content[content.index(after: sign)...])
        guard entries.updateValue(Entry(key: key, value: value, line: line), forKey: key) == nil else {
            throw InputError("\(key) stands twice", file: file, line: line)
        }
    }

    private func hint(_ name: String, _ known: [String]) -> String {
        nearestName(to: name, in: known).map { "did you mean `\($0)`?" }
            ?? "allowed: \(known.joined(separator: ", "))"
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    // MARK: Values

    func contains(_ key: String) -> Bool { entries[key] != nil }

    /// An error about a key, in its line.
    func error(_ key: String, _ message: String) -> InputError {
        InputError("\(key) \(message)", file: file, line: entries[key]?.line)
    }

    private func entry(_ key: String) throws(InputError) -> Entry {
        guard let entry = entries[key] else {
            let section = Self.keys.first { $0.keys.contains(key) }?.section ?? ""
            let line = sections[section]
            throw InputError(
                "\(key) is missing" + (line == nil ? ", and so is its section [\(section)]" : " from [\(section)]"),
                file: file, line: line)
        }
        return entry
    }

    /// A whole number from 1 on.
    func number(_ key: String, upTo limit: Int) throws(InputError) -> Int {
        try number(entry(key).value, key, limit)
    }

    /// The first of several whole numbers with commas between them.
    func firstNumber(_ key: String, upTo limit: Int) throws(InputError) -> Int {
        var numbers: [Int] = []
        for part in try entry(key).value.split(separator: ",", omittingEmptySubsequences: false) {
            numbers.append(try number(ConfigurationEntries.trimmed(part), key, limit))
        }
        guard let first = numbers.first else { return try number("", key, limit) }
        return first
    }

    private func number(_ text: Substring, _ key: String, _ limit: Int) throws(InputError) -> Int {
        guard let value = wholeNumber(text), (1...limit).contains(value) else {
            throw error(key, "is `\(shortened(text))` (allowed: whole numbers from 1 to \(limit))")
        }
        return value
    }

    /// One of several words, in any case.
    func choice<Value>(_ key: String, of choices: [(word: String, value: Value)]) throws(InputError) -> Value {
        let text = try entry(key).value
        guard let found = choices.first(where: { $0.word.lowercased() == text.lowercased() }) else {
            let words = choices.map(\.word).joined(separator: ", ")
            throw error(key, "is `\(shortened(text))` (allowed: \(words))")
        }
        return found.value
    }

    /// Refuses a key with any value but some.
    func refuse(_ key: String, unless allowed: [String], because reason: String) throws(InputError) {
        guard let entry = entries[key], !allowed.contains(entry.value.lowercased()) else { return }
        throw error(key, "is `\(shortened(entry.value))`: \(reason) (allowed: \(allowed.joined(separator: ", ")))")
    }
}
