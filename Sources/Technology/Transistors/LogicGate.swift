// SPDX-License-Identifier: Apache-2.0

/// A static CMOS gate, with the widths of its transistors.
public struct LogicGate: Sendable, Equatable {
    /// The function of a gate, which decides how its transistors are connected.
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// One transistor up, one down.
        case inverter
        /// PMOS in series, NMOS in parallel.
        case nor
        /// PMOS in parallel, NMOS in series.
        case nand
    }

    /// The function of the gate.
    public let kind: Kind
    /// The number of inputs; an inverter has one, whatever is given.
    public let inputs: Int
    /// The drawn width of each NMOS transistor [m]; 0 if the gate has none.
    public let nmosWidth: Double
    /// The drawn width of each PMOS transistor [m]; 0 if the gate has none.
    public let pmosWidth: Double

    /// A gate of `inputs` inputs whose transistors have the given drawn widths [m].
    public init(_ kind: Kind, inputs: Int = 1, nmosWidth: Double, pmosWidth: Double) {
        self.kind = kind
        self.inputs = kind == .inverter ? 1 : max(1, inputs)
        self.nmosWidth = nmosWidth
        self.pmosWidth = pmosWidth
    }

    /// The same gate with transistors of other widths [m].
    func with(nmosWidth: Double, pmosWidth: Double) -> LogicGate {
        LogicGate(kind, inputs: inputs, nmosWidth: nmosWidth, pmosWidth: pmosWidth)
    }
}

/// The capacitive load of a gate on what drives it, and on itself.
public struct GateCapacitances: Sendable, Equatable {
    /// The capacitance of one input [F].
    public let input: Double
    /// The capacitance of the output node: the junctions of the transistors that it joins [F].
    public let output: Double

    /// The capacitances of an input and of the output [F].
    public init(input: Double, output: Double) {
        self.input = input
        self.output = output
    }
}
