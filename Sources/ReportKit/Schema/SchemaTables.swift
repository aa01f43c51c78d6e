// SPDX-License-Identifier: Apache-2.0

/// The tables of members in the reference of reports, in Markdown.
package enum SchemaTables {
    /// The tables of each report: of its own members, then of objects in it that no report before it has.
    package static func markdown(_ schemas: [ReportSchema]) -> [String: String] {
        var known: Set<String> = []
        return schemas.reduce(into: [:]) { result, schema in
            let new = schema.object.withParts.filter { !known.contains($0.name) }
            known.formUnion(new.map(\.name))
            result[schema.name] = new.enumerated().map { index, object in
                (index == 0 ? "" : "#### \(object.name)\n\n") + table(object)
            }.joined(separator: "\n")
        }
    }

    private static func table(_ object: ObjectSchema) -> String {
        let rows = object.members.map { member in
            let unit = member.unit.map { " [\($0)]" } ?? ""
            let absence = member.isAlwaysThere ? "" : ", may be absent"
            return "| `\(member.name)` | \(member.value.words)\(unit)\(absence) | \(member.meaning) |\n"
        }
        return "| member | value | meaning |\n|---|---|---|\n" + rows.joined()
    }
}

extension ValueSchema {
    /// The type of a value in words, with a link to the table of an object.
    fileprivate var words: String {
        switch self {
        case .boolean: "true or false"
        case .integer(let isSigned): isSigned ? "whole number, may be negative" : "whole number"
        case .number(let isSigned): isSigned ? "number, may be negative" : "number"
        case .string: "text"
        case .words(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .list(let item, let count): (count.map { "list of \($0): " } ?? "list: ") + item.words
        case .object(let object): "[\(object.name)](#\(object.name.replacing(" ", with: "-")))"
        case .dictionary(let value): "by name: \(value.words)"
        case .either(let schemas): schemas.map(\.words).joined(separator: "; or ")
        case .nullable(let schema): "\(schema.words), or null"
        }
    }
}
