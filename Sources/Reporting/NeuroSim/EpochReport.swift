// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Estimation
import ReportKit

/// The CSV files that NeuroSim writes for each epoch of training: the same columns, SI units, six significant digits.
///
/// Source of the columns: the output files of DNN+NeuroSim V2.1; its training script in Python begins `NeuroSim_Output.csv`.
public struct EpochReport: Sendable {
    private let estimate: Estimate

    /// The files of one epoch.
    public init(_ estimate: Estimate) {
        self.estimate = estimate
    }

    /// `NeuroSim_Output.csv` with the row of this epoch.
    ///
    /// - Parameter rows: what is in the file; empty if there is no file, which then begins with the names of the columns.
    /// - Returns: the new content of the file.
    public func summary(after rows: String) -> String {
        let start = rows.isEmpty ? EpochReport.summaryColumns + "\n" : rows
        return start + (start.hasSuffix("\n") ? "" : "\n") + summaryRow + "\n"
    }

    /// The row that an epoch adds to `NeuroSim_Output.csv`: latency and energy of the phases, the same without data
    /// movement, then TOPS/W, TOPS, and both at their peak.
    var summaryRow: String {
        let chip = estimate.chip
        let efficiencies = [
            chip.operationsPerJoule * 1e-12, chip.operationsPerSecond * 1e-12,
            chip.peakOperationsPerJoule * 1e-12, chip.peakOperationsPerSecond * 1e-12,
        ]
        return row(phases(chip.costs) + phases(chip.peak) + efficiencies)
    }

    /// `NeuroSim_Breakdown_Epoch_N.csv`: chip area, one row a layer and one in total, efficiencies.
    public var breakdown: String {
        var lines = [EpochReport.areaColumns, row(areas), "", ""]
        lines.append(EpochReport.costColumns)
        for (index, layer) in estimate.layers.enumerated() {
            lines.append(costRow("\(index + 1)", layer.costs, layer.peak, layer.breakdown))
        }
        let chip = estimate.chip
        lines.append(costRow("Total", chip.costs, chip.peak, chip.breakdown))
        lines += ["", "", EpochReport.efficiencyColumns, row(efficiencies)]
        return lines.joined(separator: "\n") + "\n"
    }

    private var areas: [Double] {
        let area = estimate.area
        return [
            estimate.totalArea, area.array, area.interconnect, area.conversion, area.accumulation, area.other,
            area.weightGradient,
        ]
    }

    private var efficiencies: [Double] {
        let chip = estimate.chip
        return [
            chip.operationsPerJoule * 1e-12, chip.framesPerSecond, chip.operationsPerSecond * 1e-12,
            chip.peakOperationsPerJoule * 1e-12, chip.peakFramesPerSecond, chip.peakOperationsPerSecond * 1e-12,
        ]
    }

    /// Latencies [s] of the four phases, then energies [J].
    private func phases(_ costs: PhaseCosts) -> [Double] {
        let ordered = [costs.forward, costs.activationGradient, costs.weightGradient, costs.weightUpdate]
        return ordered.map(\.latency) + ordered.map(\.energy)
    }

    private func costRow(
        _ name: String, _ costs: PhaseCosts, _ peak: PhaseCosts, _ breakdown: CostBreakdown
    ) -> String {
        let causes = breakdown.named.map(\.cost)
        // Two columns between phases and causes are empty.
        return name + "," + row(phases(costs) + phases(peak)) + ",,,"
            + row(causes.map(\.latency) + causes.map(\.energy))
    }

    private func row(_ figures: [Double]) -> String {
        figures.map { $0 == .infinity ? FigureText.never : FigureText.sixDigits($0) }.joined(separator: ",")
    }

    private static let summaryColumns: String = {
        let phases = ["forward", "activation gradient", "weight gradient", "weight update"]
        let columns = ["", "_Peak"].flatMap { end in
            phases.map { "L_\($0)\(end) (s)" } + phases.map { "E_\($0)\(end) (J)" }
        }
        return (columns + ["TOPS/W", "TOPS", "Peak TOPS/W", "Peak TOPS"]).joined(separator: ",")
    }()

    private static let areaColumns = [
        "Total Area(m^2)", "Total CIM (FW+AG) Area (m^2)", "Routing Area(m^2)", "ADC Area(m^2)",
        "Accumulation Area(m^2)", "Other Logic&Storage Area(m^2)", "Weight Gradient Area(m^2)",
    ].joined(separator: ",")

    private static let costColumns: String = {
        let phases = ["FW", "AG", "WG", "WU"]
        let plain = phases.map { "latency_\($0)(s)" } + phases.map { "energy_\($0)(J)" }
        let peak = phases.map { "Peak_latency_\($0)(s)" } + phases.map { "Peak_energy_\($0)(J)" }
        let latencies = [
            "ADC_latency(s)", "Accumulation_latency(s)", "Synaptic Array w/o ADC_latency(s)", "Buffer_latency(s)",
            "IC_latency(s)", "Weight_gradient_latency(s)", "Weight_update(s)", "DRAM_latency(s)",
        ]
        let energies = [
            "ADC_energy(J)", "Accumulation_energy(J)", "Synaptic Array w/o ADC_energy(J)", "Buffer_energy(J)",
            "IC_energy(J)", "Weight_gradient_energy(J)", "Weight_update_energy(J)", "DRAM_energy(J)",
        ]
        let all = ["layer_number"] + plain + peak + ["", ""] + latencies + energies
        return all.joined(separator: ", ")
    }()

    private static let efficiencyColumns = "TOPS/W,FPS,TOPS,Peak TOPS/W,Peak FPS,Peak TOPS"
}
