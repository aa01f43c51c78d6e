// SPDX-License-Identifier: Apache-2.0

import Architecture
import CellArrays
import Circuits
import Configuration
import Counting
import Estimation
import NeuroSim15
import Revisions
import Testing
import Workload
import _TestSupport

/// A small chip of V1.5 on which departures show.
struct ChipOfV15: Sendable, CustomStringConvertible {
    let name: String
    var assignments: [String] = []
    var bits = 8
    var layers: @Sendable () throws -> [Layer] = { try ChipOfV15.convolutions() }

    var description: String { name }

    /// The estimate with some of the departures.
    func estimate(_ departures: NeuroSim15Departures) throws -> Estimate {
        let configuration = try Configuration(files: [], assignments: Self.small + assignments)
        return try estimate(configuration, NeuroSim15.revision(configuration, departures: departures))
    }

    /// The estimate that a user gets.
    func estimate(_ accounting: Accounting) throws -> Estimate {
        let configuration = try Configuration(
            files: [], assignments: Self.small + assignments + ["accounting=\(accounting.rawValue)"])
        return try estimate(configuration, configuration.chipRevision())
    }

    private func estimate(_ configuration: Configuration, _ revision: Revision) throws -> Estimate {
        let network = try Network(layers: layers())
        let estimator = try Estimator(
            configuration: configuration, network: network, weightBits: bits, activationBits: bits, revision: revision)
        let parameters = SyntheticTrace.Parameters(configuration, seed: 3, weightBits: bits)
        let trace = try SyntheticTrace(network, parameters: parameters, threads: 1)
        return try estimator.estimate(trace, source: .synthetic(seed: 3), threads: 1)
    }

    /// All figures as a text, with every digit.
    static func figures(_ estimate: Estimate) -> String {
        "\(estimate.layers) \(estimate.chip) \(estimate.area) \(estimate.totalArea) \(estimate.floorplan.utilization)"
    }

    private static let small = ["revision=neurosim-1.5", "numRowSubArray=32", "numColSubArray=32"]

    private static func layer(
        _ size: Int, _ inputs: Int, _ kernel: Int, _ outputs: Int, pooling: Bool = false, stride: Int = 1
    ) throws -> Layer {
        try Layer(
            inputHeight: size, inputWidth: size, inputChannels: inputs, kernelHeight: kernel, kernelWidth: kernel,
            outputChannels: outputs, isFollowedByPooling: pooling, stride: stride)
    }

    private static func convolutions() throws -> [Layer] {
        try [
            layer(8, 4, 3, 16), layer(8, 16, 3, 24, pooling: true), layer(4, 24, 3, 32, stride: 2), layer(2, 32, 1, 32),
            layer(1, 128, 1, 70), layer(1, 70, 1, 10),
        ]
    }

    private static func classifiers() throws -> [Layer] {
        try [layer(1, 300, 1, 100), layer(1, 100, 1, 150), layer(1, 150, 1, 37), layer(1, 37, 1, 290)]
    }

    /// Designs each of which shows other departures.
    static let all: [ChipOfV15] = [
        ChipOfV15(name: "default"),
        ChipOfV15(name: "layer by layer", assignments: ["pipeline=false"]),
        ChipOfV15(name: "conventional mapping", assignments: ["novelMapping=false"]),
        ChipOfV15(name: "layer by layer, conventional", assignments: ["pipeline=false", "novelMapping=false"]),
        ChipOfV15(name: "cells of three bits", assignments: ["cellBit=3"]),
        ChipOfV15(name: "groups of rows", assignments: ["numRowParallel=12"]),
        ChipOfV15(name: "SRAM, groups of rows", assignments: ["memcelltype=SRAM", "numRowParallel=12"]),
        ChipOfV15(name: "currents", assignments: ["currentMode=true"]),
        ChipOfV15(name: "sigmoids", assignments: ["memcelltype=SRAM", "chipActivation=false", "reLu=false"]),
        ChipOfV15(name: "no clock", assignments: ["memcelltype=SRAM", "synchronous=false", "pipeline=false"]),
        ChipOfV15(name: "binary currents", assignments: ["operationmode=BNNparallel", "currentMode=true"], bits: 1),
        ChipOfV15(name: "many copies", assignments: ["speedUpDegree=64"]),
        ChipOfV15(name: "three copies", assignments: ["speedUpDegree=3"]),
        ChipOfV15(name: "seven copies", assignments: ["speedUpDegree=7", "novelMapping=false"]),
        ChipOfV15(name: "uneven", assignments: ["numRowSubArray=48", "numColSubArray=24"]),
        ChipOfV15(name: "slow clock", assignments: ["clkFreq=5e6"]),
        ChipOfV15(name: "narrow arrays", assignments: ["numRowSubArray=8", "numColSubArray=8"]),
        ChipOfV15(name: "partly filled", assignments: ["novelMapping=false"], layers: { try classifiers() }),
    ]
}

/// Each departure of V1.5 is worth something, and without all of them figures make sense.
@Suite struct NeuroSim15DepartureTests {
    private static let references: [String: String] = Dictionary(
        uniqueKeysWithValues: ChipOfV15.all.compactMap { design in
            (try? design.estimate(.all)).map { (design.name, ChipOfV15.figures($0)) }
        })

    /// Answers that move no figure here, because the weights of random traces are never the largest, nor finer than their bits.
    private static let answers: [NeuroSim15Departure: @Sendable (any CountingPolicy) -> Double] = [
        .wrapsLargestWeight: { counting in
            let code = CellCode(encoding: WeightEncoding(.offset, bits: 8, cellBits: 2), weightBits: 8, levelBits: 8)
            return counting.cellValues(of: 256...256, in: code).reduce(0, +)
        },
        .takesOneForPositive: { Double($0.signBits(digits: 1, most: 16)) },
    ]

    @Test func everyDesignHasFigures() {
        #expect(Self.references.count == ChipOfV15.all.count)
    }

    @Test("Without a departure at least one figure of one design is another", arguments: NeuroSim15Departure.allCases)
    func departureChangesAFigure(_ departure: NeuroSim15Departure) throws {
        let rest = NeuroSim15Departures.all.without(departure)
        let changed = try ChipOfV15.all.first {
            try ChipOfV15.figures($0.estimate(rest)) != Self.references[$0.name]
        }
        if changed == nil, let answer = Self.answers[departure] {
            let (own, without) = try (Self.counting(.all), Self.counting(rest))
            #expect(answer(own) != answer(without))
            #expect(answer(without) == answer(ExactCounting()))
            return
        }
        #expect(changed != nil, "nothing changes without \(departure.name)")
    }

    private static func counting(_ departures: NeuroSim15Departures) throws -> any CountingPolicy {
        try NeuroSim15.revision(
            Configuration(files: [], assignments: ["revision=neurosim-1.5"]), departures: departures
        )
        .counting
    }

    @Test("Exact accounting is V1.5 without departures, and its figures make sense", arguments: ChipOfV15.all)
    func exactAccounting(_ design: ChipOfV15) throws {
        let exact = try design.estimate(.exact)
        #expect(try ChipOfV15.figures(exact) == ChipOfV15.figures(design.estimate([])))
        #expect(try ChipOfV15.figures(design.estimate(.neurosim)) == Self.references[design.name])
        let problems = EstimateCheck(exact).problems
        #expect(problems.isEmpty, "\(problems.prefix(5))")
    }

    /// V1.5 has the times of binary arrays by cause, but neither their energies nor their areas.
    @Test func binaryArraysListTheirTimes() throws {
        let design = try #require(ChipOfV15.all.first { $0.name == "binary currents" })
        let (own, exact) = (try design.estimate(.all), try design.estimate([]))
        #expect(own.chip.breakdown.conversion.latency > 0 && own.chip.breakdown.conversion.energy == 0)
        #expect(exact.chip.breakdown.conversion.latency > 0 && exact.chip.breakdown.conversion.energy > 0)
        #expect(own.area.conversion == 0 && exact.area.conversion > 0)
    }

    @Test func exactOperationsAreThoseOfTheNetwork() throws {
        let exact = try ChipOfV15.all[0].estimate(.exact)
        let expected = exact.network.layers.reduce(0) { $0 + $1.operations }
        #expect(exact.chip.operations == expected)
    }

    @Test func everyDepartureSaysWhatItIs() {
        for departure in NeuroSim15Departure.allCases {
            #expect(departure.meaning.hasSuffix("."), "\(departure.name) has no meaning")
            #expect(!departure.meaning.contains("|"))
        }
        #expect(Set(NeuroSim15Departure.allCases.map(\.meaning)).count == NeuroSim15Departure.allCases.count)
    }
}
