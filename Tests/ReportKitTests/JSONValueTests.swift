// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import ReportKit

@Suite struct JSONValueTests {
    @Test(arguments: [
        "", "plain", "a \"quote\"", "back\\slash", "line\nbreak", "tab\t", "\r", "\u{1}\u{1F}", "µ 層 🙂", "/",
    ])
    func stringsReadBack(_ text: String) throws {
        let read = try JSONSerialization.jsonObject(with: Data(JSONValue.array([.string(text)]).text.utf8))
        #expect(read as? [String] == [text])
    }

    @Test(arguments: [
        0, 1, 0.1, 1e-300, Double.greatestFiniteMagnitude, .leastNonzeroMagnitude, 1e16, 123_456_789.123_456_7,
    ])
    func numbersReadBack(_ value: Double) throws {
        let read = try JSONSerialization.jsonObject(with: Data(JSONValue.array([.number(value)]).text.utf8))
        #expect(read as? [Double] == [value])
    }

    @Test func smallObjectsStayOnOneLine() {
        let value: JSONValue = [
            "z": ["latency": .number(1e-9), "energy": .number(0.5)], "empty": .array([]), "none": .null,
            "list": .array([.integer(1), .boolean(true), .string("x")]),
            "nested": .array([["deep": .array([["a": .integer(1)]])]]),
        ]
        #expect(
            value.text == """
                {
                  "empty": [],
                  "list": [1, true, "x"],
                  "nested": [
                    {
                      "deep": [
                        {"a": 1}
                      ]
                    }
                  ],
                  "none": null,
                  "z": {"energy": 0.5, "latency": 1e-09}
                }

                """)
    }

    @Test func longObjectsDoNot() {
        let value: JSONValue = ["text": .string(String(repeating: "x", count: 120))]
        #expect(value.text.split(separator: "\n").count == 3)
    }
}
