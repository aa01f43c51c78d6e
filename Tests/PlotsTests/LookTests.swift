// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Plots

/// Pictures are read in greys and by the colour-blind.
@Suite struct LookTests {
    @Test func knownLightnesses() {
        #expect(PlotColor.black.lightness == 0)
        #expect(abs(PlotColor.white.lightness - 100) < 1e-3)
        // The grey of sRGB 119 is the middle one of CIE 1976.
        #expect(abs(PlotColor(0x777777).lightness - 50.03) < 0.05)
        #expect(PlotColor(0x0A0B0C).hexadecimal == "#0a0b0c")
    }

    @Test func anyTwoLooksOfBarsDifferInGreys() {
        let looks = BarLook.all
        for (index, first) in looks.enumerated() {
            for second in looks[(index + 1)...] {
                let difference = abs(first.color.lightness - second.color.lightness)
                #expect(first.pattern != second.pattern || difference >= 10, "\(first) and \(second)")
            }
        }
        let plain = looks.filter { $0.pattern == .plain }.map(\.color.lightness)
        #expect(plain == plain.sorted())
    }

    @Test func anyTwoLooksOfCurvesDifferWithoutColours() {
        for (index, first) in CurveLook.all.enumerated() {
            for second in CurveLook.all[(index + 1)...] {
                #expect(first.dashes != second.dashes)
                #expect(first.marker != second.marker || first.isFilled != second.isFilled)
            }
        }
        #expect(CurveLook.all.allSatisfy { $0.color.lightness < 75 })
    }

    @Test(arguments: BarLook.Pattern.allCases) func patternsStayInside(_ pattern: BarLook.Pattern) {
        let look = BarLook(color: .white, pattern: pattern)
        for frame in [
            PlotFrame(x: 10, y: 20, width: 40, height: 8), PlotFrame(x: 3.3, y: 0, width: 0.2, height: 90),
            PlotFrame(x: 0, y: 0, width: 1e-9, height: 1e-9), PlotFrame(x: 7, y: 7, width: 100, height: 0),
        ] {
            let points = look.lines(in: frame, spacing: 3).flatMap { $0 }
            for point in points {
                #expect((frame.x - 1e-9...frame.right + 1e-9).contains(point.x), "\(point)")
                #expect((frame.y - 1e-9...frame.bottom + 1e-9).contains(point.y), "\(point)")
            }
        }
        let wide = look.lines(in: PlotFrame(x: 0, y: 0, width: 60, height: 30), spacing: 3)
        #expect(wide.isEmpty == (pattern == .plain))
    }
}
