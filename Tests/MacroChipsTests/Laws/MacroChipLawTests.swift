// SPDX-License-Identifier: Apache-2.0

import Foundation
import Macro
import Technology
import Testing
import _TestSupport

/// Everything that chips of macros are made of keeps the laws of figures, also in other units.
@Suite struct MacroChipLawTests {
    /// Silicon of four nodes at its nominal supply, and of one at another supply and temperature.
    private static func processes() throws -> [Technology] {
        try [(180, 1, 300), (65, 1, 300), (28, 0.8, 350), (7, 1, 300)].map { (name, share: Double, temperature) in
            let node = try #require(SiliconNode(nanometers: Double(name)))
            return try Technology(
                .silicon(node, supply: share * node.supplyVoltage), roadmap: .lowStandbyPower,
                temperature: Double(temperature))
        }
    }

    @Test(arguments: MacroSubjects.all)
    func figuresKeepTheLaws(_ subject: LawSubject) throws {
        let found = try subject.violations(in: Self.processes())
        #expect(found.isEmpty, "breaks a law: \(found.sorted().map(\.description))")
    }

    @Test(arguments: CheckedMacro.allCases)
    func wholeChipsKeepTheLaws(_ kind: CheckedMacro) throws {
        let found = try MacroSubjects.chip(kind).violations(in: Self.processes())
        #expect(found.isEmpty, "breaks a law: \(found.sorted().map(\.description))")
    }

    /// A type without a subject would be one that no law is checked of.
    @Test func everyTypeOfTheRoomIsASubject() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = package.appending(path: "Sources/MacroChips")
        let files = try #require(FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String])
        var types: Set<String> = []
        for file in files where file.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            for match in text.matches(of: /(?:struct|enum|class|actor) (\w+)[^{\n]*\{/) {
                types.insert(String(match.1))
            }
        }
        #expect(types == Set(MacroSubjects.all.map { String($0.name.prefix { $0 != "." }) }))
    }
}
