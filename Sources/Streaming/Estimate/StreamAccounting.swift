// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// How a network that is streamed through an SRAM is counted.
///
/// A type that conforms without its own answer counts what the hardware does (``ExactStreamAccounting``); the formula
/// of another estimator is in `Sources/References`.
public protocol StreamAccounting: Sendable {
    /// The cost of an image.
    ///
    /// - Parameters:
    ///   - network: The network.
    ///   - machine: The machine that it runs on.
    ///   - threads: Number of threads of the search.
    /// - Returns: A schedule with all its steps, or totals alone.
    /// - Throws: `InputError` when a step does not fit.
    func result(
        for network: StreamNetwork, on machine: StreamMachine, threads: Int
    ) throws(InputError) -> StreamResult
}

extension StreamAccounting {
    /// The cost of a schedule of the network, step by step.
    public func result(
        for network: StreamNetwork, on machine: StreamMachine, threads: Int
    ) throws(InputError) -> StreamResult {
        .schedule(try StreamEstimate(network, machine: machine, threads: threads))
    }
}

/// Exact accounting: each step of the network is scheduled, and what happens is counted.
public struct ExactStreamAccounting: StreamAccounting {
    /// Exact accounting.
    public init() {}
}
