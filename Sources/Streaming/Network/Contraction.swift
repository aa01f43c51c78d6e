// SPDX-License-Identifier: Apache-2.0

/// The computation of a step of a network, as loops over groups, outputs, inputs, output positions and kernel elements.
///
/// Output (g, k, p, q) is the sum over c, r and s of weight (g, k, c, r, s) times input (g, c, p and r, q and s). Without
/// weights it is another combination of the same inputs: a pooling, a mean, a sum of two maps.
public struct Contraction: Sendable, Equatable, Hashable {
    /// Lengths of numbers [bit].
    public struct Bits: Sendable, Equatable, Hashable {
        /// Of a weight; 0 when there are none.
        public let weight: Int
        /// Of an input and of a finished output.
        public let activation: Int
        /// Of an unfinished sum, and of a bias.
        public let partialSum: Int

        /// Describes numbers.
        public init(weight: Int, activation: Int, partialSum: Int) {
            self.weight = weight
            self.activation = activation
            self.partialSum = partialSum
        }
    }

    /// Parts that share neither inputs nor outputs [1].
    public let groups: Int
    /// Outputs of a place in a group [1].
    public let outputs: Int
    /// Channels that are summed up in a group [1].
    public let reduction: Int
    /// From top to bottom.
    public let vertical: StreamAxis
    /// From left to right.
    public let horizontal: StreamAxis
    /// Whether sums begin with a bias instead of zero.
    public let hasBias: Bool
    /// Lengths of numbers.
    public let bits: Bits

    /// Describes a contraction.
    public init(
        groups: Int = 1, outputs: Int, reduction: Int, vertical: StreamAxis, horizontal: StreamAxis,
        hasBias: Bool = false, bits: Bits
    ) {
        self.groups = groups
        self.outputs = outputs
        self.reduction = reduction
        self.vertical = vertical
        self.horizontal = horizontal
        self.hasBias = hasBias
        self.bits = bits
    }

    /// The same with a bias.
    var biased: Contraction {
        Contraction(
            groups: groups, outputs: outputs, reduction: reduction, vertical: vertical, horizontal: horizontal,
            hasBias: true, bits: bits)
    }

    /// Elements of the kernel of a channel [1].
    var kernelArea: Int { vertical.kernel * horizontal.kernel }

    /// Weights of all groups, without biases [1].
    public var weights: Int { bits.weight == 0 ? 0 : groups * outputs * reduction * kernelArea }

    /// Elements of the maps that are read [1].
    public var inputElements: Int { groups * reduction * vertical.inputs * horizontal.inputs }

    /// Elements of the map that is made [1].
    public var outputElements: Int { groups * outputs * vertical.places * horizontal.places }

    /// Operations: one for each output, summed channel and kernel element, on padding as well [1].
    public var operations: Int { outputElements * reduction * kernelArea }
}
