// SPDX-License-Identifier: Apache-2.0

/// The machine that a network is streamed through: a small SRAM, a compute unit, and a backing memory.
///
/// The defaults are an SRAM macro of 128 words of 16 bits in SKY130 at 100 MHz.
public struct StreamingParameters: Sendable, Hashable {
    /// The source of the access time and power of the SRAM.
    public enum MemoryModel: Sendable {
        /// From the parameters.
        case given
        /// From the SRAM model at the technology node.
        case modelled
    }

    /// Which tiles stay in the SRAM while others pass.
    public enum LoopOrder: Sendable {
        /// Whatever is best by the objective, layer by layer.
        case automatic
        /// A tile of weights stays while all positions pass.
        case weightStationary
        /// A tile of outputs stays until it is finished.
        case outputStationary
        /// A tile of inputs stays until all outputs have read it.
        case inputStationary
    }

    /// What schedules make as small as they can.
    public enum Objective: String, Sendable, CaseIterable {
        /// Words to and from the backing memory.
        case traffic
        /// Time.
        case time
        /// Energy.
        case energy
    }

    /// How the origin's accounting averages power.
    public enum PowerMean: Sendable {
        /// Reading while parameters move, writing while layers are swapped, standby while the unit computes.
        case weighted
        /// The mean of read and standby power in all cases.
        case simple
    }

    /// `streamCapacity`: size of the SRAM [byte].
    public var capacity = 256
    /// `streamWordBits`: length of a word of the SRAM [bit].
    public var wordBits = 16
    /// `streamClock`: clock of SRAM and compute unit [Hz].
    public var clockFrequency = 100e6
    /// `streamMemoryModel`: where access time and power of the SRAM come from.
    public var memoryModel = MemoryModel.given
    /// `streamAccessTime`: time of an access [s].
    public var accessTime = 1.2e-9
    /// `streamReadPower`: power while a word is read in every cycle [W].
    public var readPower = 12.3e-3
    /// `streamWritePower`: power while a word is written in every cycle [W].
    public var writePower = 15.8e-3
    /// `streamStandbyPower`: power without accesses [W].
    public var standbyPower = 2.3e-3
    /// `streamOperationsPerCycle`: multiply-accumulate operations of a cycle [1].
    public var operationsPerCycle = 1000
    /// `streamOperationEnergy`: energy of a multiply-accumulate operation [J].
    public var operationEnergy = 0.3e-12
    /// `streamPartialSumBits`: length of a partial sum [bit].
    public var partialSumBits = 32
    /// `streamBackingWordBits`: width of the backing memory [bit].
    public var backingWordBits = 16
    /// `streamBackingLatency`: time until the first word of a transfer [s].
    public var backingLatency = 0.0
    /// `streamBackingEnergy`: energy of the backing memory [J/bit].
    public var backingEnergy = 20e-12
    /// `streamDoubleBuffering`: whether tiles are moved while the unit computes.
    public var usesDoubleBuffering = false
    /// `streamResidency`: whether feature maps that fit stay in the SRAM from layer to layer.
    public var keepsMaps = true
    /// `streamLoopOrder`: which tiles stay while others pass.
    public var loopOrder = LoopOrder.automatic
    /// `streamObjective`: what schedules make as small as they can.
    public var objective = Objective.traffic
    /// `streamSwaps`: swaps of layers that the origin's accounting counts [1].
    public var swaps = 124
    /// `streamSwapTime`: time of such a swap [s].
    public var swapTime = 0.1e-3
    /// `streamOperations`: operations that the origin's accounting counts; 0 for those of the network [1].
    public var operations = 0
    /// `streamPowerMean`: how the origin's accounting averages power.
    public var powerMean = PowerMean.weighted
    /// `comparison`: other machines to compare with, as the user gives them.
    public var comparisons: [ComparisonMachine] = []
}

/// Another machine to compare with: figures of the user, with their source.
public struct ComparisonMachine: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// Time of an image [s].
    public let latency: Double
    /// Energy of an image [J].
    public let energy: Double
    /// The source of the figures.
    public let source: String
}
