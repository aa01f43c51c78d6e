// SPDX-License-Identifier: Apache-2.0

/// The role of a register that holds words between two blocks.
public protocol WordRegister: CircuitModel where Operation == DFlipFlop.Operation {
    /// Number of flip-flops [1].
    var count: Int { get }
}

extension DFlipFlop: WordRegister {}
