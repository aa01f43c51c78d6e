// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Foundation
import Technology
import Workload

/// Widths, capacities and counts that size a chip's global blocks.
struct ChipSizes {
    /// Positions that a pooling unit compares: 2 x 2.
    static let poolingWindow = 4

    let inputs: DesignInputs
    let floorplan: Floorplan
    /// Wires of the global H-tree [bit].
    let busWidth: Double
    /// Bits of the feature maps that the global buffer holds.
    let bufferBits: Int
    /// The layer with the largest input map.
    let largestMapLayer: Int
    /// Largest number of tiles whose results are added up.
    let accumulatedTiles: Int

    init(network: Network, floorplan: Floorplan, inputs: DesignInputs) {
        self.inputs = inputs
        self.floorplan = floorplan
        let isPipelined = inputs.configuration.isPipelined
        var width = 0.0
        var largest = (values: 0, layer: 0)
        var allValues = 0
        for (index, layer) in network.layers.enumerated() {
            let values = layer.inputHeight * layer.inputWidth * layer.inputChannels
            allValues += values
            if values > largest.values { largest = (values, index) }
            let placement = floorplan.layers[index]
            let lanes = Double(ChipSizes.tileLanes(placement.mapping, floorplan))
            let tileWires = lanes + lanes / Double(inputs.configuration.columnsPerADC)
            width += isPipelined ? tileWires * Double(placement.tiles) : tileWires
        }
        while width > Double(inputs.configuration.maximumGlobalBusWidth) {
            width /= 2
        }
        busWidth = width
        largestMapLayer = isPipelined ? 0 : largest.layer
        // A pipeline holds half of every map: the other half is in the tiles.
        let values = isPipelined ? Double(allValues) / 2 : Double(largest.values)
        bufferBits = Int(Double(inputs.activationBits) * values)
        accumulatedTiles = max(1, floorplan.layers.map(\.tileRows).max() ?? 1)
    }

    /// Wordlines that a tile takes at a time.
    private static func tileLanes(_ mapping: Mapping, _ floorplan: Floorplan) -> Int {
        switch mapping {
        case .conventional:
            floorplan.conventionalTileSize
        case .novel:
            floorplan.novelElementSize
                * Int(Double(floorplan.novelElementsPerTile).squareRoot().rounded(.up))
        }
    }

    /// Cores of the global buffer for so many bits, as they are counted.
    func bufferCores(bits: Int) -> Int {
        inputs.counting.globalBufferCores(
            bits: bits,
            coreBits: inputs.configuration.globalBufferCoreRows * inputs.configuration.globalBufferCoreColumns)
    }

    /// Columns that the widest tile delivers; all layers' at once in a pipeline.
    private var throughputColumns: Int {
        let novel = floorplan.usesNovelMapping ? ChipSizes.tileLanes(.novel, floorplan) : 0
        let widest = max(floorplan.conventionalTileSize, novel)
        let layersAtOnce = floorplan.layers.count + 1
        return inputs.configuration.isPipelined && floorplan.usesNovelMapping ? widest * layersAtOnce : widest
    }

    /// Sums of subarrays that a tile's result adds up.
    private var summedSubarrays: Int {
        let rows = inputs.configuration.subarrayRows
        let elements = max(
            ceilingDivision(floorplan.conventionalElementSize, rows),
            ceilingDivision(floorplan.novelElementSize, rows))
        let sides = ceilingDivision(floorplan.conventionalTileSize, floorplan.conventionalElementSize)
        let novelSide = Int(Double(floorplan.novelElementsPerTile).squareRoot().rounded(.up))
        let count = elements * max(sides, novelSide)
        return inputs.configuration.isPipelined ? count * (floorplan.layers.count + 1) : count
    }

    /// Bits of a tile's result.
    var accumulatedBits: Int {
        guard inputs.configuration.chipActivationOutsideTile else { return inputs.activationBits }
        let carryBits = Int(log2(Double(summedSubarrays)).rounded(.up))
        return inputs.wholePartialSumBits + inputs.activationBits + inputs.columnsPerWeight + 1 + carryBits
    }

    /// Adder trees side by side.
    var accumulators: Int { inputs.converters(columns: throughputColumns) }

    /// The chip's activation units, of a given width [m] or in one row; nil when tiles have their own.
    func activationUnit(width: Double?) -> ActivationUnit? {
        let configuration = inputs.configuration
        let layout = width.map { LayoutConstraint.width($0) } ?? .free
        guard configuration.chipActivationOutsideTile else { return nil }
        if configuration.usesReLU {
            return .relu(
                BitShifter(
                    unitCount: accumulators, bits: inputs.activationBits,
                    clockFrequency: configuration.clockFrequency, layout: layout,
                    technology: inputs.technology))
        }
        return .sigmoid(inputs.sigmoid(entryCount: sigmoidEntries, functionCount: accumulators, layout: layout))
    }

    /// Entries of the sigmoid's look-up table: as many as the sum has bits. The reference sizes it for row-by-row
    /// read-out.
    private var sigmoidEntries: Int {
        let rowBits = log2(Double(inputs.configuration.subarrayRows))
        let sumBits = (rowBits + Double(inputs.cellBits) - 1).rounded(.up)
        let digits = Double(inputs.activationBits + inputs.columnsPerWeight + 1)
        let tileBits = log2(Double(accumulatedTiles)).rounded(.up)
        return Int(sumBits + digits + log2(Double(summedSubarrays)) + tileBits)
    }
}
