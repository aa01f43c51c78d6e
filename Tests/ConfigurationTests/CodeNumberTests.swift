// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Configuration

/// Numbers and expressions of C++.
@Suite struct CodeNumberTests {
    @Test(arguments: [
        ("5", 5.0, true), ("5.", 5, false), (".5", 0.5, false), ("1e3", 1000, false), ("1.5E-3", 0.0015, false),
        ("5.f", 5, false),
        ("0x1F", 31, true), ("7UL", 7, true), ("1e+2", 100, false), ("1.e2", 100, false),
    ])
    func literals(text: String, value: Double, isInteger: Bool) {
        #expect(CodeNumber(literal: text) == CodeNumber(value, isInteger: isInteger))
    }

    @Test(arguments: ["", "x", "1e", "1.2.3", "0x", "1e999", "e5", ".", "5px"])
    func otherTextIsNoNumber(text: String) {
        #expect(CodeNumber(literal: text) == nil)
    }

    private func value(_ code: String) -> CodeValue {
        CodeExpression.value(of: CodeLexer(Array(code.utf8)).tokens[...]) { name in
            name == "x" ? .known(CodeNumber(3, isInteger: true)) : .unknown("`\(name)`")
        }
    }

    @Test(arguments: [
        ("1 + 2*3", 7.0), ("7/2", 3), ("-7/2", -3), ("7/2.0", 3.5), ("7 % 4", 3), ("(double) 7/2", 3.5),
        ("(int) 3.9", 3),
        ("10 - 4 - 3", 3), ("2*(x + 1)", 8), ("x == 3 && x != 4", 1), ("x < 3 || x >= 3", 1), ("!x", 0),
        ("x > 5 ? 1 : 2", 2),
        ("pow(2, 10)", 1024), ("ceil(7/2.)", 4), ("max(2, min(9, 5))", 5), ("abs(-3)", 3), ("0 && y", 0), ("y || 1", 1),
        ("1 ? 2 : y", 2),
        ("this->x", 3), ("std::abs(-2)", 2), ("true", 1), ("-x*-1", 3),
    ])
    func expressions(code: String, expected: Double) {
        guard case .known(let number) = value(code) else {
            Issue.record("\(code) is \(value(code))")
            return
        }
        #expect(number.value == expected)
    }

    @Test(arguments: [
        "y", "y + 1", "1 && y", "y ? 1 : 2", "1/0", "5 % 2.0", "1 +", "(1", "f(1)", "1 2", "\"a\"", "1e300*1e300",
        "sqrt(-1)", "1 ? 2", "",
    ])
    func somethingIsNotKnown(code: String) {
        guard case .unknown = value(code) else {
            Issue.record("\(code) is \(value(code))")
            return
        }
    }
}
