// SPDX-License-Identifier: Apache-2.0

/// How the slices of a weight become one number.
public enum WeightJoining: String, Sendable, CaseIterable {
    /// Each slice has a conversion of its own; codes are shifted and added.
    case digital
    /// The columns of all slices are weighted and added before one conversion, by ratios of capacitors or currents.
    case analog
}
