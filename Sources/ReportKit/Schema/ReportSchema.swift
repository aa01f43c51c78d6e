// SPDX-License-Identifier: Apache-2.0

/// The form of a report in JSON: its name with its version, and its members.
package struct ReportSchema: Sendable, Equatable {
    /// Name and version, as in `tessera.estimate/1`.
    package let name: String
    /// The subject of the report, as in `an estimate`.
    package let subject: String
    /// The whole report.
    package let object: ObjectSchema

    /// Describes a report.
    package init(name: String, subject: String, object: ObjectSchema) {
        self.name = name
        self.subject = subject
        self.object = object
    }

    /// The name of the file that holds the schema.
    package var fileName: String { name.replacing("/", with: "-") + ".schema.json" }

    /// The schema after JSON Schema 2020-12. Beside its vocabulary, `unit` names the unit of numbers.
    package var jsonSchema: JSONValue {
        var schema = object.jsonSchema
        let parts = object.withParts.dropFirst()
        if !parts.isEmpty {
            schema["$defs"] = .object(
                Dictionary(uniqueKeysWithValues: parts.map { ($0.definitionName, .object($0.jsonSchema)) }))
        }
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        schema["title"] = .string(name)
        schema["description"] = .string("The JSON report of \(subject), as Tessera writes it.")
        return .object(schema)
    }
}

extension ObjectSchema {
    /// The name under which the object is defined: `layer of an estimate` is `layerOfAnEstimate`.
    fileprivate var definitionName: String {
        let words = name.split { !$0.isLetter && !$0.isNumber }
        return (words.first.map(String.init) ?? "")
            + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    fileprivate var jsonSchema: [String: JSONValue] {
        [
            "type": "object",
            "properties": .object(Dictionary(uniqueKeysWithValues: members.map { ($0.name, .object($0.jsonSchema)) })),
            "required": .array(members.filter(\.isAlwaysThere).map(\.name).sorted().map { .string($0) }),
        ]
    }
}

extension MemberSchema {
    fileprivate var jsonSchema: [String: JSONValue] {
        var schema = value.jsonSchema
        schema["description"] = .string(meaning)
        schema["unit"] = unit.map { .string($0) }
        return schema
    }
}

extension ValueSchema {
    fileprivate var jsonSchema: [String: JSONValue] {
        switch self {
        case .boolean: ["type": "boolean"]
        case .integer(isSigned: false): ["type": "integer", "minimum": .integer(0)]
        case .integer(isSigned: true): ["type": "integer"]
        case .number(isSigned: false): ["type": "number", "minimum": .integer(0)]
        case .number(isSigned: true): ["type": "number"]
        case .string: ["type": "string"]
        case .words(let words):
            words.count == 1 ? ["const": .string(words[0])] : ["enum": .array(words.map { .string($0) })]
        case .list(let item, nil): ["type": "array", "items": .object(item.jsonSchema)]
        case .list(let item, let count?):
            [
                "type": "array", "items": .object(item.jsonSchema), "minItems": .integer(count),
                "maxItems": .integer(count),
            ]
        case .object(let object): ["$ref": .string("#/$defs/\(object.definitionName)")]
        case .dictionary(let value): ["type": "object", "additionalProperties": .object(value.jsonSchema)]
        case .either(let schemas): ["anyOf": .array(schemas.map { .object($0.jsonSchema) })]
        case .nullable(let schema): schema.jsonSchemaOrNull
        }
    }

    /// The same schema for a value that may be null, too.
    private var jsonSchemaOrNull: [String: JSONValue] {
        var schema = jsonSchema
        guard let type = schema["type"] else {
            return ["anyOf": .array([.object(schema), ["type": "null"]])]
        }
        schema["type"] = .array([type, "null"])
        return schema
    }
}
