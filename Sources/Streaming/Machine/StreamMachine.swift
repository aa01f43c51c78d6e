// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics

/// The machine that a network is streamed through: an SRAM, a compute unit, and a backing memory.
public struct StreamMachine: Sendable, Equatable {
    /// The SRAM.
    public let memory: MemoryMacro
    /// Clock of everything [Hz].
    public let clockFrequency: Double
    /// Cycles of an access to the SRAM.
    public let accessCycles: Int
    /// Multiply-accumulate operations of a cycle, each with an accumulator of its own.
    public let lanes: Int
    /// Energy of a multiply-accumulate operation [J].
    public let operationEnergy: Double
    /// Length of a partial sum and of a bias [bit].
    public let partialSumBits: Int
    /// Bits of a word of the backing memory [bit].
    public let backingWordBits: Int
    /// Cycles until the first word of a transfer.
    public let backingLatencyCycles: Int
    /// Energy of a bit that comes from or goes to the backing memory [J].
    public let backingEnergy: Double
    /// Whether tiles are moved while the unit computes.
    public let usesDoubleBuffering: Bool
    /// Whether feature maps may stay in the SRAM between layers.
    public let keepsMaps: Bool
    /// Which tiles stay while others pass.
    public let loopOrder: StreamingParameters.LoopOrder
    /// What schedules make as small as they can.
    public let objective: StreamingParameters.Objective

    /// Builds the machine that the parameters describe.
    ///
    /// - Throws: `InputError` when they describe none.
    public init(_ configuration: Configuration) throws(InputError) {
        let given = configuration.streaming
        memory = try MemoryMacro(configuration)
        clockFrequency = given.clockFrequency
        accessCycles = MemoryMacro.cycles(of: memory.accessTime, at: given.clockFrequency)
        lanes = given.operationsPerCycle
        operationEnergy = given.operationEnergy
        partialSumBits = given.partialSumBits
        backingWordBits = given.backingWordBits
        backingLatencyCycles =
            given.backingLatency > 0 ? MemoryMacro.cycles(of: given.backingLatency, at: given.clockFrequency) : 0
        backingEnergy = given.backingEnergy
        usesDoubleBuffering = given.usesDoubleBuffering
        keepsMaps = given.keepsMaps
        loopOrder = given.loopOrder
        objective = given.objective
    }

    /// Words of the SRAM that so many elements take.
    func memoryWords(_ elements: Int, bits: Int) -> Int { (elements * bits + memory.wordBits - 1) / memory.wordBits }

    /// Words of the backing memory that so many elements take.
    func backingWords(_ elements: Int, bits: Int) -> Int {
        (elements * bits + backingWordBits - 1) / backingWordBits
    }

    /// Time of so many cycles [s].
    public func time(cycles: Int) -> Double { Double(cycles) / clockFrequency }
}
