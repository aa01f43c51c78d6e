// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Diagnostics
import Estimation
import Foundation
import Macro
import Plots
import ReportKit
import Revisions
import ScaleSim
import Silicon
import Spice
import Streaming
import Testing
import Workload
import _TestSupport

@testable import Capsules
@testable import Inference
@testable import Reporting
@testable import Runs
@testable import Sweep
@testable import SweepReporting
@testable import Systolic

/// No report of any kind shows a figure that cannot be.
@Suite struct DamagedReportTests {
    private func expectRefusal<Kind: Report>(
        _ report: Kind, _ formats: [Kind.Format], _ figure: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(!formats.isEmpty, sourceLocation: sourceLocation)
        for format in formats {
            let error = #expect(throws: InputError.self, sourceLocation: sourceLocation) {
                try report.checked(as: format)
            }
            #expect(error?.kind == .internalError, sourceLocation: sourceLocation)
            #expect(error?.exitCode == 70, sourceLocation: sourceLocation)
            #expect(error?.message.contains(figure) == true, "\(error?.message ?? "")", sourceLocation: sourceLocation)
        }
    }

    @Test func estimate() throws {
        let estimate = try Samples.estimate { $0.breakdown.buffer.energy = -1 }
        expectRefusal(EstimateReport(estimate), EstimateFormat.allCases, "chip.breakdown.buffer.energy = -1.0")
    }

    @Test func floorplan() throws {
        let configuration = try Samples.configuration()
        func report(_ weightBits: Int) throws -> FloorplanReport {
            FloorplanReport(
                floorplan: try Samples.floorplan(configuration), network: try Samples.network(),
                configuration: configuration, weightBits: weightBits)
        }
        expectRefusal(try report(-8), FloorplanReport.Format.allCases, "workload.weightBits = -8.0")
        #expect(try report(8).plot().svg().hasPrefix("<svg "))
        let error = #expect(throws: InputError.self) { try report(-8).plot() }
        #expect(error?.kind == .internalError && error?.message.contains("workload.weightBits = -8.0") == true)
    }

    @Test func comparison() throws {
        let damaged = try Samples.estimate { $0.leakagePower = .nan }
        let column = ComparedColumn(setting: ComparisonSetting(), design: .chip(damaged))
        let comparison = Comparison(network: try Samples.network(), weightBits: 8, activationBits: 8, columns: [column])
        expectRefusal(comparison, Comparison.Format.allCases, "columns[0].figures.leakagePower = nan")
    }

    @Test func doctor() {
        func diagnosis(_ processors: Int) -> Diagnosis {
            Diagnosis(
                machine: .init(
                    compiler: nil, system: "Linux", architecture: "x86-64", processors: processors, threads: 1,
                    memory: 1, availableMemory: nil, kernels: .portable, widestKernels: .portable),
                linearAlgebra: .absent(""), pdf: .absent(""), parameters: .absent(""), network: .absent(""))
        }
        expectRefusal(diagnosis(-1), Diagnosis.Format.allCases, "processors = -1.0")
    }

    private func array() throws -> (design: SystolicDesign, run: SystolicRun, technology: ArrayTechnology) {
        let design = try SystolicDesign(
            rows: 8, columns: 8, dataflow: .outputStationary, ifmapKilowords: 16, filterKilowords: 16,
            ofmapKilowords: 16, bandwidth: .calculated)
        let run = try SystolicRun(
            SystolicLayer.layers(of: Samples.network()), on: design, counting: ScaleSim.counting())
        let configuration = try Samples.configuration()
        let technology = try ArrayTechnology(
            configuration: configuration, precision: SystolicPrecision(), revision: configuration.chipRevision())
        return (design, run, technology)
    }

    @Test func systolic() throws {
        let (design, run, technology) = try array()
        let first = try #require(run.layers.first)
        let damaged = LayerFigures(
            layer: first.layer, totalCycles: first.totalCycles, stallCycles: first.stallCycles,
            mappingEfficiency: .nan, computeUtilization: first.computeUtilization,
            overallUtilization: first.overallUtilization, arrayCycles: first.arrayCycles,
            utilization: first.utilization, ifmapSRAM: first.ifmapSRAM, filterSRAM: first.filterSRAM,
            ofmapSRAM: first.ofmapSRAM, ifmapDRAM: first.ifmapDRAM, filterDRAM: first.filterDRAM,
            ofmapDRAM: first.ofmapDRAM, outputWrites: first.outputWrites, partialSumReads: first.partialSumReads,
            partialSumDRAMReads: first.partialSumDRAMReads)
        func report(_ figures: LayerFigures) -> SystolicReport {
            let run = SystolicRun(figures: [figures], on: design, exactSubjects: [])
            return SystolicReport(SystolicEstimate(run, hardware: ArrayHardware(design, technology: technology)))
        }
        expectRefusal(report(damaged), SystolicReport.Format.allCases, "layers[0].mappingEfficiency = nan")
        // Words come before the array begins: cycles may be negative.
        #expect(first.ifmapDRAM.start < 0)
        #expect(try report(first).rendered(as: .json).contains("\"start\": -"))
    }

    @Test func search() throws {
        let point = SearchPoint(
            design: try array().design, cycles: 1, stalls: 0, utilization: 0.5, dramWords: 1, area: 1,
            energy: .infinity)
        let report = SearchReport(.init(points: [point], front: [point], visited: 1), objectives: [.cycles])
        expectRefusal(report, SearchReport.Format.allCases, "front[0].energy = inf")
    }

    private func stream(_ memoryTime: Double) throws -> StreamRun {
        let configuration = try Configuration(files: [], assignments: ["streamCapacity=4096", "accounting=origin"])
        let machine = try StreamMachine(configuration)
        let totals = StreamTotals(
            accounting: "origin", parameters: 1, operations: 1, swaps: 1, memoryTime: memoryTime, computeTime: 1,
            swapTime: 1, power: 1)
        return StreamRun(
            network: StreamNetwork(try Samples.network(), precision: StreamPrecision(), machine: machine), file: "net",
            precision: StreamPrecision(), configuration: configuration, results: [.totals(totals, machine: machine)])
    }

    @Test func stream() throws {
        expectRefusal(StreamReport(try stream(.nan)), StreamReport.Format.allCases, "results[0].memoryTime = nan")
        #expect(try StreamReport(stream(1)).rendered(as: .json).contains("\"memoryTime\": 1.0"))
    }

    @Test func macro() throws {
        let configuration = try Configuration(files: [], assignments: [], revision: .tessera)
        let sound = try MacroRequest(configuration).run()
        var task = sound.macro.task
        task.supply = .nan
        let damaged = MacroRun(
            macro: Macro(sound.macro.design, task), configuration: configuration, sensitivities: nil, warnings: [])
        expectRefusal(MacroReport(damaged), MacroReport.Format.allCases, "energy = nan")
        #expect(try MacroReport(sound).rendered(as: .json).contains("tessera.macro/1"))
    }

    @Test func validation() throws {
        let text = FormExamples.chips(0).replacing("\"supply\": 0.91", with: "\"supply\": 1")
        let sound = ChipComparison(try ChipFile(Array(text.utf8), file: "chips.json"))
        let damaged = ChipComparison(
            sound.file,
            overheads: [.chargeSRAM: MacroOverhead(area: .nan, energy: 1, latency: 1)])
        expectRefusal(ValidationReport(damaged), ValidationReport.Format.allCases, "points[0].model = nan")
        #expect(try ValidationReport(sound).rendered(as: .json).contains("tessera.validate/1"))
    }

    private func accuracy(_ images: Int) -> AccuracyReport {
        AccuracyReport(
            model: "net", isQuantizedModel: false, dataset: "images", images: images, classes: 2, classNames: nil,
            floatingPoint: nil, floatingPointResults: nil, shifted: nil, variedKey: nil, settings: [], trials: 1,
            seed: 0, warnings: [])
    }

    @Test func accuracy() throws {
        expectRefusal(TestReport(results: accuracy(-1), stream: nil), AccuracyFormat.allCases, "images = -1.0")
        let streamed = TestReport(results: accuracy(1), stream: try stream(-5))
        expectRefusal(streamed, [.json, .text, .html], "stream.results[0].memoryTime = -5.0")
        #expect(try accuracy(1).rendered(as: .json, stream: stream(1)).contains("tessera.stream/1"))
    }

    @Test func column() throws {
        let folder = try TemporaryFolder()
        func report(_ time: String) throws -> SpiceReport {
            let values = [
                "discharge_time = \(time)", "sense_time = 1e-12", "difference = 0.1", "rest_difference = 0",
                "final_difference = 0", "precharge_charge = -1e-15", "cell_charge = 1e-15",
            ]
            let program = try folder.write(
                "ngspice\(time)", "#!/bin/sh\nprintf '\(values.joined(separator: "\\n"))\\n'\n")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
            let check = try ColumnCheck(Configuration(sources: [], assignments: []))
                .simulated(by: NgspiceRun(program: program, timeLimit: 20))
            return SpiceReport(check, netlistPath: nil)
        }
        expectRefusal(try report("-1"), SpiceReport.Format.allCases, "circuit.dischargeTime = -1.0")
        // Cells may give charge back.
        #expect(try report("1").rendered(as: .json).contains("\"cellEnergy\": -"))
    }

    @Test func rerun() throws {
        func report(_ now: Double) -> RerunReport { FormExamples.rerun(version: "1", model: 5, now: now) }
        expectRefusal(report(.nan), RerunReport.Format.allCases, "changes[0].now = nan")
        #expect(try report(-1).rendered(as: .json).contains("\"now\":-1"))
    }

    @Test func sweep() throws {
        func report(_ area: Double, _ latency: Double) -> SweepReport {
            let figures = SweepFigures(
                area: area, latency: latency, energy: 1, leakagePower: 1, framesPerSecond: 1, operationsPerSecond: 1,
                operationsPerJoule: 1)
            let point = SweepPoint(
                key: "a", settings: [SweepSetting(name: "x", value: "1")], figures: figures, error: nil)
            return SweepReport(points: [point], objectives: [.area, .energy], front: [0])
        }
        expectRefusal(report(-1, 1), SweepReport.Format.allCases, "points[0].figures.area = -1.0")
        // A time that never ends is none of these.
        let json = try report(1, .infinity).rendered(as: .json)
        #expect(json.contains("\"latency\": null"))
        #expect(try StrictJSONSchema.problems(inReport: json) == [])
    }
}
