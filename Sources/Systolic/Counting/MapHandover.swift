// SPDX-License-Identifier: Apache-2.0

/// A map that one layer makes and the next one takes, and the buffers that could hold it.
public struct MapHandover: Sendable, Equatable {
    /// Words of the output map [1].
    public let outputWords: Int
    /// Words of the output buffer [1].
    let outputBufferWords: Int
    /// Words of the next layer's input map [1].
    public let inputWords: Int
    /// Words of the input buffer [1].
    let inputBufferWords: Int

    /// From a layer to the next one.
    init(from layer: SystolicLayer, to next: SystolicLayer, on design: SystolicDesign) {
        outputWords = layer.outputWords
        outputBufferWords = design.ofmapKilowords * 1024
        inputWords = next.inputWords
        inputBufferWords = design.ifmapKilowords * 1024
    }
}
