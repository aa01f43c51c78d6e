// SPDX-License-Identifier: Apache-2.0

import Workload

/// Bits that move into a tile and out of it.
public struct TileTransfers: Sendable, Equatable {
    /// To the processing elements [bit].
    public let inputs: Double
    /// To the edge of the tile [bit].
    public let outputs: Double

    /// So many bits.
    public init(inputs: Double, outputs: Double) {
        self.inputs = inputs
        self.outputs = outputs
    }
}

/// Bits that move between the parts of a chip, and between the chip and DRAM.
public protocol MovementCounting: Sendable {
    /// Bits that a layer of the novel mapping takes out of the global buffer for one image [bit].
    ///
    /// - Parameters:
    ///   - windows: Bits of all input vectors, one after the other.
    ///   - map: Bits of the input map.
    ///   - layer: The layer.
    /// - Returns: The number of bits [bit].
    func novelInputBits(windows: Double, map: Double, of layer: Layer) -> Double
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
