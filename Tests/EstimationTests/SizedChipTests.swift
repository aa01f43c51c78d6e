// SPDX-License-Identifier: Apache-2.0

import Configuration
import Estimation
import Revisions
import Testing
import Workload

/// Estimates on chips that were sized for other designs.
@Suite struct SizedChipTests {
    private func estimates(_ sample: Sample, on chips: SizedChips?) throws -> [Estimate] {
        let estimator = try Estimator(
            configuration: sample.configuration, network: sample.network, weightBits: sample.weightBits,
            activationBits: sample.activationBits, chips: chips)
        return try [
            estimator.estimate(sample.trace(), source: .synthetic(seed: sample.seed), threads: 1),
            estimator.estimate(statistics: sample.statistics()),
        ]
    }

    private func expectSame(_ sample: Sample, on chips: SizedChips, _ comment: String) throws {
        for (shared, own) in zip(try estimates(sample, on: chips), try estimates(sample, on: nil)) {
            expectIdentical(shared, own, comment)
            #expect(shared.configuration == own.configuration && shared.warnings == own.warnings, "\(comment)")
        }
    }

    /// Designs that differ by parameters of synthetic traces have one chip, with the figures that each has alone.
    @Test(arguments: [
        ["trainingEstimation=false"], ["trainingEstimation=true"],
        ["trainingEstimation=true", "accounting=exact", "memcelltype=SRAM"],
        ["revision=neurosim-1.5"], ["revision=tessera"], ["device=rram-hfox-40nm"],
    ])
    func workloadsShareAChip(settings: [String]) throws {
        let chips = SizedChips(capacity: 4)
        let design = try Configuration().setting(settings)
        let workload = ParameterSchema.all(readBy: design.revision).filter { $0.use == .syntheticTrace }.map(\.name)
        #expect(workload.count >= 2)
        for change in [[]] + workload.map({ ["\($0)=0.7"] }) {
            let sample = Sample(
                configuration: try design.setting(change), network: try SampleNetworks.assorted(), weightBits: 8,
                activationBits: 8, seed: 1)
            try expectSame(sample, on: chips, "\(settings) \(change)")
        }
        #expect(chips.count == 1)
    }

    /// Whatever else differs makes another chip. Where there is no more room, all are dropped.
    @Test func otherDesignsHaveOtherChips() throws {
        let chips = SizedChips(capacity: 5)
        let network = try SampleNetworks.assorted()
        let samples = try [
            Sample(network), Sample(network, ["levelOutput=16"]), Sample(network, weightBits: 4),
            Sample(network, activationBits: 4), Sample(SampleNetworks.perceptron()),
        ]
        for (number, sample) in samples.enumerated() {
            try expectSame(sample, on: chips, "design \(number)")
            #expect(chips.count == number + 1)
        }
        try expectSame(samples[0], on: chips, "the first one again")
        #expect(chips.count == 5)
        try expectSame(Sample(network, ["levelOutput=64", "technode=32"]), on: chips, "one more")
        #expect(chips.count == 1)
    }

    /// A warning names where a value was given, which is no part of a chip.
    @Test func warningsAreThoseOfTheDesign() throws {
        let chips = SizedChips(capacity: 4)
        let network = try SampleNetworks.plain()
        let designs = try [
            Configuration().setting(["trainingEstimation=0", "device=rram-hfox-40nm", "resistanceOn=20000"]),
            Configuration {
                $0.estimatesTraining = false
                $0.device = "rram-hfox-40nm"
                $0.onResistance = 20000
            },
        ]
        for (design, origin) in zip(designs, ["--set", "the program"]) {
            let sample = Sample(configuration: design, network: network, weightBits: 8, activationBits: 8, seed: 1)
            try expectSame(sample, on: chips, origin)
            let warnings = try estimates(sample, on: chips).flatMap(\.warnings)
            #expect(warnings.contains { $0.contains("resistanceOn = 20000 (\(origin)") }, "\(warnings)")
        }
        #expect(chips.count == 1)
    }
}
