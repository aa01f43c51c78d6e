// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

@testable import Formats

/// PNG pictures of 16 bits a sample.
@Suite struct PNGImageTests {
    @Test(arguments: [(UInt8(0), 1, 1), (2, 3, 3), (4, 2, 1), (6, 4, 3)])
    func `sixteen bits a sample are read, transparency left out`(_ color: UInt8, _ stored: Int, _ kept: Int) throws {
        let rows = (0..<2).map { (row: Int) -> [UInt16] in
            (0..<3 * stored).map { UInt16(row * 30000 + $0 * 257 + 1) }
        }
        let picture = try PNGImage.picture(pngFile(width: 3, color: color, rows: rows), file: "x.png")
        #expect(picture.width == 3 && picture.height == 2 && picture.channels == kept)
        let wanted = rows.flatMap { (row: [UInt16]) -> [UInt16] in
            row.indices.filter { $0 % stored < kept }.map { row[$0] }
        }
        #expect(picture.samples == .words(wanted))
    }
}
