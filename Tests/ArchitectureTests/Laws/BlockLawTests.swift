// SPDX-License-Identifier: Apache-2.0

import Foundation
import NeuroSim21Technology
import Technology
import Testing
import _TestSupport

/// Every block keeps the laws of figures, but for what is named in `KnownBlockViolation`.
@Suite struct BlockLawTests {
    static let subjects =
        SubarraySubjects.all + ChipSubjects.all + TransportSubjects.all + TrainingSubjects.all

    static let processes: [(node: Int, roadmap: DeviceRoadmap)] = [
        (130, .highPerformance), (32, .lowStandbyPower), (7, .lowStandbyPower),
    ]

    @Test(arguments: subjects)
    func figuresKeepTheLaws(_ subject: LawSubject) throws {
        let processes = try Self.processes.map { try Technology(node: $0.node, roadmap: $0.roadmap) }
        let found = try subject.violations(in: processes)
        let known = KnownBlockViolation.violations(of: subject.name)
        let new = found.subtracting(known).sorted()
        let gone = known.subtracting(found).sorted()
        #expect(new.isEmpty, "breaks a law: \(new.map(\.description))")
        #expect(gone.isEmpty, "is said to break a law and does not: \(gone.map(\.description))")
    }

    /// A level of the tree without a subject would be one that no law is checked of.
    @Test func everyLevelIsASubject() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = package.appending(path: "Sources/Architecture")
        let files = try #require(FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String])
        var levels: Set<String> = []
        for file in files where file.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            let name = URL(filePath: file).deletingPathExtension().lastPathComponent
            if text.contains(/public (?:let|var) blocks: ChipBlock/) { levels.insert(name) }
        }
        #expect(levels.count >= 6)
        #expect(levels.subtracting(Self.subjects.map { String($0.name.prefix { $0 != "." }) }).sorted() == [])
    }

    /// A name that no subject has would hide nothing, and say so to nobody.
    @Test func knownViolationsAreOfSubjects() {
        let names = Set(Self.subjects.map(\.name))
        #expect(names.count == Self.subjects.count)
        for known in KnownBlockViolation.all {
            #expect(names.contains(where: known.concerns), "\(known.reason)")
        }
    }
}
