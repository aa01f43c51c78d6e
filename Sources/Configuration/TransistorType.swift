// SPDX-License-Identifier: Apache-2.0

/// The sort of transistor that the periphery is built of.
public enum TransistorType: Sendable, CaseIterable {
    /// Silicon MOSFETs: planar at 22 nm and above, FinFETs below.
    case conventional
}
