// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// The members of a JSON object, with errors that say where a member stands and what it may be.
package struct JSONMembers {
    private let members: [String: JSONMember]
    private let content: JSONContent
    private let place: String
    private let file: String

    /// The members of `content`.
    ///
    /// - Throws: `InputError` when it is no object, or has a member that is not `allowed`.
    package init(_ content: JSONContent, place: String, file: String, allowed: [String]) throws(InputError) {
        guard case .object(let members) = content.value else {
            throw InputError(
                "\(place) is \(content), not a JSON object", file: file, line: content.line, column: content.column)
        }
        self.members = Dictionary(members.map { ($0.name, $0) }) { first, _ in first }
        self.content = content
        self.place = place
        self.file = file
        for member in members where !allowed.contains(member.name) {
            let hint = nearestName(to: member.name, in: allowed).map { "did you mean `\($0)`?" }
            throw InputError(
                "\(place) has the unknown key `\(shortened(member.name))` "
                    + "(\(hint ?? "allowed: \(allowed.joined(separator: ", "))"))", file: file, line: member.line,
                column: member.column)
        }
    }

    /// A mistake in a member.
    package func error(_ name: String, _ message: String) -> InputError {
        let (line, column) =
            members[name].map { ($0.content.line, $0.content.column) } ?? (content.line, content.column)
        return InputError("\(place): \(name) \(message)", file: file, line: line, column: column)
    }

    package func has(_ name: String) -> Bool { members[name] != nil }

    /// A member; nil when it is not there.
    package func content(_ name: String) -> JSONContent? { members[name]?.content }

    private func member(_ name: String) throws(InputError) -> JSONContent {
        guard let value = content(name) else { throw error(name, "is missing") }
        return value
    }

    package func text(_ name: String) throws(InputError) -> String {
        guard case .text(let text) = try member(name).value else { throw error(name, "is no text") }
        return text
    }

    package func list(_ name: String) throws(InputError) -> [JSONContent] {
        guard case .list(let list) = try member(name).value else { throw error(name, "is no list") }
        return list
    }

    package func number(_ name: String, _ range: ClosedRange<Double>) throws(InputError) -> Double {
        try check(try member(name), name, range)
    }

    package func integer(_ name: String, _ range: ClosedRange<Int>) throws(InputError) -> Int {
        try check(try member(name), name, range)
    }

    package func numbers(_ name: String, _ range: ClosedRange<Double>, count: Int) throws(InputError) -> [Double] {
        var result: [Double] = []
        for element in try list(name) { result.append(try check(element, name, range)) }
        try require(result.count, count, name)
        return result
    }

    package func integers(_ name: String, _ range: ClosedRange<Int>, count: Int? = nil) throws(InputError) -> [Int] {
        var result: [Int] = []
        for element in try list(name) { result.append(try check(element, name, range)) }
        if let count { try require(result.count, count, name) }
        return result
    }

    private func require(_ found: Int, _ count: Int, _ name: String) throws(InputError) {
        guard found == count else { throw error(name, "has \(found) elements in place of \(count)") }
    }

    private func check(
        _ value: JSONContent, _ name: String, _ range: ClosedRange<Double>
    ) throws(InputError) -> Double {
        guard case .number(let number) = value.value, range.contains(number) else {
            throw refusal(value, name, "\(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private func check(_ value: JSONContent, _ name: String, _ range: ClosedRange<Int>) throws(InputError) -> Int {
        guard case .number(let number) = value.value, let integer = Int(exactly: number), range.contains(integer)
        else { throw refusal(value, name, "whole numbers from \(range.lowerBound) to \(range.upperBound)") }
        return integer
    }

    private func refusal(_ value: JSONContent, _ name: String, _ allowed: String) -> InputError {
        InputError(
            "\(place): \(name) is \(value) (allowed: \(allowed))", file: file, line: value.line, column: value.column)
    }
}
