// SPDX-License-Identifier: Apache-2.0

/// How the scales of a network in integers with shifts become fractions.
public enum ShiftScales: String, Sendable, CaseIterable {
    /// As they are.
    case exact
    /// Rounded to four decimals first.
    case fourDecimals = "four-decimals"

    /// Decimals that scales are rounded to; nil: not [1].
    var decimals: Int? { self == .fourDecimals ? 4 : nil }
}
