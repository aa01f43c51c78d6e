// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Counting

// What work around the arrays of a layer adds to its time, as the counting policy has it.

extension OperationCost {
    /// The cost of work around the arrays, of whose time as much counts as the policy says.
    func aroundArrays(_ counting: any CountingPolicy) -> OperationCost {
        OperationCost(latency: counting.latency(aroundArrays: latency), energy: energy)
    }
}

extension MovementCost {
    /// The cost of moves around the arrays, of whose time as much counts as the policy says.
    func aroundArrays(_ counting: any CountingPolicy) -> MovementCost {
        MovementCost(buffer: buffer.aroundArrays(counting), interconnect: interconnect.aroundArrays(counting))
    }
}
