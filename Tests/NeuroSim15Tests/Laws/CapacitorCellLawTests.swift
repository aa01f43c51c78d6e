// SPDX-License-Identifier: Apache-2.0

import Technology
import Testing
import _TestSupport

@testable import NeuroSim15

/// The capacitor cell, the only cell of this revision, keeps the laws of figures.
@Suite struct CapacitorCellLawTests {
    private static let subject = LawSubject.cell("CapacitorCell") {
        CapacitorCell(
            geometry: CellGeometry(height: 2, width: 2), device: $0.memoryDevice(), featureSize: $0.meters(40e-9))
    }

    @Test func figuresKeepTheLaws() throws {
        let processes = try [LogicProcess.lowStandbyPower22, .lowStandbyPower130].map { try $0.technology() }
        let found = try Self.subject.violations(in: processes)
        #expect(found.isEmpty, "breaks a law: \(found.sorted().map(\.description))")
    }
}
