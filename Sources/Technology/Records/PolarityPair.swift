// SPDX-License-Identifier: Apache-2.0

/// Figures of the NMOS and of the PMOS transistors of a process.
public struct PolarityPair<Value: Sendable>: Sendable {
    /// Of the NMOS transistors.
    public let nmos: Value
    /// Of the PMOS transistors.
    public let pmos: Value

    /// Figures of both.
    public init(nmos: Value, pmos: Value) {
        self.nmos = nmos
        self.pmos = pmos
    }
}

extension PolarityPair: Equatable where Value: Equatable {}
