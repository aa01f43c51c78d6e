// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats

extension Trace {
    /// Writes the whole trace as an npz archive, from which `ArchiveTrace` gives exactly the same values back.
    ///
    /// Weights become 32-bit floats where that loses nothing, for which decimal numbers carry their count of places along
    /// (`weight_decimals_i`), and 64-bit floats otherwise. Activations become the smallest signed integers that hold
    /// them.
    ///
    /// - Parameters:
    ///   - path: the file to write; one that exists is replaced.
    ///   - vectors: how many input vectors to ask for, for a trace that can make any number.
    /// - Throws: `InputError` when the trace cannot be read or the archive cannot be written.
    public func writeArchive(
        to path: String, vectors: (Layer) -> Int = { _ in 1 }
    ) throws(InputError) {
        let bits = activationBits ?? LayerRequest.defaultBits
        let writer = try NumpyArchiveWriter(path)
        try writer.add("weight_bits", scalar: weightBits ?? LayerRequest.defaultBits)
        try writer.add("activation_bits", scalar: bits)
        for (index, layer) in network.layers.enumerated() {
            let request = LayerRequest(
                activationBits: bits, minimumVectors: vectors(layer), includesOldWeights: true)
            let trace = try self.layer(index, request)
            try writer.add(trace.weights, as: "weight", index)
            if let oldWeights = trace.oldWeights {
                try writer.add(oldWeights, as: "old_weight", index)
            }
            try writer.add(trace.inputs, as: "activation_\(index)")
            if let activity = trace.activity {
                try writer.add("activity_\(index)", scalar: activity)
            }
        }
        try writer.finish()
    }
}

extension NumpyArchiveWriter {
    fileprivate func add(_ weights: WeightMatrix, as kind: String, _ index: Int) throws(InputError) {
        let values = weights.values
        let name = "\(kind)_\(index)"
        let shape = [weights.rows, weights.columns]
        let isSingle = values.allSatisfy { Double(Float($0)) == $0 }
        let decimals = isSingle ? nil : DecimalGrid.decimals(restoring: values)
        guard isSingle || decimals != nil else {
            try add(name, descriptor: "<f8", shape: shape, values.map(\.bitPattern.littleEndian))
            return
        }
        try add(name, descriptor: "<f4", shape: shape, values.map { Float($0).bitPattern.littleEndian })
        if let decimals { try add("\(kind)_decimals_\(index)", scalar: decimals) }
    }

    fileprivate func add(_ inputs: InputBits, as name: String) throws(InputError) {
        let values = inputs.activations()
        let shape = [inputs.vectors, inputs.rows]
        switch inputs.bitsPerVector {
        case ...8: try add(name, descriptor: "|i1", shape: shape, values.map { Int8(truncatingIfNeeded: $0) })
        case ...16:
            try add(name, descriptor: "<i2", shape: shape, values.map { Int16(truncatingIfNeeded: $0).littleEndian })
        default: try add(name, descriptor: "<i4", shape: shape, values.map(\.littleEndian))
        }
    }
}
