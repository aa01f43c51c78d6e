// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Yams

/// A part of a YAML file, which knows its line.
struct PlanNode {
    private let node: Node
    /// The file.
    let file: String

    /// Reads a whole file.
    init(_ text: String, file: String) throws(InputError) {
        guard Self.aliases(in: text) <= Self.mostAliases else {
            throw InputError("has more than \(Self.mostAliases) aliases (`*name`); write the values", file: file)
        }
        do {
            guard let node = try Yams.compose(yaml: text) else { throw InputError("the file is empty", file: file) }
            self.init(node: node, file: file)
        } catch let error as InputError {
            throw error
        } catch let error as YamlError {
            throw PlanNode.inputError(error, file: file)
        } catch {
            throw InputError("no YAML: \(error)", file: file)
        }
    }

    /// Aliases of aliases grow with a power of their number, and are compared with each other where they are keys.
    private static let mostAliases = 16

    /// How many words begin like an alias. Quoted ones count as well.
    private static func aliases(in text: String) -> Int {
        var count = 0
        var previous: UInt8?
        for byte in text.utf8 {
            if byte == UInt8(ascii: "*"), previous.map(beginsWord(behind:)) ?? true { count += 1 }
            previous = byte
        }
        return count
    }

    /// Whether a word may begin after a byte.
    private static func beginsWord(behind byte: UInt8) -> Bool {
        " \t\r\n[]{},:?-!".utf8.contains(byte)
    }

    private init(node: Node, file: String) {
        self.node = node
        self.file = file
    }

    private static func inputError(_ error: YamlError, file: String) -> InputError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return InputError("no YAML: \(problem)", file: file, line: mark.line, column: mark.column)
        case .reader(let problem, let offset?, _, let yaml):
            let before = yaml.prefix(offset)
            let start = before.lastIndex(where: \.isNewline).map(before.index(after:)) ?? before.startIndex
            return InputError(
                "no YAML: \(problem)", file: file, line: before.count(where: \.isNewline) + 1,
                column: before[start...].count + 1)
        case .reader(let problem, nil, _, _): return InputError("no YAML: \(problem)", file: file)
        case .duplicatedKeysInMapping(let duplicates, let context):
            return InputError(
                "`\(duplicates.map { "\($0)" }.joined(separator: "`, `"))` is there twice", file: file,
                line: context.mark.line)
        default: return InputError("no YAML: \(error)", file: file)
        }
    }

    /// A mistake in this part.
    func error(_ message: String) -> InputError {
        InputError(message, file: file, line: node.mark?.line, column: node.mark?.column)
    }

    /// Its line, from 1.
    var line: Int { node.mark?.line ?? 1 }
    /// Its column, from 1.
    var column: Int { node.mark?.column ?? 1 }

    /// The text of a scalar as it is written, and nil for lists and mappings.
    var word: String? {
        if case .scalar(let scalar) = node { scalar.string } else { nil }
    }

    /// The text of a scalar; empty for others.
    var text: String { word ?? "" }

    var isMapping: Bool {
        if case .mapping = node { true } else { false }
    }

    func string() throws(InputError) -> String {
        guard let word, !word.isEmpty else { throw error("a word or a number is expected") }
        return word
    }

    func number() throws(InputError) -> Double {
        let word = try string()
        guard let number = Double(word), number.isFinite else { throw error("`\(word)` is not a number") }
        return number
    }

    func integer(_ range: ClosedRange<Int>) throws(InputError) -> Int {
        let word = try string()
        guard let number = Int(word), range.contains(number) else {
            let upper = range.upperBound == .max ? "" : " to \(range.upperBound)"
            throw error("`\(word)` (allowed: whole numbers from \(range.lowerBound)\(upper))")
        }
        return number
    }

    /// The items of a list; a scalar is a list of one.
    func items() throws(InputError) -> [PlanNode] {
        switch node {
        case .sequence(let sequence): return sequence.map { PlanNode(node: $0, file: file) }
        case .scalar: return [self]
        default: throw error("a list is expected")
        }
    }

    func strings() throws(InputError) -> [String] {
        var texts: [String] = []
        for item in try items() { texts.append(try item.string()) }
        return texts
    }

    /// Names and values, in order.
    func pairs() throws(InputError) -> [(name: PlanNode, value: PlanNode)] {
        guard case .mapping(let mapping) = node else { throw error("names with values are expected") }
        return mapping.map { (PlanNode(node: $0.key, file: file), PlanNode(node: $0.value, file: file)) }
    }

    /// Values by name. A name that is not in `allowed` is an error.
    func members(allowed: [String]) throws(InputError) -> [String: PlanNode] {
        var members: [String: PlanNode] = [:]
        for (name, value) in try pairs() {
            let word = try name.string()
            guard allowed.contains(word) else {
                let hint = nearestName(to: word, in: allowed).map { "did you mean `\($0)`?" }
                throw name.error("unknown key `\(word)` (\(hint ?? "allowed: \(allowed.joined(separator: ", "))"))")
            }
            members[word] = value
        }
        return members
    }
}
