// SPDX-License-Identifier: Apache-2.0

extension ParameterReference {
    /// The reference for other programs: `{"schema": "tessera.parameters", "version": 1, "parameters": [...]}`.
    ///
    /// Each parameter has `name`, `group`, `type`, `unit`, `default`, `meaning` and `readBy`; numbers have `minimum` and
    /// `maximum` or `values`, booleans and choices `alternatives`; `follows` names the parameter that decides a default.
    public static func json(_ definitions: [ParameterDefinition] = ParameterSchema.all) -> String {
        let objects = definitions.map { definition in
            "    {\n" + fields(definition).map { "      \(quoted($0.key)): \($0.value)" }.joined(separator: ",\n")
                + "\n    }"
        }
        let body = objects.joined(separator: ",\n")
        return "{\n  \"schema\": \"tessera.parameters\",\n  \"version\": 1,\n  \"parameters\": [\n\(body)\n  ]\n}\n"
    }

    private static func fields(_ definition: ParameterDefinition) -> [(key: String, value: String)] {
        var fields = [
            (key: "name", value: quoted(definition.name)),
            (key: "group", value: quoted(definition.group.rawValue)),
            (key: "type", value: quoted(definition.type.name)),
            (key: "unit", value: quoted(definition.unit)),
            (key: "default", value: value(definition.defaultValue)),
            (key: "meaning", value: quoted(definition.meaning)),
            (key: "readBy", value: quoted(definition.use.rawValue)),
        ]
        switch definition.type {
        case .integer(let range):
            fields += [(key: "minimum", value: "\(range.lowerBound)"), (key: "maximum", value: "\(range.upperBound)")]
        case .real(let range):
            let (low, high) = (range.lowerBound, range.upperBound)
            fields += [
                (key: "minimum", value: NumberText.shortest(low)), (key: "maximum", value: NumberText.shortest(high)),
            ]
        case .powerOfTwo(let range):
            let powers = sequence(first: range.lowerBound) { $0 < range.upperBound ? $0 * 2 : nil }
            fields.append((key: "values", value: list(powers.map(String.init))))
        case .oneOf(let values):
            fields.append((key: "values", value: list(values.map(String.init))))
        case .boolean(let no, let yes):
            fields.append((key: "alternatives", value: list([alternative(no), alternative(yes)])))
        case .choice(let choices):
            fields.append((key: "alternatives", value: list(choices.map(alternative))))
        }
        if let leader = definition.follows {
            fields.append((key: "follows", value: quoted(leader)))
        }
        return fields
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
