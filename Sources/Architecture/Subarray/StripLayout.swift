// SPDX-License-Identifier: Apache-2.0

import Circuits

/// How the circuits at the sides of an array are laid out in strips.
public struct StripLayout: Sendable, Equatable {
    /// Shape of what drives the inputs.
    public let inputs: LayoutConstraint
    /// Shape of pass gates and drivers at the sensed lines.
    public let outputs: LayoutConstraint
    /// Whether strips are turned by a quarter to fit the array.
    public let isTurned: Bool

    /// A layout of the given shapes.
    public init(inputs: LayoutConstraint, outputs: LayoutConstraint, isTurned: Bool) {
        self.inputs = inputs
        self.outputs = outputs
        self.isTurned = isTurned
    }
}
