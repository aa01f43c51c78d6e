// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Estimation
import Formats
import Workload

/// An estimate as CSV after RFC 4180: a header that names units, then one row a layer.
struct LayerTable {
    let estimate: Estimate

    /// The table.
    var text: String {
        let columns = LayerTable.columns
        let header = columns.map(\.name)
        let rows = estimate.layers.indices.map { index in
            let row = Row(
                number: index + 1, layer: estimate.network.layers[index],
                placement: estimate.floorplan.layers[index], figures: estimate.layers[index])
            return columns.map { $0.value(row) }
        }
        return CSVText.lines([header] + rows)
    }

    /// Everything that is known of a layer.
    struct Row {
        let number: Int
        let layer: Layer
        let placement: LayerPlacement
        let figures: LayerEstimate
    }

    /// A column: its name with its unit, and its value in a row.
    struct Column: Sendable {
        let name: String
        let value: @Sendable (Row) -> String
    }

    /// All columns, from left to right.
    static let columns: [Column] = {
        let descriptions = [
            Column(name: "layer") { String($0.number) },
            Column(name: "name") { $0.layer.name ?? "" },
            Column(name: "multiply_accumulates") { String($0.layer.multiplyAccumulates) },
            Column(name: "mapping") { $0.placement.mapping.rawValue },
            Column(name: "tiles") { String($0.placement.tiles) },
            Column(name: "speed_up") { String($0.placement.speedUp) },
            Column(name: "utilization") { "\($0.placement.utilization)" },
        ]
        let leakage = [
            Column(name: "leakage_power_W") { "\($0.figures.leakagePower)" },
            Column(name: "leakage_energy_J") { "\($0.figures.leakageEnergy)" },
        ]
        return descriptions + phaseColumns("", \.costs) + phaseColumns("peak_", \.peak) + breakdownColumns + leakage
            + costColumns("programming") { $0.figures.programming }
    }()

    private static func costColumns(
        _ name: String, _ cost: @escaping @Sendable (Row) -> OperationCost
    ) -> [Column] {
        [
            Column(name: "\(name)_latency_s") { row in
                cost(row).neverEnds ? FigureText.never : "\(cost(row).latency)"
            },
            Column(name: "\(name)_energy_J") { "\(cost($0).energy)" },
        ]
    }

    private static func phaseColumns(
        _ prefix: String, _ costs: any KeyPath<LayerEstimate, PhaseCosts> & Sendable
    ) -> [Column] {
        let phases: [(name: String, path: any KeyPath<PhaseCosts, OperationCost> & Sendable)] = [
            ("forward", \.forward), ("activation_gradient", \.activationGradient),
            ("weight_gradient", \.weightGradient), ("weight_update", \.weightUpdate), ("total", \.total),
        ]
        return phases.flatMap { phase in
            costColumns(prefix + phase.name) { $0.figures[keyPath: costs][keyPath: phase.path] }
        }
    }

    private static var breakdownColumns: [Column] {
        CostBreakdown().named.enumerated().flatMap { position, category in
            costColumns("breakdown_" + separated(category.name)) { $0.figures.breakdown.named[position].cost }
        }
    }

    /// `weightUpdate` as `weight_update`.
    private static func separated(_ name: String) -> String {
        name.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
    }
}
