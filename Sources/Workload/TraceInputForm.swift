// SPDX-License-Identifier: Apache-2.0

/// How the input files of a trace command hold activations.
public enum TraceInputForm: String, Sendable, CaseIterable {
    /// As bits, 0 or 1, the highest of each activation first: V1.3, V1.4 and V2.x write them so.
    case bits
    /// As one whole number each: V1.5 writes them so, and reads every file so.
    case numbers
}

extension Layer {
    /// How many input vectors a program that records a layer writes: one for each position of the kernel, with the layer's padding,
    /// without any, or as many as keep the size of the map. Strides divide, rounded down or up.
    var recordedVectorCounts: Set<Int> {
        let sides = [vertical, horizontal]
        let unpadded = sides.map { max(0, $0.unpaddedExtent) }
        let counts = [
            sides.map(\.positions),
            zip(unpadded, sides).map { $0 / $1.stride },
            zip(unpadded, sides).map { ($0 + $1.stride - 1) / $1.stride },
            sides.map { $0.input / $0.stride },
            sides.map { ($0.input + $0.stride - 1) / $0.stride },
        ]
        let strides = Double(sides[0].stride * sides[1].stride)
        let truncated = Int(Double(unpadded[0]) * Double(unpadded[1]) / strides)
        return Set((counts.map { $0[0] * $0[1] } + [truncated]).map { max(1, $0) })
    }

    /// The form of an input file of 0s and 1s, where the number of its columns tells.
    ///
    /// - Parameters:
    ///   - columns: the columns of the file.
    ///   - bits: bits of an activation.
    /// - Returns: the form of which the columns are as many as one of ``recordedVectorCounts``; nil where both are or none is.
    func inputForm(columns: Int, bits: Int) -> TraceInputForm? {
        let counts = recordedVectorCounts
        let mayBeNumbers = counts.contains(columns)
        let mayBeBits = columns % bits == 0 && counts.contains(columns / bits)
        guard mayBeNumbers != mayBeBits else { return nil }
        return mayBeBits ? .bits : .numbers
    }
}
