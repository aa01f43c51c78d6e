// SPDX-License-Identifier: Apache-2.0

/// The operands of a layer.
enum Operand: Sendable {
    /// The input map, as windows.
    case ifmap
    /// The filters.
    case filter
}
