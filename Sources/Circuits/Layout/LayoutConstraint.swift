// SPDX-License-Identifier: Apache-2.0

/// The constraint on the shape of a block: none, the height that it must fit, or the width that it must fit.
public enum LayoutConstraint: Sendable, Equatable {
    /// The units stand in one line.
    case free
    /// The units stand in columns of this height [m]; the width follows.
    case height(Double)
    /// The units stand in rows of this width [m]; the height follows.
    case width(Double)
}
