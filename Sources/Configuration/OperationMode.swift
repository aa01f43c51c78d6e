// SPDX-License-Identifier: Apache-2.0

/// How the synaptic arrays compute: what a cell stores, and how many rows are read at once.
public enum OperationMode: Int, Sendable, CaseIterable {
    /// Multi-bit weights; one row is read at a time and partial sums are added digitally.
    case conventionalSequential = 1
    /// Multi-bit weights; all rows are read at once and an ADC converts the column current.
    case conventionalParallel = 2
    /// Binary weights and activations; one row at a time.
    case bnnSequential = 3
    /// Binary weights and activations; all rows at once, a weight in two complementary columns.
    case bnnParallel = 4
    /// Binary XNOR cells, a weight in two complementary rows; one row at a time.
    case xnorSequential = 5
    /// Binary XNOR cells, a weight in two complementary rows; all rows at once.
    case xnorParallel = 6

    /// Whether all rows of an array are read at once, so that columns end in ADCs.
    public var isParallel: Bool {
        switch self {
        case .conventionalParallel, .bnnParallel, .xnorParallel: true
        case .conventionalSequential, .bnnSequential, .xnorSequential: false
        }
    }

    /// Whether weights have several bits, in contrast to the binary modes.
    public var isConventional: Bool {
        self == .conventionalSequential || self == .conventionalParallel
    }

    /// Whether a weight lies in two complementary rows.
    public var isXNOR: Bool {
        self == .xnorSequential || self == .xnorParallel
    }

    /// Whether weights are binary without the XNOR cell.
    public var isBNN: Bool {
        self == .bnnSequential || self == .bnnParallel
    }
}
