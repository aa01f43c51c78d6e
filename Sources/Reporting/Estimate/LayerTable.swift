// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Estimation
import ReportKit
import Workload

/// An estimate as CSV after RFC 4180: a header that names units, then one row a layer.
struct LayerTable {
    let estimate: Estimate

    /// The table.
    var text: String {
        CSVColumn.table(
            LayerTable.columns,
            estimate.layers.indices.map { index in
                Row(
                    number: index + 1, layer: estimate.network.layers[index],
                    placement: estimate.floorplan.layers[index], figures: estimate.layers[index])
            })
    }

    /// Everything that is known of a layer.
    struct Row {
        let number: Int
        let layer: Layer
        let placement: LayerPlacement
        let figures: LayerEstimate
    }

    private typealias Column = CSVColumn<Row>

    /// All columns, from left to right.
    static let columns: [CSVColumn<Row>] = {
        let descriptions = [
            Column("layer", "layers.layer") { String($0.number) },
            Column("name", "layers.name") { $0.layer.name ?? "" },
            Column("multiply_accumulates", "network.layers.multiplyAccumulates") {
                String($0.layer.multiplyAccumulates)
            },
            Column("mapping", "floorplan.layers.mapping") { $0.placement.mapping.rawValue },
            Column("tiles", "floorplan.layers.tiles") { String($0.placement.tiles) },
            Column("speed_up", "floorplan.layers.speedUp") { String($0.placement.speedUp) },
            Column("utilization", "floorplan.layers.utilization") { "\($0.placement.utilization)" },
        ]
        let leakage = [
            Column("leakage_power_W", "layers.leakage.power") { "\($0.figures.leakagePower)" },
            Column("leakage_energy_J", "layers.leakage.energy") { "\($0.figures.leakageEnergy)" },
        ]
        return descriptions + phaseColumns("", "costs", \.costs) + phaseColumns("peak_", "peak", \.peak)
            + breakdownColumns + leakage + costColumns("programming", "programming") { $0.figures.programming }
    }()

    private static func costColumns(
        _ name: String, _ member: String, _ cost: @escaping @Sendable (Row) -> OperationCost
    ) -> [Column] {
        [
            Column("\(name)_latency_s", "layers.\(member).latency") { row in
                cost(row).neverEnds ? FigureText.never : "\(cost(row).latency)"
            },
            Column("\(name)_energy_J", "layers.\(member).energy") { "\(cost($0).energy)" },
        ]
    }

    private static func phaseColumns(
        _ prefix: String, _ member: String, _ costs: any KeyPath<LayerEstimate, PhaseCosts> & Sendable
    ) -> [Column] {
        let phases: [(name: String, path: any KeyPath<PhaseCosts, OperationCost> & Sendable)] = [
            ("forward", \.forward), ("activationGradient", \.activationGradient),
            ("weightGradient", \.weightGradient), ("weightUpdate", \.weightUpdate), ("total", \.total),
        ]
        return phases.flatMap { phase in
            costColumns(prefix + phase.name.separatedWords(by: "_"), "\(member).\(phase.name)") {
                $0.figures[keyPath: costs][keyPath: phase.path]
            }
        }
    }

    private static var breakdownColumns: [Column] {
        CostBreakdown().named.enumerated().flatMap { position, category in
            costColumns("breakdown_" + category.name.separatedWords(by: "_"), "breakdown.\(category.name)") {
                $0.figures.breakdown.named[position].cost
            }
        }
    }
}
