// SPDX-License-Identifier: Apache-2.0

/// What moves in and out of a processing element for a layer.
public struct ElementTraffic: Sendable {
    /// Rows of operands in use.
    public let operandRows: Int
    /// Results: weights side by side.
    public let outputs: Int
    /// Input bit vectors.
    public let reads: Int
    /// Bits of an activation.
    public let activationBits: Int
    /// Subarrays below each other that take part.
    public let partialSums: Int
    /// Bits of a digitized partial sum of one subarray [bit].
    public let partialSumBits: Double
    /// Length of an operand of the adder tree [bit].
    public let operandBits: Int
    /// Stages of the adder tree.
    public let stages: Int
    /// Bits of the register for inputs and of that for results.
    public let registerBits: (input: Int, output: Int)
    /// Wires of the bus for inputs, and of those for results of all subarrays side by side.
    public let lanes: (input: Double, output: Double)

    /// A traffic of the given figures; the arguments are the properties of the same names.
    public init(
        operandRows: Int, outputs: Int, reads: Int, activationBits: Int, partialSums: Int, partialSumBits: Double,
        operandBits: Int, stages: Int, registerBits: (input: Int, output: Int), lanes: (input: Double, output: Double)
    ) {
        self.operandRows = operandRows
        self.outputs = outputs
        self.reads = reads
        self.activationBits = activationBits
        self.partialSums = partialSums
        self.partialSumBits = partialSumBits
        self.operandBits = operandBits
        self.stages = stages
        self.registerBits = registerBits
        self.lanes = lanes
    }
}

/// How a register of an element is used.
public struct RegisterUse: Sendable, Equatable {
    /// Words one after the other [1].
    public let words: Double
    /// Accesses as the energy counts them [1].
    public let accesses: Double
    /// Bits that switch in an access [1].
    public let activeBits: Double

    /// A use of the given counts.
    public init(words: Double, accesses: Double, activeBits: Double) {
        self.words = words
        self.accesses = accesses
        self.activeBits = activeBits
    }
}

/// How registers and buses of an element are used.
public struct ElementTransfers: Sendable, Equatable {
    /// The register for input vectors.
    public let inputRegister: RegisterUse
    /// The register for results.
    public let outputRegister: RegisterUse
    /// The bus for inputs.
    public let inputBus: WireUse
    /// The buses for results, all at once.
    public let outputBus: WireUse

    /// A use of the given counts.
    public init(inputRegister: RegisterUse, outputRegister: RegisterUse, inputBus: WireUse, outputBus: WireUse) {
        self.inputRegister = inputRegister
        self.outputRegister = outputRegister
        self.inputBus = inputBus
        self.outputBus = outputBus
    }
}

extension MovementCounting where Self: BufferCounting {
    /// A word for each input bit vector and subarray row, a result for each input vector.
    public func elementTransfers(_ traffic: ElementTraffic) -> ElementTransfers {
        let operandRows = Double(traffic.operandRows)
        let outputs = Double(traffic.outputs)
        let reads = Double(traffic.reads)
        let vectors = Double(traffic.reads / traffic.activationBits)
        let input = registerActivity(accesses: reads, bits: operandRows)
        let output = registerActivity(accesses: vectors, bits: outputs * Double(traffic.operandBits))
        let resultBits = outputs * traffic.partialSumBits * reads / Double(traffic.activationBits)
        return ElementTransfers(
            inputRegister: RegisterUse(
                words: Double(traffic.partialSums) * reads, accesses: input.accesses, activeBits: input.bits),
            outputRegister: RegisterUse(words: vectors, accesses: output.accesses, activeBits: output.bits),
            inputBus: WireUse(latency: operandRows * reads / traffic.lanes.input),
            outputBus: WireUse(latency: resultBits / traffic.lanes.output))
    }
}
