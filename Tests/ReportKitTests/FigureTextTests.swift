// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import ReportKit

@Suite struct FigureTextTests {
    /// Numbers, and what a C++ stream makes of them.
    static let table: [(value: Double, text: String)] = [
        (0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (100, "100"), (123_456, "123456"),
        (123_456.4, "123456"), (123_456.5, "123456"), (123_457.5, "123458"), (999_999, "999999"),
        (999_999.4, "999999"), (999_999.5, "1e+06"), (1e6, "1e+06"), (1_234_567, "1.23457e+06"),
        (153_632_000, "1.53632e+08"), (579_821, "579821"), (106_064, "106064"), (0.1, "0.1"), (0.12345678, "0.123457"),
        (0.0001, "0.0001"), (0.00012345678, "0.000123457"), (0.0000999994, "9.99994e-05"), (0.00009999995, "0.0001"),
        (0.000099999999, "0.0001"), (0.00001, "1e-05"), (1e-9, "1e-09"), (1.5e-300, "1.5e-300"), (1e100, "1e+100"),
        (1.0 / 3, "0.333333"), (2.0 / 3, "0.666667"), (64.4474e3, "64447.4"), (.leastNonzeroMagnitude, "4.94066e-324"),
        (.greatestFiniteMagnitude, "1.79769e+308"),
    ]

    @Test(arguments: table) func sixDigits(_ entry: (value: Double, text: String)) {
        #expect(FigureText.sixDigits(entry.value) == entry.text)
    }

    @Test func theTextIsWithinHalfAUnitOfTheSixthDigit() throws {
        var value = 1.234567890123e-12
        while value < 1e15 {
            let read = try #require(Double(FigureText.sixDigits(value)))
            #expect(abs(read - value) <= 5.0001e-6 * value)
            value *= 1.37
        }
    }

    @Test func figuresHaveTheUnitsOfTheReport() {
        #expect(FigureText.figure(16354.2e-9, .nanoseconds) == "16354.2ns")
        #expect(FigureText.figure(64447.6e-12, .picojoules) == "64447.6pJ")
        #expect(FigureText.figure(1.53632e-4, .squareMicrometres) == "1.53632e+08um^2")
        #expect(FigureText.figure(370.764e-6, .microwatts) == "370.764uW")
        #expect(FigureText.figure(0, .nanoseconds) == "0ns")
    }
}
