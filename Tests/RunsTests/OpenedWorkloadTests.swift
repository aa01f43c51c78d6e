// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Foundation
import Testing
import Workload
import _TestSupport

@testable import Runs

/// What a run reads, and what it takes from where.
@Suite struct OpenedWorkloadTests {
    private func opened(
        _ input: WorkloadInput, network: NetworkInput, weightBits: Int? = nil, activationBits: Int? = nil,
        on configuration: Configuration = Configuration()
    ) throws -> OpenedWorkload {
        try OpenedWorkload(
            input,
            OpenedWorkload.Request(
                network: network, weightBits: weightBits, activationBits: activationBits, threads: 1),
            on: configuration)
    }

    /// A convolution and a fully connected layer.
    private static let network = "4,4,8,3,3,8,0,1\n1,1,128,1,1,4,0,1\n"

    @Test func aSyntheticTraceIsDrawnFromTheParameters() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("Network.csv", Self.network)
        let configuration = try Configuration(
            files: [],
            assignments: [
                "algoWeightMin=-2", "algoWeightMax=3", "syntheticWeightSpread=0.5", "syntheticActivationDensity=0.1",
                "syntheticUpdateDensity=0.3", "syntheticActivity=0.4",
            ])
        let workload = try opened(.synthetic(seed: 9), network: .file(file), weightBits: 5, on: configuration)
        #expect(workload.weightBits == 5)
        #expect(workload.activationBits == 8)
        #expect(try workload.statistics(configuration, progress: nil) == nil)
        let (trace, source) = try #require(try workload.trace(configuration, threads: 1))
        #expect(source == .synthetic(seed: 9))
        let parameters = try #require(trace as? SyntheticTrace).parameters
        #expect(
            parameters
                == SyntheticTrace.Parameters(
                    seed: 9, weightBits: 5, weightRange: -2...3, weightSpread: 0.5, activationDensity: .uniform(0.1),
                    updateDensity: 0.3, activity: 0.4))
    }

    @Test func aRecordedTraceSaysItsPrecisionAndItsNetwork() throws {
        let folder = try TemporaryFolder()
        // A name that is not in the working folder of the tests, which is looked through first.
        try folder.write("two-layers.csv", Self.network)
        let command = try Self.writeTrace(folder)
        let said = try opened(.trace(.command(command)), network: .ofWorkload)
        #expect(said.weightBits == 8)
        #expect(said.network.layers.count == 2)
        let asked = try opened(
            .trace(TraceInput(path: command)), network: .ofWorkload, weightBits: 3, activationBits: 8)
        #expect(asked.weightBits == 3)
        let (_, source) = try #require(try asked.trace(Configuration(), threads: 1))
        #expect(source == .trace(path: command))
        // The same averages, measured by a run, and beforehand.
        let configuration = Configuration()
        let measured = try #require(
            try opened(.statistics(.trace(.command(command))), network: .ofWorkload)
                .statistics(configuration, progress: nil))
        #expect(measured.origin == .trace(path: command))
        #expect(try StatisticsRequest(.command(command), configuration, threads: 1).run() == measured.values)
    }

    /// The rows in a command of V1.5 are those of the arrays, unless an option says otherwise; V2.1 never reads them.
    @Test func aCommandNamesRows() throws {
        let folder = try TemporaryFolder()
        try folder.write("one-layer.csv", "1,1,64,1,1,4,0,1\n")
        let column = { (value: (Int) -> Int) in (0..<64).map { "\(value($0))\n" }.joined() }
        try folder.write("weight.csv", (0..<64).map { _ in "0.5,0,0,-0.5\n" }.joined())
        try folder.write("numbers.csv", column { $0 })
        let path = try folder.write("trace_command.sh", "main one-layer.csv 8 8 64 16 weight.csv numbers.csv\n")
        let configuration = try Configuration {
            $0.revision = .neurosim15
            $0.adcLevels = 64
        }
        let workload = try opened(.trace(.command(path)), network: .ofWorkload, on: configuration)
        let operated = try workload.operated(configuration)
        #expect(operated.subarrayRows == 64 && operated.parallelRows == 16 && operated.adcLevels == 64)
        let set = try configuration.setting(["numRowSubArray=32"])
        #expect(try workload.operated(set).subarrayRows == 32 && workload.operated(set).parallelRows == 16)
        #expect(try workload.operated(Configuration()) == Configuration())
        let drawn = try opened(.synthetic, network: .network(workload.network), on: configuration)
        #expect(try drawn.operated(configuration) == configuration)
        // Its inputs are numbers, as the file tells.
        let (trace, _) = try #require(try workload.trace(configuration, threads: 1))
        #expect(try trace.layer(0, LayerRequest(activationBits: 8)).inputs.activations() == Array(0..<64))
    }

    /// Where files do not tell, a revision reads them as its estimator does.
    @Test func unclearInputsAreThoseOfTheRevision() throws {
        let folder = try TemporaryFolder()
        try folder.write("one-layer.csv", "1,1,2,1,1,1,0,1\n")
        try folder.write("weight.csv", "0.5\n-0.5\n")
        try folder.write(
            "ones.csv", (0..<2).map { _ in Array(repeating: "1", count: 24).joined(separator: ",") + "\n" }.joined())
        let path = try folder.write("trace_command.sh", "main one-layer.csv 8 8 64 64 weight.csv ones.csv\n")
        func vectors(_ revision: RevisionName, _ inputs: TraceInputForm? = nil) throws -> Int {
            let configuration = try Configuration { $0.revision = revision }
            let workload = try opened(.trace(.command(path, inputs: inputs)), network: .ofWorkload, on: configuration)
            let (trace, _) = try #require(try workload.trace(configuration, threads: 1))
            return try trace.layer(0, LayerRequest(activationBits: 8)).inputs.vectors
        }
        #expect(try vectors(.neurosim21) == 3 && vectors(.neurosim15) == 24)
        #expect(try vectors(.neurosim21, .numbers) == 24 && vectors(.neurosim15, .bits) == 3)
        let converted = try TraceRequest(.command(path), threads: 1).run()
        let error = #expect(throws: InputError.self) { try converted.layer(0, LayerRequest(activationBits: 8)) }
        #expect(error?.message.contains("--trace-inputs bits") == true)
        let measured = #expect(throws: InputError.self) { try StatisticsRequest(.command(path), threads: 1).run() }
        #expect(measured?.message.contains("--trace-inputs bits") == true)
    }

    /// Requests estimate and lay out chips of the revision that their parameters name.
    @Test func requestsTakeTheRevisionOfTheirParameters() throws {
        let configuration = try Configuration { $0.revision = .neurosim15 }
        let network = try NetworkInput.network(
            Network(layers: [
                Layer(
                    inputHeight: 8, inputWidth: 8, inputChannels: 64, kernelHeight: 3, kernelWidth: 3,
                    outputChannels: 512)
            ]))
        #expect(try EstimateRequest(configuration, network: network).run().estimate.clockPeriod != nil)
        _ = try FloorplanRequest(configuration, network: network).run()
    }

    @Test func averagesOfAFileComeBeforeThoseOfParameters() throws {
        let network = try Network(layers: [
            Layer(
                inputHeight: 1, inputWidth: 1, inputChannels: 64, kernelHeight: 1, kernelWidth: 1, outputChannels: 10)
        ])
        let configuration = Configuration()
        let few = try opened(.statistics, network: .network(network), activationBits: 4)
        let averages = try #require(try few.statistics(configuration, progress: nil))
        #expect(averages.origin == .parameters)
        let given = try opened(.statistics(.values(averages.values, file: "a.json")), network: .network(network))
        #expect(given.activationBits == 4)
        let found = try #require(try given.statistics(configuration, progress: nil))
        #expect(found.origin == .file(path: "a.json") && found.values == averages.values)
    }

    @Test func aNetworkMustComeFromSomewhere() {
        let error = #expect(throws: InputError.self) { try EstimateRequest().run() }
        #expect(error?.kind == .missingInput)
        let none = #expect(throws: InputError.self) { try CompareRequest([]).run() }
        #expect(none?.kind == .usage)
    }

    @Test func progressNamesLayersAndSettings() throws {
        let network = try Network(layers: [
            Layer(
                inputHeight: 1, inputWidth: 1, inputChannels: 64, kernelHeight: 1, kernelWidth: 1, outputChannels: 10)
        ])
        let seen = SeenTexts()
        _ = try EstimateRequest(network: .network(network), threads: 1, progress: { seen.add($0) }).run()
        #expect(seen.texts == ["layer 1 of 1"])
        let settings = try CompareSettings(["technode=22,32"], assignments: ["trainingEstimation=false"]).all()
        _ = try CompareRequest(settings, network: .network(network), threads: 1, progress: { seen.add($0) }).run()
        #expect(seen.texts == ["layer 1 of 1", "22: layer 1 of 1", "32: layer 1 of 1"])
    }

    /// Writes a trace of the network in NeuroSim's files, and gives its command.
    private static func writeTrace(_ folder: TemporaryFolder) throws -> String {
        let layers = [(rows: 72, columns: 8, vectors: 16), (rows: 128, columns: 4, vectors: 1)]
        var words = ["./main", "0", "two-layers.csv", "8", "8"]
        for (index, layer) in layers.enumerated() {
            let weights = (0..<layer.rows).map { row in
                (0..<layer.columns).map { "\(Double((row * 37 + $0 * 11) % 255 - 127) / 128)" }.joined(separator: ",")
            }
            let bits = (0..<layer.rows).map { row in
                (0..<layer.vectors * 8).map { $0 % 8 > 0 && (row * 7 + $0) % 5 == 0 ? "1" : "0" }
                    .joined(separator: ",")
            }
            try folder.write("weight\(index).csv", weights.joined(separator: "\n") + "\n")
            try folder.write("input\(index).csv", bits.joined(separator: "\n") + "\n")
            words += ["weight\(index).csv", "weight\(index).csv", "input\(index).csv", "0.2"]
        }
        return try folder.write("trace_command.sh", words.joined(separator: " ") + "\n")
    }
}
