// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Plots

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct PlotBoundsTests {
    /// Widths are of an estimate, so texts may reach into the room at the edges.
    @Test(arguments: PlotSamples.all.indices, PlotSamples.styles) func marksStayOnThePage(index: Int, style: PlotStyle)
    {
        let (name, plot) = PlotSamples.all[index]
        let drawing = plot.drawing(style)
        #expect(abs(drawing.width - style.width / 25.4e-3 * 72) < 1e-9)
        #expect(drawing.height > 0 && drawing.height.isFinite)
        for mark in drawing.marks {
            let bounds = mark.bounds
            let parts = [bounds.x, bounds.y, bounds.width, bounds.height]
            #expect(parts.allSatisfy { $0.isFinite }, "\(name): \(mark)")
            #expect(bounds.x >= -0.5 && bounds.right <= drawing.width + 0.5, "\(name), \(style): \(mark)")
            #expect(bounds.y >= -0.5 && bounds.bottom <= drawing.height + 0.5, "\(name), \(style): \(mark)")
        }
    }

    @Test(arguments: PlotSamples.all.indices) func picturesAreXMLAndTheSameEachTime(index: Int) throws {
        let (name, plot) = PlotSamples.all[index]
        let text = plot.svg()
        let parser = XMLParser(data: Data(text.utf8))
        #expect(parser.parse(), "\(name): \(String(describing: parser.parserError))")
        #expect(text == plot.svg())
        #expect(!text.contains("nan") && !text.contains("inf"), "\(name)")
    }

    /// Text of the picture stays text, and no two words of an axis lie on each other.
    @Test(arguments: PlotSamples.all.indices) func wordsBelowAnAxisDoNotTouch(index: Int) {
        let drawing = PlotSamples.all[index].plot.drawing(PlotStyle())
        let labels = drawing.marks.compactMap { mark -> PlotMark? in
            if case .label(let label) = mark.shape, label.anchor == .middle, !label.isUpright, label.halo == 0 {
                return mark
            }
            return nil
        }
        for (index, first) in labels.enumerated() {
            for second in labels[(index + 1)...] {
                let (a, b) = (first.bounds, second.bounds)
                let touch = a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom
                #expect(!touch, "\(first) and \(second)")
            }
        }
    }

    @Test func widthsAreThoseOfHelvetica() {
        // By hand: T 611, e 556, s 500, t 278.
        #expect(abs(TextWidth.of("Test", size: 10) - 19.45) < 1e-9)
        #expect(TextWidth.shortened("abc", size: 8, width: 100) == "abc")
        let short = TextWidth.shortened("a long text", size: 8, width: 25)
        #expect(short.hasSuffix("…") && TextWidth.of(short, size: 8) <= 25)
    }
}
