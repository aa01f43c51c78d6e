// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import BaseKernels
import Parallelism

/// A trace in an npz archive: for each layer i, counted from 0, `weight_i` [rows, outputs], `activation_i`
/// [vectors, rows], and optionally `old_weight_i` and `activity_i`. `docs/traces.md` has the details.
public struct ArchiveTrace: Trace {
    /// The network that the trace belongs to.
    public let network: Network
    /// Bits of a weight, from the array `weight_bits`.
    public let weightBits: Int?
    /// Bits of an activation, from the array `activation_bits`.
    public let activationBits: Int?
    private let archive: NumpyArchive
    private let threads: Int

    /// Opens an archive and checks that it has the arrays of every layer.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - network: the network.
    ///   - threads: how many threads may work on one layer.
    /// - Throws: `InputError` when the file cannot be read, is no whole archive, or does not fit the network.
    public init(
        readingFrom path: String, network: Network, threads: Int = defaultThreadCount
    ) throws(InputError) {
        let archive = try NumpyArchive(readingFrom: path, threads: threads)
        let names = archive.names
        guard !names.isEmpty else { throw InputError("the archive holds no arrays", file: path) }
        for index in network.layers.indices {
            for name in ["weight_\(index)", "activation_\(index)"] where !archive.contains(name) {
                let near = nearestName(to: name, in: names.filter { !Self.isLayerArray($0) })
                let hint = near.map { "; did you mean `\($0)`?" } ?? ""
                throw InputError(
                    "the archive has no array `\(name)`, which \(network.layers[index].label(at: index)) needs\(hint)",
                    file: path)
            }
        }
        if archive.contains("weight_\(network.layers.count)") {
            let count = names.count { $0.hasPrefix("weight_") && Int($0.dropFirst(7)) != nil }
            throw InputError(
                "the archive has weights of \(count) layers, but the network has \(network.layers.count)", file: path)
        }
        self.network = network
        self.archive = archive
        self.threads = threads
        weightBits = try archive.scalar("weight_bits", allowed: allowedBits)
        activationBits = try archive.scalar("activation_bits", allowed: allowedBits)
    }

    private static func isLayerArray(_ name: String) -> Bool {
        guard let cut = name.lastIndex(of: "_") else { return false }
        let known = ["weight", "old_weight", "activation", "activity", "weight_decimals", "old_weight_decimals"]
        return known.contains(String(name[..<cut])) && Int(name[name.index(after: cut)...]) != nil
    }

    /// Reads one layer. More vectors than needed are read as well, fewer are an error.
    public func layer(_ index: Int, _ request: LayerRequest) throws(InputError) -> LayerTrace {
        try request.validate()
        let layer = network.layers[index]
        let label = layer.label(at: index)
        let weights = try self.weights("weight", index, layer, label)
        var oldWeights: WeightMatrix?
        if request.includesOldWeights, archive.contains("old_weight_\(index)") {
            oldWeights = try self.weights("old_weight", index, layer, label)
        }
        let inputs = try self.inputs("activation_\(index)", layer, label, request)
        return LayerTrace(
            weights: weights, oldWeights: oldWeights, inputs: inputs, activity: try activity("activity_\(index)"))
    }

    // MARK: Arrays

    private func weights(
        _ kind: String, _ index: Int, _ layer: Layer, _ label: String
    ) throws(InputError) -> WeightMatrix {
        let name = "\(kind)_\(index)"
        let shape = try archive.shape(of: name)
        guard shape == [layer.weightRows, layer.outputChannels] else {
            throw InputError(
                "`\(name)` has the shape \(shape), but [\(layer.weightRows), \(layer.outputChannels)] is needed "
                    + "(\(layer.weightShape(label)))", file: archive.path)
        }
        let decimals = try archive.scalar("\(kind)_decimals_\(index)", allowed: DecimalGrid.allowedDecimals)
        let grid = decimals.map { DecimalGrid(decimals: $0) }
        let (rows, columns) = (layer.weightRows, layer.outputChannels)
        if let stored = try archive.storedFloats(name) {
            let matrix = WeightMatrix(rows: rows, columns: columns, stored: stored, grid: grid)
            if let bad = stored.firstNotFinite(threads: threads) { throw notFinite(matrix, at: bad, name) }
            return matrix
        }
        var values = try archive.doubles(name)
        grid?.restore(&values, threads: threads)
        let matrix = WeightMatrix(rows: rows, columns: columns, values: values)
        let bad = tk_first_not_finite(values, values.count)
        if bad < values.count { throw notFinite(matrix, at: bad, name) }
        return matrix
    }

    private func notFinite(_ matrix: WeightMatrix, at place: Int, _ name: String) -> InputError {
        let (row, column) = place.quotientAndRemainder(dividingBy: matrix.columns)
        return InputError(
            "`\(name)`[\(row), \(column)] is \(matrix[row, column]) (allowed: finite numbers)", file: archive.path)
    }

    private func inputs(
        _ name: String, _ layer: Layer, _ label: String, _ request: LayerRequest
    ) throws(InputError) -> InputBits {
        let shape = try archive.shape(of: name)
        let rows = layer.inputRows
        guard shape.last == rows, shape.count == 2 || shape.count == 1 else {
            throw InputError(
                "`\(name)` has the shape \(shape), but [vectors, \(rows)] is needed (\(layer.inputShape(label)))",
                file: archive.path)
        }
        let vectors = shape.count == 2 ? shape[0] : 1
        try request.requireVectors(vectors, file: archive.path, layer: label)
        let most = Self.mostVectors(of: layer, needed: request.minimumVectors)
        guard vectors <= most else {
            throw InputError(
                "`\(name)` has \(vectors) vectors (allowed: up to \(most) for \(label))", file: archive.path)
        }
        let values = try archive.integers(name)
        try requireRange(of: values, bits: request.activationBits, name, rows: rows)
        return InputBits(activations: values, rows: rows, bitsPerVector: request.activationBits, threads: threads)
    }

    /// The most vectors that are expanded: compressed data may claim to be anything.
    static func mostVectors(of layer: Layer, needed: Int) -> Int {
        let plenty = 4 * max(needed, layer.outputVectors)
        return max(plenty, (1 << 28) / layer.inputRows)
    }

    /// Activations are two's complement numbers or, where none is negative, plain binary ones.
    private func requireRange(of values: [Int64], bits: Int, _ name: String, rows: Int) throws(InputError) {
        var low: Int64 = 0
        var high: Int64 = 0
        for value in values {
            low = min(low, value)
            high = max(high, value)
        }
        let half = Int64(1) << Int64(bits - 1)
        let isSigned = low < 0
        let allowed = isSigned ? -half...half - 1 : 0...2 * half - 1
        guard !allowed.contains(low) || !allowed.contains(high) else { return }
        let bad = values.firstIndex { !allowed.contains($0) } ?? 0
        let (vector, row) = bad.quotientAndRemainder(dividingBy: rows)
        throw InputError(
            "`\(name)`[\(vector), \(row)] is \(values[bad]), which \(bits) activation bits cannot hold (allowed: "
                + "\(allowed.lowerBound) to \(allowed.upperBound)\(isSigned ? ", as some are negative" : ""))",
            file: archive.path)
    }

    private func activity(_ name: String) throws(InputError) -> Double? {
        guard archive.contains(name) else { return nil }
        let shape = try archive.shape(of: name)
        guard shape.allSatisfy({ $0 == 1 }) else {
            throw InputError("`\(name)` has the shape \(shape), but a single number is needed", file: archive.path)
        }
        let value = try archive.doubles(name).first ?? .nan
        guard value >= 0, value <= 1 else {
            throw InputError("`\(name)` is \(value) (allowed: 0 to 1)", file: archive.path)
        }
        return value
    }
}

extension NumpyArchive {
    /// A single whole number; nil when the archive has no such array.
    func scalar(_ name: String, allowed: ClosedRange<Int>) throws(InputError) -> Int? {
        guard contains(name) else { return nil }
        let shape = try shape(of: name)
        guard shape.allSatisfy({ $0 == 1 }) else {
            throw InputError("`\(name)` has the shape \(shape), but a single number is needed", file: path)
        }
        guard let value = try integers(name).first, let number = Int(exactly: value), allowed.contains(number) else {
            throw InputError(
                "`\(name)` is out of range (allowed: \(allowed.lowerBound) to \(allowed.upperBound))", file: path)
        }
        return number
    }
}
