// SPDX-License-Identifier: Apache-2.0

import Workload

/// The result of ``CompareRequest``: one network on several designs.
public struct CompareRun: Sendable {
    /// The network.
    public let network: Network
    /// Bits of a weight.
    public let weightBits: Int
    /// Bits of an activation.
    public let activationBits: Int
    /// The designs, one at least: setting by setting, and for each setting one for each kind of hardware.
    public let designs: [ComparedDesign]
    /// What was changed so that the designs can be compared, each a sentence.
    public let notes: [String]
}
