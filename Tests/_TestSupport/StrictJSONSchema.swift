// SPDX-License-Identifier: Apache-2.0

import Formats
import Foundation

/// A JSON Schema (2020-12) that a report is held against more strictly than readers need: it must have no member that the
/// schema does not name.
///
/// It knows the part of the vocabulary that Tessera's schemas use; another keyword is a problem of the schema.
public struct StrictJSONSchema {
    private let definitions: [String: JSONContent]
    private let root: [String: JSONContent]

    /// Reads a schema.
    public init(_ text: String) throws {
        root = try Self.members(JSONContent(Array(text.utf8), file: nil))
        definitions = try root["$defs"].map(Self.members) ?? [:]
    }

    /// The schema that Tessera has for reports with a name such as `tessera.estimate/1`; nil where there is none.
    public init?(of report: String) throws {
        let file = Self.folder.appending(path: report.replacing("/", with: "-") + ".schema.json")
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        try self.init(String(contentsOf: file, encoding: .utf8))
    }

    /// Where the schemas are.
    public static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/schemas")

    /// What is wrong in a text after the schema that it names, if it is a report of Tessera.
    public static func problems(inReport text: String) throws -> [String] {
        guard text.hasPrefix("{"), let report = try? JSONContent(Array(text.utf8), file: nil),
            case .text(let name)? = try members(report)["schema"]?.value, name.hasPrefix("tessera.")
        else { return [] }
        guard let schema = try StrictJSONSchema(of: name == "tessera.parameters" ? "\(name)/1" : name) else {
            return ["there is no schema of \(name)"]
        }
        return try schema.problems(in: report)
    }

    /// What is wrong in a text.
    public func problems(in text: String) throws -> [String] {
        try problems(in: JSONContent(Array(text.utf8), file: nil))
    }

    private func problems(in content: JSONContent) throws -> [String] { try check(content, root, at: "$") }

    private static func members(_ content: JSONContent) throws -> [String: JSONContent] {
        guard case .object(let members) = content.value else { throw Failure(what: "a schema is no object") }
        return Dictionary(members.map { ($0.name, $0.content) }) { first, _ in first }
    }

    /// A schema that makes no sense.
    struct Failure: Error {
        let what: String
    }

    // MARK: Checks

    private func check(_ content: JSONContent, _ schema: [String: JSONContent], at path: String) throws -> [String] {
        var problems: [String] = []
        for (keyword, value) in schema {
            switch keyword {
            case "$schema", "$defs", "title", "description", "unit", "required", "additionalProperties": break
            case "$ref":
                guard case .text(let reference) = value.value, let part = definitions[String(reference.dropFirst(8))]
                else { throw Failure(what: "a reference leads nowhere") }
                problems += try check(content, Self.members(part), at: path)
            case "type": problems += try typeProblems(content, value, at: path)
            case "minimum": problems += minimumProblems(content, value, at: path)
            case "const": if !Self.areEqual(content, value) { problems.append("\(path): not the constant") }
            case "enum":
                guard case .list(let words) = value.value else { throw Failure(what: "an enum is no list") }
                if !words.contains(where: { Self.areEqual(content, $0) }) { problems.append("\(path): no such word") }
            case "anyOf":
                guard case .list(let schemas) = value.value else { throw Failure(what: "anyOf is no list") }
                let all = try schemas.map { try check(content, Self.members($0), at: path) }
                if !all.contains(where: \.isEmpty) { problems += all.joined() }
            case "properties": problems += try memberProblems(content, Self.members(value), schema, at: path)
            case "items", "minItems", "maxItems": problems += try itemProblems(content, keyword, value, at: path)
            default: throw Failure(what: "the keyword \(keyword) is not known")
            }
        }
        if schema["properties"] == nil, let values = schema["additionalProperties"],
            case .object(let members) = content.value
        {
            for member in members {
                problems += try check(member.content, Self.members(values), at: "\(path).\(member.name)")
            }
        }
        return problems
    }

    private func memberProblems(
        _ content: JSONContent, _ properties: [String: JSONContent], _ schema: [String: JSONContent], at path: String
    ) throws -> [String] {
        guard case .object(let members) = content.value else { return [] }
        var problems: [String] = []
        for member in members {
            guard let property = properties[member.name] else {
                problems.append("\(path).\(member.name): not in the schema")
                continue
            }
            problems += try check(member.content, Self.members(property), at: "\(path).\(member.name)")
        }
        if case .list(let names)? = schema["required"]?.value {
            for case .text(let name) in names.map(\.value) where !members.contains(where: { $0.name == name }) {
                problems.append("\(path).\(name): missing")
            }
        }
        return problems
    }

    private func itemProblems(
        _ content: JSONContent, _ keyword: String, _ value: JSONContent, at path: String
    ) throws -> [String] {
        guard case .list(let items) = content.value else { return [] }
        if case .number(let limit) = value.value {
            let count = Double(items.count)
            return (keyword == "minItems" ? count >= limit : count <= limit) ? [] : ["\(path): \(items.count) items"]
        }
        let schema = try Self.members(value)
        return try items.enumerated().flatMap { try check($0.element, schema, at: "\(path)[\($0.offset)]") }
    }

    private func minimumProblems(_ content: JSONContent, _ value: JSONContent, at path: String) -> [String] {
        guard case .number(let number) = content.value, case .number(let least) = value.value else { return [] }
        return number >= least ? [] : ["\(path): \(number) is below \(least)"]
    }

    private func typeProblems(_ content: JSONContent, _ value: JSONContent, at path: String) throws -> [String] {
        var types: [String] = []
        switch value.value {
        case .text(let type): types = [type]
        case .list(let list): for case .text(let type) in list.map(\.value) { types.append(type) }
        default: throw Failure(what: "a type is no word")
        }
        return types.contains { Self.has(content, type: $0) } ? [] : ["\(path): no \(types.joined(separator: " or "))"]
    }

    private static func has(_ content: JSONContent, type: String) -> Bool {
        switch (type, content.value) {
        case ("null", .null), ("boolean", .flag), ("number", .number), ("string", .text), ("array", .list),
            ("object", .object):
            true
        case ("integer", .number(let number)): number.rounded() == number
        default: false
        }
    }

    private static func areEqual(_ one: JSONContent, _ other: JSONContent) -> Bool {
        switch (one.value, other.value) {
        case (.text(let one), .text(let other)): one == other
        case (.number(let one), .number(let other)): one == other
        case (.flag(let one), .flag(let other)): one == other
        case (.null, .null): true
        default: false
        }
    }
}
