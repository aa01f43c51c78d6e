// SPDX-License-Identifier: Apache-2.0

import Architecture
import Technology
import Circuits
import ReportKit

extension Mapping: ReportWord {}

extension Floorplan: ReportObject {
    package static let reportName = "floorplan"

    package static let reportMembers: [ReportMember<Floorplan>] = [
        ReportMember("subarrayRows", "rows of cells of a subarray") { $0.subarrayRows },
        ReportMember("subarrayColumns", "columns of cells of a subarray") { $0.subarrayColumns },
        ReportMember("conventionalTileSize", "rows, and columns, of cells in a conventionally mapped tile") {
            $0.conventionalTileSize
        },
        ReportMember("conventionalElementSize", "rows, and columns, of cells in a processing element of such a tile") {
            $0.conventionalElementSize
        },
        ReportMember(
            "novelElementSize",
            "rows, and columns, of cells in a novel-mapped processing element; null without the novel mapping"
        ) { $0.usesNovelMapping ? $0.novelElementSize : nil },
        ReportMember(
            "novelElementsPerTile", "processing elements of a novel-mapped tile; null without the novel mapping"
        ) { $0.usesNovelMapping ? $0.novelElementsPerTile : nil },
        ReportMember("conventionalTiles", "conventionally mapped tiles on the chip") { $0.conventionalTiles },
        ReportMember("novelTiles", "novel-mapped tiles on the chip") { $0.novelTiles },
        ReportMember("tiles", "tiles on the chip") { $0.tiles },
        ReportMember("gridRows", "rows of the grid of tiles") { $0.gridRows },
        ReportMember("gridColumns", "columns of the grid of tiles") { $0.gridColumns },
        .sometimes(
            "equalTiles", "the grid if all of its tiles are equal; only with `sync_data_transfer`"
        ) { $0.equalTiles },
        ReportMember("speedUpDegree", "speed-up degree of a pipeline; 1 without a pipeline") { $0.speedUpDegree },
        ReportMember("utilization", "cells in use divided by cells on the chip; copies count as in use", unit: "1") {
            $0.utilization
        },
        ReportMember("layers", "tiles and copies of each layer") { $0.layers },
    ]
}

extension EqualTiles: ReportObject {
    package static let reportName = "grid of equal tiles"

    package static let reportMembers: [ReportMember<EqualTiles>] = [
        ReportMember("places", "tiles of the grid, all of them those of the novel mapping") { $0.places },
        ReportMember("placesPerConventionalTile", "tiles of the grid that stand for a conventionally mapped one") {
            $0.placesPerConventionalTile
        },
    ]
}

extension LayerPlacement: ReportObject {
    package static let reportName = "layer of a floorplan"

    package static let reportMembers: [ReportMember<LayerPlacement>] = [
        ReportMember("mapping", "how the layer is mapped") { $0.mapping },
        ReportMember("matrixRows", "rows of the layer as a matrix of cells") { $0.matrix.rows },
        ReportMember("matrixColumns", "columns of the layer as a matrix of cells") { $0.matrix.columns },
        ReportMember("usedCells", "cells that hold weights") { $0.matrix.usedCells },
        ReportMember("inputVectors", "input vectors of one image") { $0.matrix.vectors },
        ReportMember("firstTile", "index of its first tile, from 0") { $0.firstTile },
        ReportMember("tileRows", "rows of its tiles, including copies") { $0.tileRows },
        ReportMember("tileColumns", "columns of its tiles") { $0.tileColumns },
        ReportMember("tiles", "number of its tiles") { $0.tiles },
        ReportMember("tileCopies", "copies of the layer's tiles that a pipeline makes") { $0.tileCopies },
        ReportMember("copyRows", "rows of copies of the weights inside a tile") { $0.copyRows },
        ReportMember("copyColumns", "columns of copies of the weights inside a tile") { $0.copyColumns },
        ReportMember("speedUp", "input vectors that are processed at the same time") { $0.speedUp },
        ReportMember("utilization", "cells in use divided by cells of its tiles", unit: "1") { $0.utilization },
    ]
}

extension FloorplanGeometry: ReportObject {
    package static let reportName = "geometry"

    package static let reportMembers: [ReportMember<FloorplanGeometry>] = [
        ReportMember(
            "conventionalTile",
            "size of a conventionally mapped tile; null if there is none, or other tiles stand for it"
        ) {
            $0.conventionalTile
        },
        ReportMember("novelTile", "size of a novel-mapped tile; null if there is none") { $0.novelTile },
        ReportMember("pitch", "size of a position in the grid of tiles") { $0.pitch },
        ReportMember("sharedArea", "area of the chip without its tiles, which all tiles share", unit: "m^2") {
            $0.sharedArea
        },
    ]
}

extension Footprint: ReportObject {
    package static let reportName = "footprint"

    package static let reportMembers: [ReportMember<Footprint>] = [
        ReportMember("width", "width", unit: "m") { $0.width },
        ReportMember("height", "height", unit: "m") { $0.height },
    ]
}
