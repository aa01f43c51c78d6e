// SPDX-License-Identifier: Apache-2.0

import Foundation
import Technology
import Testing
import _TestSupport

/// Every circuit keeps the laws of circuits, but for what is named in `KnownCircuitViolation`.
@Suite struct CircuitLawTests {
    static let subjects =
        LogicSubjects.all + PeripherySubjects.all + ConversionSubjects.all + MemorySubjects.all

    @Test(arguments: subjects)
    func figuresKeepTheLaws(_ subject: LawSubject) throws {
        let found = try subject.violations(in: ReferenceProcess.allCases.map { try $0.technology() })
        let known = Set(KnownCircuitViolation.all.filter { $0.subject == subject.name }.flatMap(\.violations))
        let new = found.subtracting(known).sorted()
        let gone = known.subtracting(found).sorted()
        #expect(new.isEmpty, "breaks a law: \(new.map(\.description))")
        #expect(gone.isEmpty, "is said to break a law and does not: \(gone.map(\.description))")
    }

    /// A circuit without a subject would be one that no law is checked of.
    @Test func everyCircuitIsASubject() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = package.appending(path: "Sources/Circuits")
        let files = try #require(FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String])
        var circuits: Set<String> = []
        for file in files where file.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            let name = URL(filePath: file).deletingPathExtension().lastPathComponent
            if [":", " ", "<"].contains(where: { text.contains("struct \(name)\($0)") }), text.contains("func cost(of")
            {
                circuits.insert(name)
            }
        }
        let subjects = Set(Self.subjects.map { String($0.name.prefix { $0 != "." }) })
        #expect(circuits.count >= 25)
        #expect(circuits.subtracting(subjects).sorted() == [], "circuits without a subject")
        #expect(subjects.subtracting(circuits).sorted() == [], "subjects that are no circuits")
    }

    /// A name that no subject has would hide nothing, and say so to nobody.
    @Test func knownViolationsAreOfSubjects() {
        let names = Set(Self.subjects.map(\.name))
        #expect(names.count == Self.subjects.count)
        #expect(KnownCircuitViolation.all.allSatisfy { names.contains($0.subject) })
    }
}
