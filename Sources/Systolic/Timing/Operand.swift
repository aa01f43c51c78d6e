// SPDX-License-Identifier: Apache-2.0

/// What a layer reads.
enum Operand: Sendable {
    /// The input map, as windows.
    case ifmap
    /// The filters.
    case filter
}
