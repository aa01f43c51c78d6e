// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Estimation
import Inference
import ReportKit
import Runs

/// An estimate as text in NeuroSim's format: the lines, labels, units and digits of DNN+NeuroSim V2.1, so that scripts
/// that read its reports continue to work. Figures that it does not have follow after its own. `docs/report-format.md`
/// describes the format.
struct NeuroSimReport {
    let estimate: Estimate
    /// Text that the network generates.
    var generation: GenerationEstimate?
    /// Accuracy of the model of the estimate on the chip.
    var accuracy: ChipAccuracy?
    /// Parameters that move the headline figures most.
    var sensitivities: [ParameterSensitivity]?

    /// The whole report, in the format of the revision that the estimate follows.
    var text: String {
        switch estimate.configuration.revision {
        case .neurosim21, .tessera: trainingText
        case .neurosim15: InferenceReport(report: self).text
        }
    }

    /// The report in the format of V2.1.
    private var trainingText: String {
        let parts = [workloadNotice, floorplanSection, performanceSection, summarySection, closingLines, additions]
        return parts.flatMap { $0 }.joined(separator: "\n") + "\n"
    }

    private var isPipelined: Bool { estimate.configuration.isPipelined }

    // MARK: Floorplan

    var floorplanSection: [String] {
        let floorplan = estimate.floorplan
        let placements = floorplan.layers
        return floorplanHead(floorplan)
            + section("----------------- # of tile used for each layer -----------------")
            + perLayer(placements.map { String($0.tiles) })
            + section("----------------- Speed-up of each layer ------------------")
            + perLayer(placements.map { String($0.speedUp) })
            + section("----------------- Utilization of each layer ------------------")
            + perLayer(placements.map { FigureText.sixDigits($0.utilization) })
            + ["Memory Utilization of Whole Chip: \(FigureText.sixDigits(floorplan.utilization * 100)) % "]
            + section("---------------------------- FloorPlan Done ------------------------------") + ["", "", ""]
    }

    private func floorplanHead(_ floorplan: Floorplan) -> [String] {
        let tile = floorplan.conventionalTileSize
        let element = floorplan.conventionalElementSize
        let novel = floorplan.novelElementSize
        var lines = [
            "------------------------------ FloorPlan --------------------------------",
            "",
            "Tile and PE size are optimized to maximize memory utilization "
                + "( = memory mapped by synapse / total memory on chip)",
            "",
            "Desired Conventional Mapped Tile Storage Size: \(tile)x\(tile)",
            "Desired Conventional PE Storage Size: \(element)x\(element)",
        ]
        if floorplan.usesNovelMapping {
            lines.append("Desired Novel Mapped Tile Storage Size: \(floorplan.novelElementsPerTile)x\(novel)x\(novel)")
        }
        lines.append("User-defined SubArray Size: \(floorplan.subarrayRows)x\(floorplan.subarrayColumns)")
        return lines
    }

    private func section(_ title: String) -> [String] { ["", title] }

    private func perLayer(_ values: [String]) -> [String] {
        values.enumerated().map { "layer\($0.offset + 1): \($0.element)" }
    }

    // MARK: Layers

    private var performanceSection: [String] {
        ["-------------------------------------- Hardware Performance --------------------------------------"]
            + estimate.layers.enumerated().flatMap { layerSection($0.element, number: $0.offset + 1) }
    }

    private func layerSection(_ layer: LayerEstimate, number: Int) -> [String] {
        let owner = "layer\(number)'s"
        let forward = isPipelined ? "" : " of Forward"
        let rule = String(repeating: "~", count: 59)
        return ["-------------------- Estimation of Layer \(number) ----------------------"]
            + phaseLines(layer.costs, owner: owner, forward: forward, suffix: "")
            + [rule]
            + phaseLines(layer.peak, owner: "\(owner) PEAK", forward: forward, suffix: "")
            + [
                rule,
                "\(owner) leakagePower is: \(FigureText.figure(layer.leakagePower, .microwatts))",
                "\(owner) leakageEnergy is: \(FigureText.figure(layer.leakageEnergy, .picojoules))",
            ]
            + breakdownLines(layer.breakdown, wording: isPipelined ? .pipelinedLayer : .layer)
            + endlessLines(layer, owner: owner)
    }

    /// Two lines a phase: latency and energy.
    private func phaseLines(_ costs: PhaseCosts, owner: String, forward: String, suffix: String) -> [String] {
        let phases: [(verb: String, name: String, cost: OperationCost)] = [
            ("read", forward, costs.forward),
            ("read", " of Activation Gradient", costs.activationGradient),
            ("read", " of Weight Gradient", costs.weightGradient),
            ("write", " of Weight Update", costs.weightUpdate),
        ]
        return phases.flatMap { verb, name, cost in
            [
                "\(owner) \(verb)Latency\(name)\(suffix) is: \(FigureText.figure(cost.latency, .nanoseconds))",
                "\(owner) \(verb)DynamicEnergy\(name)\(suffix) is: \(FigureText.figure(cost.energy, .picojoules))",
            ]
        }
    }

    private func breakdownLines(_ breakdown: CostBreakdown, wording: BreakdownWording) -> [String] {
        let title = "************************ Breakdown of Latency and Dynamic Energy *************************"
        let lines = wording.labels(of: breakdown)
        let latencies = lines.map { "----------- \($0.latency)\(FigureText.figure($0.cost.latency, .nanoseconds))" }
        let energies = lines.map { "----------- \($0.energy)\(FigureText.figure($0.cost.energy, .picojoules))" }
        return ["", title, ""] + latencies + [String(repeating: "~", count: 46)] + energies + ["", title, ""]
    }

    // MARK: Summary

    private var summarySection: [String] {
        areaLines + [""] + chipLines + breakdownLines(estimate.chip.breakdown, wording: .chip) + [""] + efficiencyLines
            + endlessChipLines
    }

    private var areaLines: [String] {
        let area = estimate.area
        let lines: [(label: String, area: Double)] = [
            ("ChipArea : ", estimate.totalArea),
            ("Chip total CIM (Forward+Activation Gradient) array : ", area.array),
            ("Total IC Area on chip (Global and Tile/PE local): ", area.interconnect),
            ("Total ADC (or S/As and precharger for SRAM) Area on chip : ", area.conversion),
            ("Total \(BreakdownWording.accumulation) on chip : ", area.accumulation),
            (
                "Other Peripheries (e.g. decoders, mux, switchmatrix, buffers, pooling and activation units) : ",
                area.other
            ),
            ("Weight Gradient Calculation : ", area.weightGradient),
        ]
        return ["------------------------------ Summary --------------------------------", ""]
            + lines.map { $0.label + FigureText.figure($0.area, .squareMicrometres) }
    }

    private var chipLines: [String] {
        let chip = estimate.chip
        let suffix = " (per epoch)"
        let rule = String(repeating: "~", count: 52)
        return [heading("Estimation")]
            + phaseLines(chip.costs, owner: "Chip", forward: " of Forward", suffix: suffix)
            + [rule] + totalLines(chip.costs.total, owner: "Chip", suffix: suffix) + [rule]
            + phaseLines(chip.peak, owner: "Chip PEAK", forward: " of Forward", suffix: suffix)
            + [rule] + totalLines(chip.peak.total, owner: "Chip PEAK", suffix: suffix) + [rule]
            + [
                "Chip leakage Energy is: \(FigureText.figure(chip.leakageEnergy, .picojoules))",
                "Chip leakage Power is: \(FigureText.figure(chip.leakagePower, .microwatts))",
            ]
    }

    private func heading(_ what: String) -> String {
        let title = isPipelined ? "---Chip pipeline \(what)" : "Chip layer-by-layer \(what)"
        return String(repeating: "-", count: 35) + title + String(repeating: "-", count: 33)
    }

    private func totalLines(_ total: OperationCost, owner: String, suffix: String) -> [String] {
        [
            "\(owner) total Latency\(suffix) is: \(FigureText.figure(total.latency, .nanoseconds))",
            "\(owner) total Energy\(suffix) is: \(FigureText.figure(total.energy, .picojoules))",
        ]
    }

    private var efficiencyLines: [String] {
        let chip = estimate.chip
        let tera = 1e-12
        return [
            heading("Performance"),
            "Energy Efficiency TOPS/W: \(FigureText.sixDigits(chip.operationsPerJoule * tera))",
            "Throughput TOPS: \(FigureText.sixDigits(chip.operationsPerSecond * tera))",
            "Throughput FPS: \(FigureText.sixDigits(chip.framesPerSecond))",
            String(repeating: "-", count: 74),
            "Peak Energy Efficiency TOPS/W: \(FigureText.sixDigits(chip.peakOperationsPerJoule * tera))",
            "Peak Throughput TOPS: \(FigureText.sixDigits(chip.peakOperationsPerSecond * tera))",
            "Peak Throughput FPS: \(FigureText.sixDigits(chip.peakFramesPerSecond))",
        ]
    }

    /// NeuroSim prints its run time between the last two lines. A report depends on its inputs only, so this one does not.
    var closingLines: [String] {
        let title = "------------------------------ Simulation Performance --------------------------------"
        return [
            "-------------------------------------- Hardware Performance Done --------------------------------------",
            "", title, title,
        ]
    }
}
