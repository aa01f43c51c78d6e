// SPDX-License-Identifier: Apache-2.0

extension ParameterReference {
    /// The reference for other programs: `{"schema": "tessera.parameters", "version": 1, "revision": ..., "parameters": [...]}`.
    ///
    /// Each parameter has `name`, `group`, `type`, `unit`, `default`, `meaning`, `readBy` and `revisions`; numbers have `minimum` and
    /// `maximum` or `values`, booleans and choices `alternatives`; `follows` names the parameters that decide a default.
    ///
    /// - Parameters:
    ///   - definitions: the parameters to describe; nil for all that the revision reads.
    ///   - revision: the revision whose defaults and allowed values are written.
    /// - Returns: the text in JSON.
    public static func json(
        _ definitions: [ParameterDefinition]? = nil, revision: RevisionName = .standard
    ) -> String {
        let objects = (definitions ?? ParameterSchema.all(readBy: revision)).map { definition in
            "    {\n"
                + fields(definition, revision).map { "      \(quoted($0.key)): \($0.value)" }.joined(separator: ",\n")
                + "\n    }"
        }
        let head =
            "  \"schema\": \"tessera.parameters\",\n  \"version\": 1,\n  \"revision\": \(quoted(revision.word)),\n"
        return "{\n\(head)  \"parameters\": [\n\(objects.joined(separator: ",\n"))\n  ]\n}\n"
    }

    private static func fields(
        _ definition: ParameterDefinition, _ revision: RevisionName
    ) -> [(key: String, value: String)] {
        var fields = [
            (key: "name", value: quoted(definition.name)),
            (key: "group", value: quoted(definition.group.rawValue)),
            (key: "type", value: quoted(definition.type(in: revision).name)),
            (key: "unit", value: quoted(definition.unit)),
            (key: "default", value: value(definition.defaultValue(in: revision))),
            (key: "meaning", value: quoted(definition.meaning)),
            (key: "readBy", value: quoted(definition.use.rawValue)),
            (key: "revisions", value: list(definition.revisions.map { quoted($0.word) })),
        ]
        fields += values(definition, revision)
        let leaders = definition.leaders(in: revision)
        if !leaders.isEmpty { fields.append((key: "follows", value: quoted(leaders.joined(separator: ", ")))) }
        return fields
    }

    /// What a parameter may be.
    private static func values(
        _ definition: ParameterDefinition, _ revision: RevisionName
    ) -> [(key: String, value: String)] {
        switch definition.type(in: revision) {
        case .integer(let range):
            [(key: "minimum", value: "\(range.lowerBound)"), (key: "maximum", value: "\(range.upperBound)")]
        case .real(let range):
            [
                (key: "minimum", value: NumberText.shortest(range.lowerBound)),
                (key: "maximum", value: NumberText.shortest(range.upperBound)),
            ]
        case .powerOfTwo(let range):
            [
                (
                    key: "values",
                    value: list(
                        sequence(first: range.lowerBound) { $0 < range.upperBound ? $0 * 2 : nil }.map(String.init))
                )
            ]
        case .oneOf(let values): [(key: "values", value: list(values.map(String.init)))]
        case .boolean, .choice:
            [(key: "alternatives", value: list(definition.choices(in: revision).map(alternative)))]
        }
    }

    private static func value(_ value: ParameterValue) -> String {
        switch value {
        case .integer, .real, .boolean: value.text
        case .choice(let word): quoted(word)
        }
    }

    private static func alternative(_ choice: ParameterChoice) -> String {
        let words = list(choice.aliases.map(quoted))
        return "{\"word\": \(quoted(choice.word)), \"code\": \(choice.code), \"aliases\": \(words), "
            + "\"meaning\": \(quoted(choice.meaning))}"
    }

    private static func list(_ items: [String]) -> String {
        "[" + items.joined(separator: ", ") + "]"
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
