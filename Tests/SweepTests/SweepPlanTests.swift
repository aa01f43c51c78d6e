// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Search
import Testing
import _TestSupport

@testable import Sweep

/// Plans of sweeps: their form, and what is wrong with them.
@Suite struct SweepPlanTests {
    private func plan(_ text: String) throws -> SweepPlan { try SweepPlan(text, file: "plan.yaml") }

    @Test func aPlanSaysWhatVariesAndWhatStays() throws {
        let plan = try plan(
            """
            network: net.csv
            param: [a.param, b.param]
            set: {technode: 22, trainingEstimation: false}
            workload: {synthetic: {seed: 7}}
            weightBits: 4
            parameters:
              memcelltype: [SRAM, RRAM]
              numRowSubArray: {from: 64, to: 256, step: 64}
              resistanceOn: {from: 1e4, to: 1e6, points: 3, scale: log}
              activationBits: 8
            method: latinHypercube
            points: 5
            seed: 3
            objectives: [topsPerWatt, area]
            constraints: {area: {max: 1e-4}, tops: {min: 2}}
            """)
        #expect(plan.network == "net.csv" && plan.parameterFiles == ["a.param", "b.param"])
        #expect(plan.assignments == ["technode=22", "trainingEstimation=false"])
        #expect(plan.workload == .synthetic(seed: 7) && plan.weightBits == 4 && plan.seed == 3)
        #expect(plan.axes.map(\.name) == ["memcelltype", "numRowSubArray", "resistanceOn", "activationBits"])
        #expect(plan.axes[1].values == ["64", "128", "192", "256"])
        #expect(plan.axes[2].values == ["10000", "100000", "1000000"])
        #expect(plan.grid.count == 24 && plan.method == .latinHypercube(points: 5))
        #expect(plan.objectives == [.topsPerWatt, .area])
        #expect(plan.constraints.map(\.objective) == [.area, .tops] && plan.constraints[0].maximum == 1e-4)
    }

    @Test func aShortPlanHasDefaults() throws {
        let plan = try plan("parameters: {technode: [22, 32, 22]}")
        #expect(plan.axes[0].values == ["22", "32"] && plan.method == .grid)
        #expect(plan.workload == .statistics(file: nil) && plan.objectives == [.energy, .latency, .area])
    }

    @Test(arguments: [
        ("", nil, "empty"), ("set: {}", 1, "`parameters` is missing"),
        ("parameters: {technod: [22]}", 1, "did you mean `technode`?"),
        ("a: 1\nparameters: {technode: [22]}", 1, "unknown key `a`"),
        ("parameters: {technode: []}", 1, "no values"), ("parameters:\n  technode: {from: 3}", 2, "`from` and `to`"),
        ("parameters: {technode: [22]}\nmethod: ngsa2", 2, "did you mean `nsga2`?"),
        ("parameters: {technode: [22]}\nmethod: random", 2, "needs `points`"),
        ("parameters: {technode: [22]}\npoints: 4", 2, "`points` is for method"),
        ("parameters: {technode: [22]}\nobjectives: [power]", 2, "no objective"),
        ("parameters: {technode: [22]}\nobjectives: [accuracy]", 1, "accuracy needs `model`"),
        ("parameters: {technode: [22]}\nobjectives: [tokenEnergy]", 1, "tokenEnergy needs `text` with `generate`"),
        ("parameters: {technode: [22]}\ntext: {token: 3}", 2, "unknown key `token`"),
        ("parameters: {technode: [22]}\ntext: {batch: 3}", 2, "`batch` needs `generate`"),
        ("parameters: {technode: [22]}\ntext: {generate: 1}", 2, "allowed: whole numbers from 2"),
        ("parameters: {technode: [22]}\nmodel: m.onnx\nimages: i\ntext: {tokens: 3}", 2, "exclude each other"),
        ("parameters: {technode: [22]}\nconstraints: {area: 3}", 2, "names with values"),
        ("parameters: {technode: [22]}\nweightBits: 33", 2, "`33` (allowed: whole numbers from 1 to 32)"),
        ("parameters: {technode: [22]}\nworkload: trac", 2, "workload `trac`"),
        ("parameters: [1", nil, "no YAML"), ("parameters: {technode: [22]}\nparameters: {}", nil, "twice"),
        ("parameters: {technode: [22]}\nimages: x.npz", 2, "`images` needs `model`"),
    ])
    func whatIsWrongIsSaidWithItsLine(_ text: String, _ line: Int?, _ message: String) throws {
        let error = #expect(throws: InputError.self) { try plan(text) }
        #expect(error?.message.contains(message) == true, "\(error.map { "\($0)" } ?? "")")
        if let line { #expect(error?.line == line) }
        #expect(error?.file == "plan.yaml")
    }

    @Test func samplesAreDistinctAndWithinTheGrid() throws {
        let grid = try plan("parameters: {technode: [22, 32], numRowSubArray: {from: 1, to: 50, step: 1}}").grid
        for seed in 0..<5 as Range<UInt64> {
            let sample = grid.random(30, seed: seed)
            #expect(sample.count == 30 && Set(sample).count == 30 && sample.allSatisfy { (0..<100).contains($0) })
            #expect(sample == sample.sorted() && sample == grid.random(30, seed: seed))
        }
        #expect(grid.random(30, seed: 1) != grid.random(30, seed: 2))
        #expect(grid.random(200, seed: 1) == Array(0..<100))
        // Fifty points of a Latin hypercube have each of the fifty values once, and both others about as often.
        let points = grid.latinHypercube(50, seed: 1).map(grid.point)
        #expect(Set(points.map { $0[1] }).count == 50 && points.count { $0[0] == 0 } == 25)
    }

    @Test func charactersThatYAMLDoesNotAllowHaveAPlace() {
        let error = #expect(throws: InputError.self) { try plan("network: net.csv\nparameters: {\u{1}a: 1}\n") }
        #expect(error?.line == 2 && error?.column == 14)
        #expect(error?.message == "no YAML: control characters are not allowed")
    }

    /// Each alias stands for two of the one before it, so that the last one is 2^40 words long.
    @Test func aliasesOfAliasesAreRefused() {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        let error = #expect(throws: InputError.self) { try plan(text + "? *a40\n: 1\n") }
        #expect(error?.message.contains("more than 16 aliases") == true)
    }

    @Test func fewAliasesAreRead() throws {
        let plan = try plan(
            "parameters: {levelOutput: &levels [16, 32], levelOutputAG: *levels, resistanceOn: [12e3*2]}\n")
        #expect(plan.axes[1].values == ["16", "32"] && plan.axes[2].values == ["12e3*2"])
    }

    @Test func aPlanThatIsNoTextIsRefused() throws {
        let error = #expect(throws: InputError.self) {
            try TemporaryFolder.with([0x61, 0xFF, 0xFE]) { try SweepPlan(readingFrom: $0) }
        }
        #expect(error?.kind == .badInput && error?.message.contains("neither UTF-8 nor UTF-16") == true)
    }
}
