// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Workload
import _TestSupport

@testable import Architecture

/// Processing elements, tiles and chips.
enum ChipSubjects {
    static let all = designs.flatMap {
        [element($0.name, $0.design), tile($0.name, $0.design), chip($0.name, $0.design)]
    }

    /// What does not fall where there is more of a block, or where words are longer.
    private static let growing: Set<String> = ["area", "leakage", "move.energy", "update.energy", "buffer.energy"]

    private static let inference = ["trainingEstimation=0"]
    private static let training = ["trainingEstimation=1"]

    private static let designs: [(name: String, design: BlockDesign)] = [
        ("SRAM", BlockDesign(.sram, mode: 1, inference)), ("RRAM", BlockDesign(.resistive, mode: 2, inference)),
        ("FeFET", BlockDesign(.ferroelectric, mode: 2, ["SARADC=1"] + training)),
        ("logic", BlockDesign(.logic, mode: 2, inference)),
        ("sigmoids", BlockDesign(.logic, mode: 2, ["reLu=false"] + inference)),
        ("tileActivation", BlockDesign(.logic, mode: 2, ["chipActivation=false"] + inference)),
        ("SRAMBuffers", BlockDesign(.logic, mode: 2, ["globalBufferType=true", "tileBufferType=true"] + inference)),
        ("branches", BlockDesign(.logic, mode: 2, inference).withBranchResistance),
        ("reference", BlockDesign(.resistive, mode: 2, training).countedByReference),
    ]

    /// An element of as many arrays of 32 rows and columns as the check's rows ask for, and as many vectors as copies.
    private static func element(_ name: String, _ design: BlockDesign) -> LawSubject {
        LawSubject(
            "ProcessingElement.\(name)", axes: [.count, .rows, .bits],
            proportional: [
                "area", "leakage", "accumulate.latency", "accumulate.energy", "move.latency", "move.energy",
            ],
            growing: growing
        ) { inputs in
            let made = try design.inputs(inputs, rows: 32)
            let size = 4 * inputs.rows
            let element = ProcessingElement(size: size, subarray: try Subarray(made), inputs: made)
            let reads = inputs.count * made.activationBits
            return LawFigure.block(element.blocks.repeated(Double(inputs.count)))
                + LawFigure.sides(element.footprint.height, element.footprint.width)
                + powered(element.powered(TileUse(includesTransposed: true, elementUnits: 2, tileUnits: 2)))
                + LawFigure.cost("accumulate", element.accumulate(rows: size, reads: reads))
                + LawFigure.movement("move", element.move(rows: size, columns: size, reads: reads))
        }
    }

    /// A tile of elements of 64 rows and columns.
    private static func tile(_ name: String, _ design: BlockDesign) -> LawSubject {
        LawSubject(
            "Tile.\(name)", axes: [.count, .rows, .bits],
            proportional: [
                "area", "leakage", "accumulate.latency", "accumulate.energy", "move.latency", "move.energy",
            ],
            growing: growing
        ) { inputs in
            let made = try design.inputs(inputs, rows: 32)
            let element = ProcessingElement(size: 64, subarray: try Subarray(made), inputs: made)
            let size = 8 * inputs.rows
            let tile = Tile(
                shape: .conventional(tileSize: size, elementSize: 64), element: element, inputs: made)
            let reads = inputs.count * made.activationBits
            return LawFigure.block(tile.blocks.repeated(Double(inputs.count)))
                + LawFigure.sides(tile.footprint.height, tile.footprint.width)
                + powered(tile.powered(TileUse(includesTransposed: true, elementUnits: 2, tileUnits: 2)))
                + LawFigure.cost("accumulate", tile.accumulate(units: tile.elementsPerSide, reads: reads))
                + LawFigure.movement("move", tile.move(rows: size, columns: size, reads: reads))
                + LawFigure.movement("update", tile.moveWeightChanges(rows: size, columns: size))
                + (tile.activate(columns: size, reads: reads).map { LawFigure.cost("activate", $0) } ?? [])
        }
    }

    /// A chip of a small network, its operations for a layer, and with training what a layer costs outside the arrays.
    private static func chip(_ name: String, _ design: BlockDesign) -> LawSubject {
        LawSubject(
            "Chip.\(name)", axes: [.count, .bits],
            proportional: ["area", "leakage", "buffer.latency", "buffer.energy"],
            growing: growing
        ) { inputs in
            let network = try BlockNetwork.make()
            let made = try design.inputs(inputs)
            let chip = try Chip(network: network, inputs: made)
            let bits = 1024 * Double(inputs.count)
            return LawFigure.block(chip.blocks.repeated(Double(inputs.count)))
                + [LawFigure("leakage.shared", chip.sharedLeakagePower, .power)]
                + LawFigure.cost("buffer", chip.bufferAccess(readBits: bits, writeBits: bits))
                + layers(of: network, on: chip)
        }
    }

    private static func layers(of network: Network, on chip: Chip) -> [LawFigure] {
        zip(network.layers, chip.floorplan.layers).enumerated().flatMap { index, pair in
            figures(of: pair.0, at: pair.1, number: "layer\(index + 1)", on: chip)
        }
    }

    private static func figures(
        of layer: Layer, at placement: LayerPlacement, number: String, on chip: Chip
    ) -> [LawFigure] {
        let outputs = layer.outputChannels
        let movement = chip.move(placement, layer: layer)
        var figures = LawFigure.movement("\(number).move", movement)
        figures += LawFigure.cost("\(number).pool", chip.pool(placement, outputs: outputs))
        if let activation = chip.activate(vectors: placement.matrix.vectors, outputs: outputs) {
            figures += LawFigure.cost("\(number).activate", activation)
        }
        if let sum = chip.accumulate(placement, outputs: outputs) {
            figures += LawFigure.cost("\(number).accumulate", sum)
        }
        return figures + transfers(chip.trainingTransfers(of: layer, movement: movement, activity: 0.25), number)
    }

    /// What training costs outside the arrays, but for DRAM, whose rate and energy a bit are constants.
    private static func transfers(_ costs: LayerTransferCosts, _ number: String) -> [LawFigure] {
        LawFigure.cost("\(number).gradientBuffer", costs.gradientBuffer)
            + LawFigure.cost("\(number).gradientUnit", costs.gradientUnit)
            + LawFigure.cost("\(number).gradientAccumulation", costs.gradientAccumulation)
    }

    /// Parts that draw power.
    private static func powered(_ block: ChipBlock) -> [LawFigure] {
        LawFigure.block(block).filter { $0.name == "leakage" }.map {
            LawFigure("powered.\($0.name)", $0.value, $0.dimension, parts: $0.parts)
        }
    }
}
