// SPDX-License-Identifier: Apache-2.0

import Foundation
import Macro
import Technology
import Testing
import _TestSupport

/// The circuits for work on activations keep the laws of figures, also in other units.
@Suite struct ActivationLawTests {
    @Test(arguments: ActivationSubjects.all)
    func figuresKeepTheLaws(_ subject: LawSubject) throws {
        let processes = try [(130, 300), (28, 350), (5, 300)].map { (name, temperature) in
            let node = try #require(SiliconNode(nanometers: Double(name)))
            return try Technology(
                .silicon(node, supply: node.supplyVoltage), roadmap: .lowStandbyPower,
                temperature: Double(temperature))
        }
        let found = try subject.violations(in: processes)
        #expect(found.isEmpty, "breaks a law: \(found.sorted().map(\.description))")
    }

    /// A circuit without a subject would be one that no law is checked of.
    @Test func everyCircuitIsASubject() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = package.appending(path: "Sources/ActivationWork")
        let files = try #require(FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String])
        var circuits: Set<String> = ["ActivationEstimate"]
        for file in files where file.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            for match in text.matches(of: /struct (\w+): (?:CircuitModel|ProductEngine)/) {
                circuits.insert(String(match.1))
            }
        }
        #expect(circuits.count >= 6)
        #expect(circuits == Set(ActivationSubjects.all.map { String($0.name.prefix { $0 != "." }) }))
    }
}
