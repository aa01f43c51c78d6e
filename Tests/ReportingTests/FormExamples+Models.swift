// SPDX-License-Identifier: Apache-2.0

import Configuration
import Foundation
import Models
import Runs
import Spice
import _TestSupport

@testable import Inference
@testable import Reporting

/// Examples of reports on models that run, on streams, on a column, and on a machine.
extension FormExamples {
    // MARK: Accuracy

    private static func accuracy(
        _ number: Int, variation: String? = nil, trials: Int = 1, stream: Configuration? = nil
    ) throws -> TestReport {
        var hardware = HardwareConfiguration()
        hardware.scheme = .unitStep
        hardware.columnSigma = [0.19, 0.15][number]
        hardware.rowsPerArray = [128, 96][number]
        hardware.activeRows = [128, 96][number]
        hardware.converterBits = trials == 1 ? 4 : 2
        var quantization = TestedModel.Quantization()
        quantization.weightBits = [8, 6][number]
        quantization.activationBits = [8, 5][number]
        let request = AccuracyRequest(
            classifier, images: try images(number), hardware: .keys(hardware),
            variation: try variation.map { try HardwareVariation($0) }, quantization: quantization,
            shiftArithmetic: trials == 1 ? .exact : nil, stream: stream, trials: trials, seed: UInt64(number),
            threads: 1)
        let run = try request.run()
        return TestReport(results: run.report, stream: run.stream)
    }

    static func trials(_ count: Int) throws -> [[TestReport]] { try [pair { try accuracy($0, trials: count) }] }

    static func variations() throws -> [[TestReport]] {
        try [pair { try accuracy($0, variation: ["adc_bits=2,5", "adc_bits=2,6"][$0], trials: 2 + $0) }]
    }

    /// The network through a small SRAM besides, which tables do not have.
    static func streamedAccuracies() throws -> [[TestReport]] {
        try [pair { try accuracy($0, stream: stream($0, ["accounting=exact"])) }]
    }

    // MARK: Streams

    /// Parameters of two machines.
    private static func stream(_ number: Int, _ shared: [String]) throws -> Configuration {
        let sizes = [
            [
                "streamCapacity=4096", "streamWordBits=16", "streamPartialSumBits=24", "streamClock=1.1e9",
                "streamOperationsPerCycle=10", "streamOperationEnergy=0.123e-12", "streamBackingWordBits=8",
                "streamBackingLatency=11e-9", "streamBackingEnergy=1.23e-12", "streamAccessTime=1.5e-9",
                "streamSwaps=123", "streamSwapTime=0.123e-3", "streamStandbyPower=1.23e-3", "streamReadPower=2.34e-3",
                "streamWritePower=3.45e-3",
            ],
            [
                "streamCapacity=2048", "streamWordBits=32", "streamPartialSumBits=28", "streamClock=0.9e9",
                "streamOperationsPerCycle=20", "streamOperationEnergy=0.234e-12", "streamBackingWordBits=16",
                "streamBackingLatency=33e-9", "streamBackingEnergy=2.34e-12", "streamAccessTime=2.5e-9",
                "streamSwaps=345", "streamSwapTime=0.345e-3", "streamStandbyPower=4.56e-3", "streamReadPower=5.67e-3",
                "streamWritePower=6.78e-3",
            ],
        ]
        let others = ["comparison = \"other\", 0.0451, 1.23, \"x\"", "comparison = \"other\", 0.0678, 2.34, \"x\""]
        let file = ParameterSource(name: "Param", text: others[number])
        return try Configuration(sources: [file], assignments: sizes[number] + shared)
    }

    private static func streamed(_ number: Int, _ shared: [String], capacities: [[Int]] = [[], []]) throws
        -> StreamReport
    {
        let configuration = try stream(number, shared)
        let request = StreamRequest(
            .network(networkFile(number)), configuration, weightBits: [8, 6][number],
            activationBits: [8, 5][number], capacities: capacities[number], threads: 1)
        return StreamReport(try request.run())
    }

    static func schedules() throws -> [[StreamReport]] { try [pair { try streamed($0, ["accounting=exact"]) }] }

    static func capacities() throws -> [[StreamReport]] {
        try [pair { try streamed($0, ["accounting=exact"], capacities: [[1024, 4096], [2048, 8192]]) }]
    }

    /// The formula, which has no table; an SRAM whose area is known; a trained network with images.
    static func totals() throws -> [[StreamReport]] {
        try [
            pair { try streamed($0, ["accounting=origin"]) },
            pair { try streamed($0, ["accounting=exact", "streamMemoryModel=modelled", "technode=\([22, 45][$0])"]) },
            pair { number in
                let request = StreamRequest(
                    .model(classifier), try stream(number, ["accounting=exact"]), images: try images(number), threads: 1
                )
                return StreamReport(try request.run())
            },
        ]
    }

    // MARK: A column

    /// With numbers in place of those of ngspice.
    static func columns() throws -> [[SpiceReport]] {
        try TemporaryFolder.with { folder in
            let reports = try pair { number in
                let figures = [
                    ["1.234e-10", "2.345e-10", "0.1234", "-1.234e-15", "2.345e-16"],
                    ["3.456e-10", "4.567e-10", "0.3456", "-3.456e-15", "4.567e-16"],
                ][number]
                let names = ["discharge_time", "sense_time", "difference", "precharge_charge", "cell_charge"]
                let values =
                    zip(names, figures).map { "\($0) = \($1)" } + ["rest_difference = 0", "final_difference = 0"]
                let program = try folder.write(
                    "ngspice\(number)", "#!/bin/sh\nprintf '\(values.joined(separator: "\\n"))\\n'\n")
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
                let process = try Configuration(
                    sources: [],
                    assignments: [
                        ["technode=22", "temp=301", "minSenseVoltage=0.11", "numRowSubArray=64"],
                        ["technode=45", "temp=351", "minSenseVoltage=0.13", "numRowSubArray=128"],
                    ][number])
                let request = SpiceRequest(
                    process, exponent: [1.31, 1.52][number], simulator: .program(program), timeLimit: 20)
                return SpiceReport(try request.run().check, netlistPath: nil)
            }
            return [reports]
        }
    }

    // MARK: The machine

    static func diagnoses() -> [[Diagnosis]] {
        [
            pair { number in
                Diagnosis(
                    machine: .init(
                        compiler: nil, system: "Linux", architecture: "x86-64", processors: [11, 13][number],
                        threads: [17, 19][number], memory: [123_456_789_012, 234_567_890_123][number],
                        availableMemory: [112_345_678_901, 223_456_789_012][number], kernels: .portable,
                        widestKernels: .avx512),
                    linearAlgebra: .absent(""), pdf: .absent(""), parameters: .absent(""), network: .absent(""))
            }
        ]
    }
}
