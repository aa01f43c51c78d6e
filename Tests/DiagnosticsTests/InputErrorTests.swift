// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing

@Suite struct InputErrorTests {
    @Test(arguments: [
        (InputError("bad"), "bad"),
        (InputError("bad", file: "Param"), "Param: bad"),
        (InputError("bad", file: "Param", line: 14), "Param:14: bad"),
        (InputError("bad", file: "Param", line: 14, column: 3), "Param:14:3: bad"),
        (InputError("bad", line: 14), "line 14: bad"),
        (InputError("bad", line: 14, column: 3), "line 14, column 3: bad"),
    ])
    func descriptionNamesThePartsThatAreKnown(error: InputError, text: String) {
        #expect(error.description == text)
        #expect("\(error)" == text)
    }

    @Test func exitCodesAreThoseOfSysexits() {
        let kinds: [InputError.Kind] = [.usage, .badInput, .missingInput, .internalError, .cannotWrite]
        #expect(kinds == InputError.Kind.allCases)
        #expect(kinds.map { InputError("", kind: $0).exitCode } == [64, 65, 66, 70, 73])
    }

    @Test func mistakesAreBadInputUnlessSaidOtherwise() {
        #expect(InputError("x").kind == .badInput)
    }

    @Test func everyPartCountsForEquality() {
        let error = InputError("m", kind: .usage, file: "f", line: 1, column: 2)
        #expect(error == InputError("m", kind: .usage, file: "f", line: 1, column: 2))
        #expect(error != InputError("m", kind: .usage, file: "f", line: 1, column: 3))
        #expect(error != InputError("m", kind: .badInput, file: "f", line: 1, column: 2))
    }
}
