// SPDX-License-Identifier: Apache-2.0

/// The kind of carrier that conducts in a transistor.
public enum TransistorPolarity: Sendable, Hashable, CaseIterable {
    /// Electrons: pulls a node down.
    case nmos
    /// Holes: pulls a node up.
    case pmos
}
