// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Diagnostics
import Estimation
import Macro
import MacroChips
import Revisions
import Technology
import Testing
import Workload
import _TestSupport

/// Chips whose subarrays are macros.
@Suite struct MacroChipTests {
    /// Layers, each with its input height and width, input channels, kernel and output channels.
    private static let small = [(8, 16, 3, 40), (1, 100, 1, 10)]

    private func estimate(
        _ assignments: [String], layers: [(size: Int, inputs: Int, kernel: Int, outputs: Int)] = MacroChipTests.small,
        density: Double = 0.3
    ) throws -> Estimate {
        let network = try Network(
            layers: layers.map {
                try Layer(
                    inputHeight: $0.size, inputWidth: $0.size, inputChannels: $0.inputs, kernelHeight: $0.kernel,
                    kernelWidth: $0.kernel, outputChannels: $0.outputs)
            })
        let configuration = try Configuration(
            files: [], assignments: assignments + ["syntheticActivationDensity=\(density)"], revision: .tessera)
        let estimator = try Estimator(
            configuration: configuration, network: network, weightBits: 8, activationBits: 8)
        let statistics = try NetworkStatistics(
            network, parameters: SyntheticTrace.Parameters(configuration, seed: 0, weightBits: 8), activationBits: 8)
        return try estimator.estimate(statistics: statistics)
    }

    @Test(arguments: SiliconNode.nodes)
    func everyNodeHasChipsOfEveryKind(_ node: Int) throws {
        for kind in ["computeDomain=current", "computeDomain=charge", "computeDomain=digital", "memcelltype=MRAM"] {
            let estimate = try estimate(["technode=\(node)", kind])
            #expect(
                EstimateCheck(estimate).problems.isEmpty, "\(node) nm, \(kind): \(EstimateCheck(estimate).problems)")
            let shares = try #require(estimate.energyShares)
            let sum = shares.computing + shares.buffers + shares.wires + shares.dram + shares.leakage
            #expect(isClose(sum, 1), "\(node) nm, \(kind): \(sum)")
        }
    }

    @Test(arguments: [
        ["inputCoding=voltage", "inputBitsPerRead=4", "weightJoining=analog", "computeDomain=charge"],
        ["inputCoding=pulseWidth", "inputBitsPerRead=8", "adcKind=time"],
        ["inputCoding=pulseCount", "inputBitsPerRead=2", "adcKind=flash", "levelOutput=11", "memcelltype=RRAM"],
        ["numRowParallel=5", "numRowSubArray=37", "numColSubArray=50", "numColMuxed=7"],
        ["computeDomain=digital", "adderOrganisation=cells", "boothRecoding=true", "pipeline=true", "vdd=0.6"],
        ["memcelltype=PCM", "cellBit=3", "novelMapping=false", "temp=370"],
    ])
    func chipsOfManyForms(_ assignments: [String]) throws {
        let problems = EstimateCheck(try estimate(assignments)).problems
        #expect(problems.isEmpty, "\(assignments): \(problems)")
    }

    /// A layer that fills one array: its conversions are those of the macro alone.
    @Test func aChipOfOneArrayIsTheMacro() throws {
        let estimate = try estimate(["novelMapping=false"], layers: [(1, 128, 1, 16)], density: 0.5)
        let configuration = estimate.configuration
        let macro = Macro(
            try configuration.macroDesign(weightBits: 8),
            MacroTask(
                supply: configuration.supplyVoltage, inputBits: 8, weightBits: 8, inputs: 128, outputs: 16,
                inputDensity: 0.5))
        let converters = try #require(macro.parts.first { $0.name == .converters })
        #expect(isClose(estimate.chip.breakdown.conversion.energy, converters.energy, relative: 1e-6))
        #expect(isClose(estimate.chip.breakdown.conversion.latency, converters.latency, relative: 1e-6))
        #expect(isClose(estimate.layers[0].conversions, Double(macro.counts.conversions)))
    }

    @Test func theSupplyCounts() throws {
        let low = try estimate(["vdd=0.8"]).chip
        let high = try estimate(["vdd=1.1"]).chip
        #expect(high.energy > 1.5 * low.energy && high.costs.total.latency < low.costs.total.latency)
        #expect(high.leakagePower > low.leakagePower)
    }

    @Test func latchesAreWrittenWithoutPulses() throws {
        let latches = try estimate(["writePulseWidth=1e-3"]).chip.programming
        let pulses = try estimate(["memcelltype=RRAM", "writePulseWidth=1e-6"]).chip.programming
        #expect(latches.latency < 1e-3 && pulses.latency > 1e-3 && pulses.energy > latches.energy)
    }

    @Test func transistorsHaveThePublishedSpeedAndArea() throws {
        for nanometers in SiliconNode.nodes {
            let node = try #require(SiliconNode(nanometers: Double(nanometers)))
            let technology = try Technology(
                .silicon(node, supply: node.supplyVoltage), roadmap: .lowStandbyPower, temperature: 300)
            #expect(isClose(28 * 9 * technology.featureSize * technology.featureSize, node.gateArea))
            #expect(technology.supplyVoltage == node.supplyVoltage && technology.nmosOnCurrent > 100)
            let slow = try Technology(
                .silicon(node, supply: 0.8 * node.supplyVoltage), roadmap: .lowStandbyPower, temperature: 300)
            #expect(slow.nmosOnCurrent < technology.nmosOnCurrent)
        }
    }

    @Test func whatChipsOfMacrosCannotBe() {
        for (assignment, message) in [
            ("differential=columns", "differential is for `tessera macro` (allowed for chips: none)"),
            ("accounting=neurosim", "accounting = neurosim is not known (allowed: exact (1))"),
            ("trainingEstimation=true", "the revision is tessera"),
        ] {
            let error = inputError { try estimate([assignment]) }
            #expect(error.description.contains(message), "\(error)")
        }
    }
}
