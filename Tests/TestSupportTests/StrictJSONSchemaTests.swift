// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

@Suite struct StrictJSONSchemaTests {
    private static let schema = """
        {"$schema": "x", "type": "object", "required": ["name"],
         "properties": {
           "name": {"const": "a"}, "kind": {"enum": ["b", "c"]}, "count": {"type": ["integer", "null"], "minimum": 0},
           "pair": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
           "part": {"$ref": "#/$defs/part", "description": "a part"},
           "either": {"anyOf": [{"type": "boolean"}, {"$ref": "#/$defs/part"}]},
           "table": {"type": "object", "additionalProperties": {"type": "string"}}},
         "$defs": {"part": {"type": "object", "properties": {"x": {"type": "number", "minimum": 0}}, "required": ["x"]}}}
        """

    @Test(arguments: [
        #"{"name": "a"}"#, #"{"name": "a", "kind": "c", "count": null, "pair": [1, -2.5], "part": {"x": 0}}"#,
        #"{"name": "a", "count": 3, "either": true, "table": {"any": "text"}}"#, #"{"name": "a", "either": {"x": 1}}"#,
    ])
    func whatFitsHasNoProblem(_ text: String) throws {
        #expect(try StrictJSONSchema(Self.schema).problems(in: text) == [])
    }

    @Test(arguments: [
        (#"{}"#, "$.name: missing"), (#"{"name": "b"}"#, "$.name: not the constant"),
        (#"{"name": "a", "more": 1}"#, "$.more: not in the schema"),
        (#"{"name": "a", "kind": "d"}"#, "$.kind: no such word"),
        (#"{"name": "a", "count": 1.5}"#, "$.count: no integer or null"),
        (#"{"name": "a", "count": -1}"#, "$.count: -1.0 is below 0.0"),
        (#"{"name": "a", "pair": [1]}"#, "$.pair: 1 items"),
        (#"{"name": "a", "pair": [1, "x"]}"#, "$.pair[1]: no number"),
        (#"{"name": "a", "part": {"x": -1}}"#, "$.part.x: -1.0 is below 0.0"),
        (#"{"name": "a", "part": {"x": 1, "y": 1}}"#, "$.part.y: not in the schema"),
        (#"{"name": "a", "table": {"any": 1}}"#, "$.table.any: no string"),
    ])
    func whatDoesNotFitIsNamed(_ text: String, _ problem: String) throws {
        #expect(try StrictJSONSchema(Self.schema).problems(in: text) == [problem])
    }

    @Test func aKeywordThatIsNotKnownIsAnError() throws {
        let schema = try StrictJSONSchema(#"{"maximum": 1}"#)
        #expect(throws: (any Error).self) { try schema.problems(in: "1") }
    }
}
