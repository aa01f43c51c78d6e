// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Estimation
import Foundation
import Revisions
import Testing
import _TestSupport

/// Figures of Tessera with exact counting, which no other tool gives: they stay as they were recorded, unless a change
/// means to move them.
///
/// `UPDATE_GOLDEN=1 make test FILTER=RecordedFigure` records them anew.
@Suite(.serialized) struct RecordedFigureTests {
    /// Every tenth case of the fixtures, which have all networks, cells and modes.
    static let cases = ReferenceCase.names.enumerated().filter { $0.offset % 10 == 0 }.map(\.element)

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Recorded")

    @Test(arguments: cases)
    func figuresAreThoseRecorded(_ name: String) throws {
        let figures = try Self.figures(of: name)
        let file = Self.folder.appending(path: "\(name).json")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            try encoder.encode(figures).write(to: file)
        }
        let recorded = try JSONDecoder().decode([String: Double].self, from: Data(contentsOf: file))
        #expect(recorded.count >= 20 && Set(recorded.keys) == Set(figures.keys))
        // Sums may be added in another order; equations and counts may not change.
        let problems = figures.sorted { $0.key < $1.key }.compactMap { name, figure in
            mismatch(name, figure, recorded[name] ?? .nan, relative: 1e-12)
        }
        #expect(problems.isEmpty, "\(problems)")
    }

    @Test func everyRecordIsChecked() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files.filter { $0.hasSuffix(".json") }) == Set(Self.cases.map { "\($0).json" }))
        #expect(Self.cases.count >= 9)
    }

    /// Area [m²], leakage power [W], and time [s] and energy [J] of every phase and cause of the chip.
    private static func figures(of name: String) throws -> [String: Double] {
        let design = try ReferenceCase(named: name)
        let network = try design.readNetwork()
        let configuration = try design.configuration().setting(["accounting=exact"])
        let estimator = try Estimator(
            configuration: configuration, network: network, weightBits: design.weightBits,
            activationBits: design.activationBits)
        let estimate = try estimator.estimate(design.readTrace(network), source: .trace(path: design.trace), threads: 1)
        let chip = estimate.chip
        let area = estimate.area
        var figures = [
            "area": estimate.totalArea, "area.array": area.array, "area.conversion": area.conversion,
            "area.accumulation": area.accumulation, "area.interconnect": area.interconnect, "area.other": area.other,
            "leakage.power": chip.leakagePower, "leakage.energy": chip.leakageEnergy,
        ]
        let phases = [
            ("forward", chip.costs.forward), ("activationGradient", chip.costs.activationGradient),
            ("weightGradient", chip.costs.weightGradient), ("weightUpdate", chip.costs.weightUpdate),
            ("total", chip.costs.total), ("peak", chip.peak.total),
        ]
        for (name, cost) in phases + chip.breakdown.named.map({ ("by.\($0.name)", $0.cost) }) {
            figures["\(name).latency"] = cost.latency
            figures["\(name).energy"] = cost.energy
        }
        return figures
    }
}
