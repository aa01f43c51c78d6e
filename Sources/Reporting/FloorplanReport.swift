// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import ReportKit
import Workload

/// The mapping of a network onto tiles, without any estimate: what `tessera floorplan` shows.
public struct FloorplanReport: Sendable {
    /// What the report can be.
    public enum Format: String, Sendable, CaseIterable {
        /// A table.
        case text
        /// A tree with the schema `tessera.floorplan/1`.
        case json
        /// A picture.
        case svg
    }

    let floorplan: Floorplan
    let network: Network
    let configuration: Configuration
    let weightBits: Int
    let geometry: FloorplanGeometry?

    /// A report on a floorplan.
    ///
    /// - Parameters:
    ///   - floorplan: the floorplan.
    ///   - network: the network that it is for.
    ///   - configuration: the parameters.
    ///   - weightBits: bits of a weight.
    ///   - geometry: sizes of tiles, for a picture that is to scale.
    public init(
        floorplan: Floorplan, network: Network, configuration: Configuration, weightBits: Int,
        geometry: FloorplanGeometry? = nil
    ) {
        self.floorplan = floorplan
        self.network = network
        self.configuration = configuration
        self.weightBits = weightBits
        self.geometry = geometry
    }

    /// The report as text in a format.
    public func rendered(as format: Format) -> String {
        switch format {
        case .text: text
        case .json: document.text
        case .svg: FloorplanDrawing(floorplan: floorplan, network: network, geometry: geometry).text
        }
    }

    var document: JSONValue {
        [
            "schema": "tessera.floorplan/1",
            "version": .string(Tessera.version),
            "commit": .optional(Tessera.commit),
            "accounting": configuration.accountingDocument,
            "workload": ["weightBits": .integer(weightBits)],
            "parameters": configuration.document,
            "network": network.document,
            "floorplan": floorplan.document,
        ]
    }

    // MARK: Table

    private var text: String {
        (chipLines + [""] + TextTable(header: Self.header, rows: rows, leftAligned: ["name", "mapping"]).lines)
            .joined(separator: "\n") + "\n"
    }

    private var chipLines: [String] {
        let plan = floorplan
        let percent = FigureText.sixDigits(plan.utilization * 100)
        var lines = [
            "Chip: \(count(plan.tiles)) in a grid of \(plan.gridRows) x \(plan.gridColumns), \(percent) % of the cells used",
            "Subarray: \(plan.subarrayRows) x \(plan.subarrayColumns) cells",
            "Conventional tile: \(square(plan.conventionalTileSize)) cells in processing elements of "
                + "\(square(plan.conventionalElementSize)), \(count(plan.conventionalTiles))",
        ]
        if plan.usesNovelMapping {
            lines.append(
                "Novel tile: \(plan.novelElementsPerTile) processing elements of "
                    + "\(square(plan.novelElementSize)) cells, \(count(plan.novelTiles))")
        }
        if configuration.isPipelined {
            lines.append("Pipeline: speed-up degree \(plan.speedUpDegree)")
        }
        return lines
    }

    private func count(_ tiles: Int) -> String { tiles == 1 ? "1 tile" : "\(tiles) tiles" }

    private func square(_ size: Int) -> String { "\(size) x \(size)" }

    private static let header = [
        "layer", "name", "mapping", "rows", "columns", "vectors", "first tile", "tiles", "copies", "tile copies",
        "speed-up", "utilization",
    ]

    private var rows: [[String]] {
        zip(network.layers, floorplan.layers).enumerated().map { index, pair in
            let (layer, place) = pair
            return [
                String(index + 1), layer.name ?? "", place.mapping.rawValue, String(place.matrix.rows),
                String(place.matrix.columns), String(place.matrix.vectors), String(place.firstTile),
                "\(place.tileRows) x \(place.tileColumns)", "\(place.copyRows) x \(place.copyColumns)",
                String(place.tileCopies), String(place.speedUp), FigureText.sixDigits(place.utilization),
            ]
        }
    }
}
