// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Configuration

@Suite struct NumberTextTests {
    @Test(arguments: [
        (0, "0"), (1, "1"), (-1, "-1"), (0.1, "0.1"), (4, "4"), (2.08, "2.08"), (240e3, "240000"), (24e6, "2.4e7"),
        (1e6, "1e6"), (1e9, "1e9"), (40e-9, "4e-8"), (2.1717e-18, "2.1717e-18"), (1e-4, "0.0001"), (1e-5, "1e-5"),
        (123_456.789, "123456.789"), (-1e6, "-1e6"), (1e300, "1e300"), (0.001, "0.001"),
        (12.5, "12.5"), (100, "100"), (1.7976931348623157e308, "1.7976931348623157e308"),
    ])
    func shortestText(value: Double, text: String) {
        #expect(NumberText.shortest(value) == text)
    }

    @Test func textReadsBackAsTheSameNumber() {
        var state: UInt64 = 1
        for _ in 0..<5000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let value = Double(bitPattern: state)
            guard value.isFinite else { continue }
            #expect(Double(NumberText.shortest(value)) == value)
        }
    }
}
