// SPDX-License-Identifier: Apache-2.0

import Configuration
import Runs
import ReportKit
import Streaming

/// The report of `tessera stream` for people.
struct StreamText {
    private let run: StreamRun

    init(_ run: StreamRun) {
        self.run = run
    }

    /// The cost of an image, without the steps.
    var summary: String {
        var parts = [["Streamed through a small SRAM"] + heading.dropFirst()]
        switch run.results[0] {
        case .schedule(let estimate): parts.append(totals(estimate))
        case .totals(let totals, _): parts.append(self.totals(totals))
        }
        parts.append(comparisons)
        return joined(parts)
    }

    var text: String {
        var parts = [heading]
        if run.results.count > 1 { parts.append(capacities) }
        switch run.results[0] {
        case .schedule(let estimate):
            if run.results.count == 1 { parts += [layers(estimate), totals(estimate)] }
        case .totals(let totals, _):
            if run.results.count == 1 { parts.append(self.totals(totals)) }
        }
        parts += [comparisons]
        if let accuracy = run.accuracy { parts += accuracy.parts }
        parts.append(run.warnings.map { "Warning : \($0)" })
        return joined(parts)
    }

    private func joined(_ parts: [[String]]) -> String {
        parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    // MARK: Heading

    private var heading: [String] {
        let machine = run.results[0].machine
        let network = run.network
        let sizes = run.results.map { "\($0.machine.memory.capacity)" }.joined(separator: ", ")
        let precision = run.precision
        let stored = network.storedStatistics > 0 ? " and \(network.storedStatistics) running statistics" : ""
        return [
            "Network : \(run.file), \(network.operations.count) steps, \(network.trainableParameters) parameters\(stored), "
                + "\(network.multiplyAccumulates) multiply-accumulates",
            "SRAM : \(sizes) bytes, words of \(machine.memory.wordBits) bit, \(engineering(machine.clockFrequency, "Hz")), "
                + "access \(engineering(machine.memory.accessTime, "s")) (\(machine.accessCycles) cycle\(machine.accessCycles > 1 ? "s" : ""))",
            "Compute unit : \(machine.lanes) operations a cycle, \(engineering(machine.operationEnergy, "J")) each",
            "Memory behind : words of \(machine.backingWordBits) bit, \(machine.backingLatencyCycles) cycles to the first, "
                + "\(engineering(machine.backingEnergy, "J")) a bit",
            "Numbers : weights \(precision.weightBits) bit, activations \(precision.activationBits) bit, partial sums "
                + "\(machine.partialSumBits) bit",
            "Accounting : \(accounting)",
        ] + objective
    }

    private var objective: [String] {
        guard case .schedule(let estimate) = run.results[0] else { return [] }
        return ["Schedule : of the least \(estimate.machine.objective.rawValue)"]
    }

    private var accounting: String {
        switch run.results[0] {
        case .totals(let totals, _): return totals.accounting
        case .schedule(let estimate):
            let machine = estimate.machine
            return "exact, \(machine.usesDoubleBuffering ? "double" : "single") buffering, feature maps "
                + (machine.keepsMaps ? "stay where they fit" : "do not stay")
        }
    }

    /// A figure with a prefix of its unit.
    private func engineering(_ value: Double, _ unit: String) -> String {
        let prefixes = [
            (1e9, "G"), (1e6, "M"), (1e3, "k"), (1, ""), (1e-3, "m"), (1e-6, "u"), (1e-9, "n"), (1e-12, "p"),
        ]
        let fitting = prefixes.first { abs(value) >= $0.0 * 0.999_999_9 }
        let (scale, prefix) = fitting ?? (value == 0 ? (1, "") : (1e-15, "f"))
        return "\(FigureText.sixDigits(value / scale)) \(prefix)\(unit)"
    }

    // MARK: Tables

    private func layers(_ estimate: StreamEstimate) -> [String] {
        TextTable(
            header: [
                "step", "name", "kind", "operations", "tile", "stays", "swaps", "reads", "writes", "traffic", "stalls",
                "cycles", "energy J",
            ],
            rows: estimate.layers.enumerated().map { index, layer in
                let tile = layer.tile
                let counts = layer.counts
                return [
                    "\(index + 1)", layer.operation.name, layer.operation.kind.rawValue,
                    "\(layer.operation.contraction.operations)",
                    "\(tile.outputs)x\(tile.reduction)x\(tile.rows)x\(tile.columns)", stays(layer), "\(counts.swaps)",
                    "\(counts.reads)", "\(counts.writes)", "\(counts.traffic)", "\(counts.stalls)", "\(counts.cycles)",
                    FigureText.fourDigits(layer.energy.total),
                ]
            }, leftAligned: ["name", "kind", "tile", "stays"]
        ).lines
    }

    private func stays(_ layer: StreamLayer) -> String {
        let tile =
            switch layer.dataflow {
            case .weightStationary: "weights"
            case .outputStationary: "sums"
            case .inputStationary: "inputs"
            case .whole: "all"
            }
        return ([tile] + (layer.findsInput ? ["input map"] : []) + (layer.keepsOutput ? ["output map"] : []))
            .joined(separator: ", ")
    }

    private var capacities: [String] {
        TextTable(
            header: ["SRAM bytes", "latency s", "images/s", "energy J", "power W", "traffic", "swaps", "stalls"],
            rows: run.results.map { result in
                let counts: StreamCounts? = if case .schedule(let estimate) = result { estimate.counts } else { nil }
                return [
                    "\(result.machine.memory.capacity)", FigureText.sixDigits(result.latency),
                    FigureText.sixDigits(1 / result.latency), FigureText.sixDigits(result.energy),
                    FigureText.sixDigits(result.energy / result.latency), counts.map { "\($0.traffic)" } ?? "",
                    counts.map { "\($0.swaps)" } ?? "", counts.map { "\($0.stalls)" } ?? "",
                ]
            }, leftAligned: []
        ).lines
    }

    // MARK: Totals

    private func totals(_ estimate: StreamEstimate) -> [String] {
        let counts = estimate.counts
        let machine = estimate.machine
        var lines = [
            "Latency : \(engineering(estimate.latency, "s")) (\(FigureText.sixDigits(estimate.throughput)) images/s)",
            "  computing : \(engineering(machine.time(cycles: counts.unitCycles), "s"))",
            "  waiting for the SRAM's port : \(engineering(machine.time(cycles: counts.portWaits), "s"))",
            "  waiting for transfers : \(engineering(machine.time(cycles: counts.transferWaits), "s"))",
            "Energy : \(engineering(estimate.energy.total, "J")) (\(engineering(estimate.power, "W")))",
        ]
        let names = [
            "reads": "SRAM reads", "writes": "SRAM writes", "standby": "SRAM standby", "backing": "memory behind",
            "operations": "operations",
        ]
        lines += estimate.energy.named.map { "  \(names[$0.name] ?? $0.name) : \(engineering($0.value, "J"))" }
        lines += [
            "SRAM accesses : \(counts.reads) reads, \(counts.writes) writes",
            "Traffic : \(counts.backingReads) words in, \(counts.backingWrites) words out, \(counts.swaps) swaps",
        ]
        if let area = machine.memory.area { lines.append("SRAM area : \(FigureText.sixDigits(area * 1e12)) um^2") }
        return lines
    }

    private func totals(_ totals: StreamTotals) -> [String] {
        [
            "Memory : \(milliseconds(totals.memoryTime)) (\(totals.parameters) parameters, each once)",
            "Compute : \(milliseconds(totals.computeTime)) (\(totals.operations) operations)",
            "Swaps : \(milliseconds(totals.swapTime)) (\(totals.swaps))",
            "Latency : \(milliseconds(totals.latency)) (\(FigureText.fixed(totals.throughput, digits: 2)) images/s)",
            "Power : \(FigureText.fixed(totals.power * 1e3, digits: 2)) mW",
            "Energy : \(FigureText.fixed(totals.energy * 1e3, digits: 4)) mJ",
        ]
    }

    private func milliseconds(_ time: Double) -> String { "\(FigureText.fixed(time * 1e3, digits: 4)) ms" }

    private var comparisons: [String] {
        let others = run.configuration.streaming.comparisons
        guard !others.isEmpty else { return [] }
        let own = run.results[0]
        return TextTable(
            header: ["machine", "latency s", "energy J", "x latency", "x energy", "source"],
            rows: [
                [
                    "this SRAM", FigureText.sixDigits(own.latency), FigureText.sixDigits(own.energy), "1", "1",
                    "this report",
                ]
            ]
                + others.map { other in
                    [
                        other.name, FigureText.sixDigits(other.latency), FigureText.sixDigits(other.energy),
                        FigureText.threeDigits(other.latency / own.latency),
                        FigureText.threeDigits(other.energy / own.energy), other.source,
                    ]
                }, leftAligned: ["machine", "source"]
        ).lines
    }
}
