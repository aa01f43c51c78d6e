// SPDX-License-Identifier: Apache-2.0

import Foundation
import NeuroSim21Technology
import Technology
import Testing
import _TestSupport

/// Memory cells keep the laws of figures: no cell has a constant with a unit in its equations.
@Suite struct CellLawTests {
    @Test(arguments: CellSubjects.all)
    func figuresKeepTheLaws(_ subject: LawSubject) throws {
        let processes = try [
            Technology(node: 130, roadmap: .highPerformance), Technology(node: 32, roadmap: .lowStandbyPower),
            Technology(node: 7, roadmap: .lowStandbyPower, temperature: 350),
        ]
        let found = try subject.violations(in: processes)
        #expect(found.isEmpty, "breaks a law: \(found.sorted().map(\.description))")
    }

    /// A cell without a subject would be one that no law is checked of. Guests check their own; cells of macros are subjects in
    /// `Tests/MacroChipsTests/Laws`, where every type of their room must be one; the cell of a layout has no equation.
    @Test func everyCellIsASubject() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let sources = package.appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(atPath: sources.path)?.allObjects as? [String])
        var cells: Set<String> = []
        for file in files where file.hasSuffix(".swift") && !file.hasPrefix("References/") {
            if file.hasPrefix("MacroChips/") || file.hasSuffix("/LayoutCell.swift") { continue }
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            for match in text.matches(of: /struct (\w+)[^{\n]*\b(?:MemoryCell|TransistorSelectedCell)\b/) {
                cells.insert(String(match.1))
            }
        }
        #expect(cells == Set(CellSubjects.all.map { String($0.name.prefix { $0 != "." }) }))
    }
}
