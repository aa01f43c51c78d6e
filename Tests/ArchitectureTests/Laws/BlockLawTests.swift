// SPDX-License-Identifier: Apache-2.0

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

    /// A name that no subject has would hide nothing, and say so to nobody.
    @Test func knownViolationsAreOfSubjects() {
        let names = Set(Self.subjects.map(\.name))
        #expect(names.count == Self.subjects.count)
        for known in KnownBlockViolation.all {
            #expect(names.contains(where: known.concerns), "\(known.reason)")
        }
    }
}
