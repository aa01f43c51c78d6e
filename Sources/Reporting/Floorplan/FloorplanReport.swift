// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Diagnostics
import Plots
import ReportKit
import Workload

/// The mapping of a network onto tiles, without any estimate: what `tessera floorplan` shows.
public struct FloorplanReport: Sendable {
    /// Formats of the report.
    public enum Format: String, Sendable, CaseIterable {
        /// A table.
        case text
        /// A tree with the schema `tessera.floorplan/1`.
        case json
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
    ///
    /// - Parameter format: what the report is.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative.
    public func rendered(as format: Format) throws(InputError) -> String { try checked(as: format) }

    /// The floorplan as a picture: tiles to scale, numbered by layer.
    ///
    /// - Returns: the picture.
    /// - Throws: `InputError` of kind `internalError` when a figure is infinite, not a number, or negative.
    public func plot() throws(InputError) -> Plot {
        try checked { FloorplanDrawing(floorplan: floorplan, network: network, geometry: geometry).plot }
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
        if let grid = plan.equalTiles {
            let conventional = grid.placesPerConventionalTile
            lines.append(
                "Grid: \(grid.places) novel tiles; \(conventional == 1 ? "one stands" : "\(conventional) stand") for each "
                    + "conventional tile")
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

extension FloorplanReport: Report {
    package static let schemaName = "tessera.floorplan/1"
    package static let subject = "a floorplan"

    package static let contents: [ReportMember<FloorplanReport>] = [
        ReportMember("accounting", "how figures are counted") { $0.configuration.accounting },
        ReportMember("workload", "precisions of the network") { WeightPrecision(weightBits: $0.weightBits) },
        ReportMember("parameters", "all parameters") { $0.configuration.settings },
        ReportMember("network", "the network") { $0.network },
        ReportMember("floorplan", "sizes of tiles, and the tiles of each layer") { $0.floorplan },
    ]

    package func text(as format: Format, document: JSONValue, command: [String]?) -> String {
        switch format {
        case .text: text
        case .json: document.text
        }
    }
}

/// The properties of a workload that a floorplan needs.
private struct WeightPrecision: ReportObject {
    static let reportName = "precision of a floorplan"
    static let reportMembers: [ReportMember<WeightPrecision>] = [
        ReportMember("weightBits", "precision of weights", unit: "bit") { $0.weightBits }
    ]

    let weightBits: Int
}
