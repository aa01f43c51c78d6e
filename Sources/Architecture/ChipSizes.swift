// SPDX-License-Identifier: Apache-2.0

import Configuration
import Counting
import Foundation
import Workload

/// Widths, capacities and counts of what the layers of a chip share.
public struct ChipSizes: Sendable, Equatable {
    /// Positions that a pooling unit compares: 2 x 2.
    static let poolingWindow = 4

    /// Wires of the global interconnect [bit].
    public let busWidth: Double
    /// Bits of the feature maps that the global buffer holds.
    public let bufferBits: Int
    /// Length of a line of the global buffer [bit].
    public let bufferLineBits: Int
    /// The layer with the largest input map.
    public let largestMapLayer: Int
    /// Largest number of tiles whose results are added up.
    public let accumulatedTiles: Int
    /// Bits of a tile's result.
    public let accumulatedBits: Int
    /// Adder trees, and units of activation, side by side.
    public let accumulators: Int
    /// Entries of each table of a sigmoid.
    public let sigmoidEntries: Int
    /// Pooling units.
    public let poolingUnits: Int
    /// Rows of tiles that the interconnect reaches.
    public let treeRows: Int
    /// Columns of tiles that it reaches.
    public let treeColumns: Int

    /// Sizes of the given figures; the arguments are the properties of the same names.
    public init(
        busWidth: Double, bufferBits: Int, bufferLineBits: Int, largestMapLayer: Int, accumulatedTiles: Int,
        accumulatedBits: Int, accumulators: Int, sigmoidEntries: Int, poolingUnits: Int, treeRows: Int,
        treeColumns: Int
    ) {
        self.busWidth = busWidth
        self.bufferBits = bufferBits
        self.bufferLineBits = bufferLineBits
        self.largestMapLayer = largestMapLayer
        self.accumulatedTiles = accumulatedTiles
        self.accumulatedBits = accumulatedBits
        self.accumulators = accumulators
        self.sigmoidEntries = sigmoidEntries
        self.poolingUnits = poolingUnits
        self.treeRows = treeRows
        self.treeColumns = treeColumns
    }

    /// Sizes of a chip for a network on a floorplan.
    init(network: Network, floorplan: Floorplan, inputs: DesignInputs) {
        let configuration = inputs.configuration
        let maps = FeatureMaps(network, inputs: inputs)
        let widths = ThroughputWidths(floorplan, inputs: inputs)
        let accumulatedTiles = max(1, floorplan.layers.map(\.tileRows).max() ?? 1)
        self.init(
            busWidth: widths.busWidth, bufferBits: maps.bufferBits,
            bufferLineBits: configuration.globalBufferCoreColumns, largestMapLayer: maps.largestLayer,
            accumulatedTiles: accumulatedTiles, accumulatedBits: widths.accumulatedBits,
            accumulators: inputs.converters(columns: widths.columns),
            sigmoidEntries: widths.sigmoidEntries(accumulatedTiles: accumulatedTiles),
            poolingUnits: floorplan.conventionalTileSize, treeRows: floorplan.gridRows,
            treeColumns: floorplan.gridColumns)
    }
}

/// What the global buffer holds.
public struct FeatureMaps {
    /// Bits of the maps that are held at a time [bit].
    public let bufferBits: Int
    /// Bits of the maps of all layers [bit].
    public let bitsOfAllMaps: Int
    /// The layer with the largest input map; the first one in a pipeline.
    public let largestLayer: Int

    /// The maps of a network.
    public init(_ network: Network, inputs: DesignInputs) {
        let isPipelined = inputs.configuration.isPipelined
        var largest = (values: 0, layer: 0)
        var allValues = 0
        for (index, layer) in network.layers.enumerated() {
            let values = layer.inputHeight * layer.inputWidth * layer.inputChannels
            allValues += values
            if values > largest.values { largest = (values, index) }
        }
        largestLayer = isPipelined ? 0 : largest.layer
        // A pipeline holds half of every map: the other half is in the tiles.
        let values = isPipelined ? Double(allValues) / 2 : Double(largest.values)
        bufferBits = Int(Double(inputs.activationBits) * values)
        bitsOfAllMaps = inputs.activationBits * allValues
    }
}

/// How much tiles take and deliver at a time.
public struct ThroughputWidths {
    let floorplan: Floorplan
    let inputs: DesignInputs

    /// Widths of a floorplan.
    public init(_ floorplan: Floorplan, inputs: DesignInputs) {
        self.floorplan = floorplan
        self.inputs = inputs
    }

    /// Wires of all tiles, halved until they are no more than allowed [bit].
    public var busWidth: Double {
        let isPipelined = inputs.configuration.isPipelined
        var width = 0.0
        for placement in floorplan.layers {
            let lanes = Double(tileLanes(placement.mapping))
            let tileWires = lanes + lanes / Double(inputs.configuration.columnsPerADC)
            width += isPipelined ? tileWires * Double(placement.tiles) : tileWires
        }
        while width > Double(inputs.configuration.maximumGlobalBusWidth) {
            width /= 2
        }
        return width
    }

    /// Wordlines that a tile takes at a time.
    private func tileLanes(_ mapping: Mapping) -> Int {
        switch mapping {
        case .conventional: floorplan.conventionalTileSize
        case .novel: floorplan.novelElementSize * novelSide
        }
    }

    private var novelSide: Int { Int(Double(floorplan.novelElementsPerTile).squareRoot().rounded(.up)) }

    /// Layers that work at a time.
    private var layersAtOnce: Int { inputs.configuration.isPipelined ? floorplan.layers.count + 1 : 1 }

    /// Columns that the widest tile delivers; all layers' at once in a pipeline.
    var columns: Int {
        let novel = floorplan.usesNovelMapping ? tileLanes(.novel) : 0
        let widest = max(floorplan.conventionalTileSize, novel)
        return floorplan.usesNovelMapping ? widest * layersAtOnce : widest
    }

    /// Sums of subarrays that a tile's result adds up.
    public var summedSubarrays: Int {
        let rows = inputs.configuration.subarrayRows
        let elements = max(
            ceilingDivision(floorplan.conventionalElementSize, rows),
            ceilingDivision(floorplan.novelElementSize, rows))
        let sides = ceilingDivision(floorplan.conventionalTileSize, floorplan.conventionalElementSize)
        return elements * max(sides, novelSide) * layersAtOnce
    }

    /// Bits of a tile's result.
    var accumulatedBits: Int {
        guard inputs.configuration.chipActivationOutsideTile else { return inputs.activationBits }
        let carryBits = Int(log2(Double(summedSubarrays)).rounded(.up))
        return inputs.wholePartialSumBits + inputs.activationBits + inputs.columnsPerWeight + 1 + carryBits
    }

    /// Entries of the sigmoid's look-up table: as many as the sum has bits. The reference sizes it for row-by-row
    /// read-out.
    func sigmoidEntries(accumulatedTiles: Int) -> Int {
        let rowBits = log2(Double(inputs.configuration.subarrayRows))
        let sumBits = (rowBits + Double(inputs.cellBits) - 1).rounded(.up)
        let digits = Double(inputs.activationBits + inputs.columnsPerWeight + 1)
        let tileBits = log2(Double(accumulatedTiles)).rounded(.up)
        return Int(sumBits + digits + log2(Double(summedSubarrays)) + tileBits)
    }
}
