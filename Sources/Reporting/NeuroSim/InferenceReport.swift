// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Estimation
import ReportKit

/// An estimate as text in the format of DNN+NeuroSim V1.5, which estimates inference: its lines, labels, units and digits.
///
/// Figures that it does not have follow after its own, as in ``NeuroSimReport``.
struct InferenceReport {
    let report: NeuroSimReport

    private var estimate: Estimate { report.estimate }
    private var isPipelined: Bool { estimate.configuration.isPipelined }

    /// The whole report.
    var text: String {
        let parts = [
            report.workloadNotice, speedUpNotice, report.floorplanSection, clockLines, layerSections, summary,
            report.closingLines, report.additions,
        ]
        return parts.flatMap { $0 }.joined(separator: "\n") + "\n"
    }

    /// Two lines where a pipeline makes fewer copies than the parameters ask for.
    private var speedUpNotice: [String] {
        guard isPipelined, estimate.floorplan.speedUpDegree < estimate.configuration.speedUpDegree else { return [] }
        let bound = "the upper bound (where no idle period during the whole process) "
        return [
            "User assigned speed-up degree is larger than \(bound)",
            "The speed-up degree is auto-assigned as \(bound)",
        ]
    }

    private var clockLines: [String] {
        estimate.clockPeriod.map { ["clkPeriod: \(FigureText.sixDigits($0))"] } ?? []
    }

    // MARK: Layers

    private var layerSections: [String] {
        ["-------------------------------------- Hardware Performance --------------------------------------"]
            + estimate.layers.enumerated().flatMap { layerSection($0.element, number: $0.offset + 1) }
    }

    private func layerSection(_ layer: LayerEstimate, number: Int) -> [String] {
        let owner = "layer\(number)'s"
        let breakdown = layer.breakdown
        return ["-------------------- Estimation of Layer \(number) ----------------------"]
            + costLines(layer.costs.forward, owner: owner)
            + [
                "\(owner) leakagePower is: \(FigureText.figure(layer.leakagePower, .microwatts))",
                "\(owner) leakageEnergy is: \(FigureText.figure(layer.leakageEnergy, .picojoules))",
            ]
            + costLines(breakdown.buffer, owner: "\(owner) buffer", latency: "latency")
            + costLines(breakdown.interconnect, owner: "\(owner) ic", latency: "latency")
            + breakdownLines(breakdown, otherLatency: breakdown.other.latency)
    }

    private func costLines(_ cost: OperationCost, owner: String, latency: String = "readLatency") -> [String] {
        [
            "\(owner) \(latency) is: \(FigureText.figure(cost.latency, .nanoseconds))",
            "\(owner) readDynamicEnergy is: \(FigureText.figure(cost.energy, .picojoules))",
        ]
    }

    private func breakdownLines(_ breakdown: CostBreakdown, otherLatency: Double) -> [String] {
        let title = "************************ Breakdown of Latency and Dynamic Energy *************************"
        let others = "Other Peripheries (e.g. decoders, mux, switchmatrix, buffers, IC, pooling and activation units)"
        let other = OperationCost(latency: otherLatency, energy: breakdown.other.energy)
        let lines = [
            ("ADC (or S/As and precharger for SRAM)", breakdown.conversion),
            (BreakdownWording.accumulation, breakdown.accumulation), (others, other),
        ]
        return ["", title, ""]
            + lines.map { "----------- \($0) readLatency is : \(FigureText.figure($1.latency, .nanoseconds))" }
            + lines.map { "----------- \($0) readDynamicEnergy is : \(FigureText.figure($1.energy, .picojoules))" }
            + ["", title, ""]
    }

    // MARK: Summary

    private var summary: [String] {
        let layers = estimate.layers.map(\.breakdown.other.latency)
        let other = isPipelined ? layers.max() ?? 0 : layers.reduce(0, +)
        return areaLines + [""] + chipLines + breakdownLines(estimate.chip.breakdown, otherLatency: other) + [""]
            + performanceLines
    }

    private var areaLines: [String] {
        let area = estimate.area
        let lines: [(label: String, area: Double)] = [
            ("ChipArea : ", estimate.totalArea),
            ("Chip total CIM array : ", area.array),
            ("Total IC Area on chip (Global and Tile/PE local): ", area.interconnect),
            ("Total ADC (or S/As and precharger for SRAM) Area on chip : ", area.conversion),
            ("Total \(BreakdownWording.accumulation) on chip : ", area.accumulation),
            (
                "Other Peripheries (e.g. decoders, mux, switchmatrix, buffers, pooling and activation units) : ",
                area.other
            ),
        ]
        return ["------------------------------ Summary --------------------------------", ""]
            + lines.map { $0.label + FigureText.figure($0.area, .squareMicrometres) }
    }

    private var chipLines: [String] {
        let chip = estimate.chip
        let forward = chip.costs.forward
        let image = " (per image)"
        let owner = isPipelined ? "Chip pipeline-system" : "Chip"
        let total = isPipelined ? owner : "Chip total"
        let suffix = isPipelined ? image : ""
        let time = isPipelined ? "\(owner)-clock-cycle\(image)" : "Chip layer-by-layer readLatency\(image)"
        let clock = estimate.clockPeriod.map {
            ["Chip clock period is: \(FigureText.figure($0, .nanoseconds))"]
        }
        return (clock ?? []) + [
            "\(time) is: \(FigureText.figure(forward.latency, .nanoseconds))",
            "\(total) readDynamicEnergy\(suffix) is: \(FigureText.figure(forward.energy, .picojoules))",
            "\(total) leakage Energy\(suffix) is: \(FigureText.figure(chip.leakageEnergy, .picojoules))",
            "\(total) leakage Power\(suffix) is: \(FigureText.figure(chip.leakagePower, .microwatts))",
        ] + movementLines(chip.breakdown.buffer, "\(owner) buffer", suffix)
            + movementLines(chip.breakdown.interconnect, "\(owner) ic", suffix)
    }

    private func movementLines(_ cost: OperationCost, _ owner: String, _ suffix: String) -> [String] {
        [
            "\(owner) readLatency\(suffix) is: \(FigureText.figure(cost.latency, .nanoseconds))",
            "\(owner) readDynamicEnergy\(suffix) is: \(FigureText.figure(cost.energy, .picojoules))",
        ]
    }

    private var performanceLines: [String] {
        let chip = estimate.chip
        let tera = 1e-12
        let process = isPipelined ? "(Pipelined Process)" : "(Layer-by-Layer Process)"
        let density = estimate.operationDensity * tera * 1e-6
        return [
            "----------------------------- Performance -------------------------------",
            "Energy Efficiency TOPS/W \(process): \(FigureText.sixDigits(chip.operationsPerJoule * tera))",
            "Throughput TOPS \(process): \(FigureText.sixDigits(chip.operationsPerSecond * tera))",
            "Throughput FPS \(process): \(FigureText.sixDigits(chip.framesPerSecond))",
            "Compute efficiency TOPS/mm^2 \(process): \(FigureText.sixDigits(density))",
        ]
    }
}

extension Estimate {
    /// Operations per second and area of the chip [1/(s m²)]; 1e18 of them are 1 TOPS/mm².
    var operationDensity: Double { chip.operationsPerSecond / totalArea }
}

extension CostBreakdown {
    /// All but converters and adders.
    fileprivate var other: OperationCost { array + buffer + interconnect }
}
