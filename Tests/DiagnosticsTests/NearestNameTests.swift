// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Diagnostics

@Suite struct NearestNameTests {
    private let names = ["levelOutput", "levelOutputAG", "cellBit", "temp", "technode", "SARADC"]

    @Test(arguments: [
        ("levelOutpt", "levelOutput"), ("levelOutputAg", "levelOutputAG"), ("cellbits", "cellBit"),
        ("CELLBIT", "cellBit"), ("tmep", "temp"), ("technodes", "technode"), ("saradc", "SARADC"),
    ])
    func slipsFindTheirName(slip: String, name: String) {
        #expect(nearestName(to: slip, in: names) == name)
    }

    @Test(arguments: ["", "zzz", "completelyDifferentName", "x"])
    func otherWordsFindNothing(word: String) {
        #expect(nearestName(to: word, in: names) == nil)
    }

    @Test func anExactNameIsItsOwnNearest() {
        for name in names {
            #expect(nearestName(to: name, in: names) == name)
        }
    }

    @Test func tiesGoToTheFirst() {
        #expect(nearestName(to: "abcx", in: ["abcd", "abce"]) == "abcd")
    }

    @Test func nothingIsNearInAnEmptyList() {
        #expect(nearestName(to: "temp", in: []) == nil)
    }

    @Test func hugeWordsTakeNoTime() {
        #expect(nearestName(to: String(repeating: "a", count: 10_000_000), in: names) == nil)
    }

    @Test(arguments: [
        ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("kitten", "sitting", 3), ("ab", "ba", 1),
        ("abcd", "acbd", 1), ("flaw", "lawn", 2), ("ca", "abc", 3),
    ])
    func editDistances(left: String, right: String, distance: Int) {
        #expect(editDistance(Array(left.unicodeScalars), Array(right.unicodeScalars)) == distance)
        #expect(editDistance(Array(right.unicodeScalars), Array(left.unicodeScalars)) == distance)
    }
}
