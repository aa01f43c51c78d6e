// SPDX-License-Identifier: Apache-2.0

import Workload

/// How often wires carry something [1].
public struct WireUse: Sendable, Equatable {
    /// Transfers one after the other.
    public let latency: Double
    /// Transfers as the energy counts them.
    public let energy: Double

    /// So many transfers, for the energy too where it is not counted apart.
    public init(latency: Double, energy: Double? = nil) {
        self.latency = latency
        self.energy = energy ?? latency
    }
}

/// Bits that move into a tile and out of it.
public struct TileTransfers: Sendable, Equatable {
    /// To the processing elements [bit].
    public let inputs: Double
    /// To the edge of the tile [bit].
    public let outputs: Double
    /// Share of the bits that a buffer writes, and of those that it reads [1].
    public let bufferedShare: Double
    /// Bits on the wires [bit].
    public let wireBits: WireUse

    /// So many bits; all of them travel, and are written and read, unless counts say otherwise.
    public init(inputs: Double, outputs: Double, bufferedShare: Double = 1, wireBits: WireUse? = nil) {
        self.inputs = inputs
        self.outputs = outputs
        self.bufferedShare = bufferedShare
        self.wireBits = wireBits ?? WireUse(latency: inputs + outputs)
    }
}

/// Bits that move between the parts of a chip, and between the chip and DRAM.
public protocol MovementCounting: Sendable {
    /// How registers and buses of an element are used.
    func elementTransfers(_ traffic: ElementTraffic) -> ElementTransfers
    /// Bits that a layer of the novel mapping takes out of the global buffer for one image [bit].
    ///
    /// - Parameters:
    ///   - windows: Bits of all input vectors, one after the other.
    ///   - map: Bits of the input map.
    ///   - layer: The layer.
    /// - Returns: The number of bits [bit].
    func novelInputBits(windows: Double, map: Double, of layer: Layer) -> Double
    /// How the global interconnect and the global buffer are used for a layer.
    func chipTransfers(_ traffic: ChipTraffic) -> ChipTransfers
    /// Bits that move in and out of a tile.
    func tileTransfers(_ traffic: TileTraffic) -> TileTransfers
    /// Bits that move in a tile of the novel mapping of so many elements, one for each kernel position.
    ///
    /// `all` are the bits of the input vectors of all elements, and of the results.
    func novelTransfers(_ all: TileTransfers, elements: Double) -> TileTransfers
    /// Bits of the image that are loaded from DRAM before a layer; nil for none.
    ///
    /// - Parameters:
    ///   - index: The layer.
    ///   - channelBits: Bits of one channel of the image.
    ///   - channels: Channels of the image.
    /// - Returns: The number of bits [bit], or nil.
    func imageBits(beforeLayer index: Int, channelBits: Double, channels: Int) -> Double?
    /// Channels of a layer's input map that go to DRAM and come back in training.
    func mapChannels(of layer: Layer) -> Int
}

extension MovementCounting {
    /// Neighbouring windows share their inputs: each value of the map moves once.
    public func novelInputBits(windows: Double, map: Double, of layer: Layer) -> Double { min(windows, map) }

    /// Layers share wires by their tiles, and take turns at the buffer.
    public func chipTransfers(_ traffic: ChipTraffic) -> ChipTransfers {
        let share = Double(traffic.tiles) / Double(traffic.networkTiles)
        let wires = (traffic.busWidth * share).rounded(.up)
        let transfers = ((traffic.toTiles + traffic.fromTiles) / wires).rounded(.up)
        return ChipTransfers(
            wires: wires, uses: WireUse(latency: transfers),
            turns: (Double(traffic.networkTiles) / Double(traffic.tiles)).rounded(.up))
    }

    /// Input vectors, and results with a bit of valid data each.
    public func tileTransfers(_ traffic: TileTraffic) -> TileTransfers {
        let bits = Double(traffic.activatedBits ?? traffic.sumBits)
        let words = Double(traffic.outputs) * (1 + bits) * Double(traffic.reads) / Double(traffic.activationBits)
        let all = TileTransfers(inputs: Double(traffic.inputBits), outputs: words)
        return traffic.isNovel ? novelTransfers(all, elements: Double(traffic.elements)) : all
    }

    /// Each input moves once for all elements.
    public func novelTransfers(_ all: TileTransfers, elements: Double) -> TileTransfers {
        TileTransfers(inputs: all.inputs / elements, outputs: all.outputs)
    }

    /// The whole image, once.
    public func imageBits(beforeLayer index: Int, channelBits: Double, channels: Int) -> Double? {
        index == 0 ? channelBits * Double(channels) : nil
    }

    /// All.
    public func mapChannels(of layer: Layer) -> Int { layer.inputChannels }
}
