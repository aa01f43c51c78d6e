// SPDX-License-Identifier: Apache-2.0

import Counting
import Workload

// Elements and buffers of tiles, and what moves.
extension NeuroSim21Counting {
    /// All elements of the tile; one beyond the matrix counts like the last one inside.
    public func workingElements(used: (rows: Int, columns: Int), side: Int) -> [Int] {
        guard departs(.repeatsIdleProcessingElements) else { return exact.workingElements(used: used, side: side) }
        var last = 0
        return (0..<side * side).map { index in
            let (row, column) = (index / side, index % side)
            if row < used.rows && column < used.columns { last = row * used.columns + column }
            return last
        }
    }

    /// The nominal size of tiles, and the copies that a pipeline needs.
    public func occupancy(built: TileOccupancy, needed: TileOccupancy) -> TileOccupancy {
        departs(.measuresNominalTiles) ? needed : exact.occupancy(built: built, needed: needed)
    }

    /// None for less than a core.
    public func globalBufferCores(bits: Int, coreBits: Int) -> Int {
        departs(.truncatesColumnSharing) ? bits / coreBits : exact.globalBufferCores(bits: bits, coreBits: coreBits)
    }

    /// Those of conventional tiles.
    public func novelTileCores(_ own: BufferCores, beside conventional: BufferCores) -> BufferCores {
        departs(.sharesBufferCoreCounts) ? conventional : exact.novelTileCores(own, beside: conventional)
    }

    /// Those of the input buffer.
    public func novelOutputLines(_ own: Double, input: Double) -> Double {
        departs(.sharesBufferCoreCounts) ? input : exact.novelOutputLines(own, input: input)
    }

    /// Bits for accesses, and accesses for bits.
    public func registerActivity(accesses: Double, bits: Double) -> RegisterActivity {
        departs(.swapsRegisterArguments)
            ? RegisterActivity(accesses: bits, bits: accesses) : exact.registerActivity(accesses: accesses, bits: bits)
    }

    /// Reused by the height of the kernel.
    public func novelInputBits(windows: Double, map: Double, of layer: Layer) -> Double {
        departs(.scalesNovelTransfers)
            ? windows / Double(layer.kernelHeight) : exact.novelInputBits(windows: windows, map: map, of: layer)
    }

    /// Inputs reused by the root of the elements, results divided by the elements.
    public func novelTransfers(_ all: TileTransfers, elements: Double) -> TileTransfers {
        departs(.scalesNovelTransfers)
            ? TileTransfers(inputs: all.inputs / elements.squareRoot(), outputs: all.outputs / elements)
            : exact.novelTransfers(all, elements: elements)
    }

    /// One channel, before each layer.
    public func imageBits(beforeLayer index: Int, channelBits: Double, channels: Int) -> Double? {
        departs(.loadsOneInputChannelPerLayer)
            ? channelBits : exact.imageBits(beforeLayer: index, channelBits: channelBits, channels: channels)
    }

    /// One.
    public func mapChannels(of layer: Layer) -> Int {
        departs(.loadsOneInputChannelPerLayer) ? 1 : exact.mapChannels(of: layer)
    }
}
