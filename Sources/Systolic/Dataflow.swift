// SPDX-License-Identifier: Apache-2.0

/// The operands that stay in the processing elements while the others stream through the array.
public enum Dataflow: String, Sendable, CaseIterable {
    /// Each element gathers one output.
    case outputStationary = "os"
    /// Each element holds one weight.
    case weightStationary = "ws"
    /// Each element holds one word of the input map.
    case inputStationary = "is"

    /// The name in words.
    public var title: String {
        switch self {
        case .outputStationary: "output-stationary"
        case .weightStationary: "weight-stationary"
        case .inputStationary: "input-stationary"
        }
    }
}
