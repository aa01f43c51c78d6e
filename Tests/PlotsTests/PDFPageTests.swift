// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing

@testable import Plots

@Suite struct PDFPageTests {
    /// Why there is no PDF here; nil where there is.
    static let problem: InputError? = {
        do throws(InputError) {
            _ = try PDFPage.library()
            return nil
        } catch {
            return error
        }
    }()

    @Test func whatIsMissingIsNamed() {
        guard let problem = Self.problem else { return }
        #expect(problem.kind == .missingInput && problem.message.contains("apt-get install "))
    }

    @Test(.enabled(if: problem == nil, "cairo is not here"), arguments: PlotSamples.all.indices)
    func pagesHaveTheirFontAndNoDate(index: Int) throws {
        let (name, plot) = PlotSamples.all[index]
        let bytes = try plot.pdf(creator: "Tests")
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("%PDF-1."), "\(name)")
        #expect(text.contains("%%EOF"))
        // A descriptor with a file is a font that is in the document; type 3 are drawings, which publishers refuse.
        #expect(text.contains("/FontFile") && !text.contains("/Type3"), "\(name)")
        #expect(!text.contains("/CreationDate"))
        #expect(text.contains("/Creator (Tests)"))
    }

    /// Longer than a second apart, which is the resolution of dates in PDF.
    @Test(.enabled(if: problem == nil, "cairo is not here")) func equalPicturesAreEqualBytes() throws {
        let first = try PlotSamples.bars.pdf()
        Thread.sleep(forTimeInterval: 1.1)
        #expect(try PlotSamples.bars.pdf() == first)
        #expect(try PlotSamples.curves.pdf() != first)
    }

    @Test(.enabled(if: problem == nil, "cairo is not here")) func threadsDoNotDisturbEachOther() async throws {
        let alone = try PlotSamples.tiles.pdf()
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 { group.addTask { try PlotSamples.tiles.pdf() } }
            for try await one in group { #expect(one == alone) }
        }
    }
}
