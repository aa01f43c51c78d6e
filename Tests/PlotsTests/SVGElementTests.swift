// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Plots

@Suite struct SVGElementTests {
    @Test func elementsAreEscaped() {
        let element = SVGElement("text", ["x": 1.5, "class": "a\"b<c>&"], text: "<b> & \"c\"")
        #expect(
            element.markup
                == "<text x=\"1.5\" class=\"a&quot;b&lt;c&gt;&amp;\">&lt;b&gt; &amp; &quot;c&quot;</text>")
    }

    @Test func elementsHoldElements() {
        #expect(
            SVGElement("g", children: [SVGElement("path", ["d": "M0 0"])]).markup == "<g>\n<path d=\"M0 0\"/>\n</g>")
        #expect(SVGElement("g").markup == "<g/>")
    }

    @Test(arguments: [(0.0, "0"), (-0.001, "0"), (10, "10"), (100.5, "100.5"), (0.126, "0.13"), (-2.5, "-2.5")])
    func numbersAreShort(_ value: Double, _ text: String) {
        #expect(SVGElement.number(value) == text)
    }
}
