// SPDX-License-Identifier: Apache-2.0

import Circuits

/// The cost of moving operands into and results out of a block.
public struct MovementCost: Sendable, Equatable {
    /// Registers and buffers.
    public let buffer: OperationCost
    /// Buses and H-trees.
    public let interconnect: OperationCost

    /// A movement through buffers and wires.
    public init(buffer: OperationCost, interconnect: OperationCost) {
        self.buffer = buffer
        self.interconnect = interconnect
    }

    /// Both together.
    public var total: OperationCost { buffer + interconnect }
}
