// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// The weights and activations of a network, layer by layer on demand, so that only the layers in use are in memory.
///
/// `CommandTrace` reads the CSV files that NeuroSim's training scripts write, `ArchiveTrace` reads an npz archive, and
/// `SyntheticTrace` draws a trace from a seed.
public protocol Trace: Sendable {
    /// The network that the trace belongs to.
    var network: Network { get }
    /// Bits of a weight as the trace says, if it says so.
    var weightBits: Int? { get }
    /// Bits of an activation as the trace says, if it says so.
    var activationBits: Int? { get }
    /// Rows of a subarray as the trace says, if it says so.
    var subarrayRows: Int? { get }
    /// Rows that are read in parallel as the trace says, if it says so.
    var parallelRows: Int? { get }

    /// Reads or makes one layer. May be called for several layers at the same time.
    ///
    /// - Parameters:
    ///   - index: the layer, from 0.
    ///   - request: what is needed of it.
    /// - Returns: the trace of the layer.
    /// - Throws: `InputError` when the trace does not hold what is needed, or is malformed.
    /// - Precondition: the network has such a layer.
    func layer(_ index: Int, _ request: LayerRequest) throws(InputError) -> LayerTrace
}

extension Trace {
    /// Nothing is said of rows.
    public var subarrayRows: Int? { nil }
    /// Nothing is said of rows.
    public var parallelRows: Int? { nil }
}

/// The part of a layer's trace that an estimate needs.
public struct LayerRequest: Sendable, Equatable {
    /// Bits of an activation, and of a weight, when neither the user nor the trace says how many.
    public static let defaultBits = 8

    /// Bits of an activation, 1 to 32.
    public var activationBits: Int
    /// Input vectors that the estimate cannot do without. A trace with fewer is an error, one with more gives all.
    public var minimumVectors: Int
    /// Input vectors that the estimate would like, at least `minimumVectors`. A trace that can make any number makes so
    /// many; for one that was recorded it does not matter.
    public var preferredVectors: Int
    /// Whether the weights before the last training step are needed; without them their file is not read.
    public var includesOldWeights: Bool

    /// Describes what is needed. Without `preferredVectors` no more than `minimumVectors` are.
    public init(
        activationBits: Int, minimumVectors: Int = 1, preferredVectors: Int? = nil, includesOldWeights: Bool = false
    ) {
        self.activationBits = activationBits
        self.minimumVectors = minimumVectors
        self.preferredVectors = max(minimumVectors, preferredVectors ?? minimumVectors)
        self.includesOldWeights = includesOldWeights
    }
}

/// The trace of one layer.
public struct LayerTrace: Sendable, Equatable {
    /// The weights: `Layer.weightRows` rows, `Layer.outputChannels` columns.
    public let weights: WeightMatrix
    /// The weights before the last training step, when asked for and known.
    public let oldWeights: WeightMatrix?
    /// The input activations: `Layer.inputRows` rows. As many vectors as the trace has, or as were asked for when it can
    /// make any number.
    public let inputs: InputBits
    /// Fraction of lines that are active while weight gradients are computed, 0 to 1, when known; NeuroSim's scripts
    /// write the fraction of ones among the bits of the layer's activations.
    public let activity: Double?

    /// Puts the trace of a layer together.
    public init(weights: WeightMatrix, oldWeights: WeightMatrix?, inputs: InputBits, activity: Double?) {
        self.weights = weights
        self.oldWeights = oldWeights
        self.inputs = inputs
        self.activity = activity
    }
}

/// How many bits a number in a trace may have.
let allowedBits = 1...32

extension LayerRequest {
    /// Checks what can be checked without a trace.
    func validate() throws(InputError) {
        guard allowedBits.contains(activationBits) else {
            throw InputError("\(activationBits) activation bits (allowed: 1 to 32)", kind: .usage)
        }
    }

    /// Checks that a trace has vectors enough.
    func requireVectors(_ available: Int, file: String, layer: String) throws(InputError) {
        guard available < minimumVectors else { return }
        throw InputError(
            "\(layer) has \(available) input vectors of \(activationBits) bits, but \(minimumVectors) are needed: one "
                + "for each position of its kernel", file: file)
    }
}
