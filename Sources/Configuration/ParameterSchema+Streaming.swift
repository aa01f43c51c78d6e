// SPDX-License-Identifier: Apache-2.0

extension ParameterSchema {
    static let streaming: [ParameterDefinition] = streamMemory + streamUnit + streamSchedule + streamOrigin

    private static let streamMemory: [ParameterDefinition] = [
        .integer(
            "streamCapacity", \.streaming.capacity, .integer(1...1 << 40), unit: "byte", use: .streaming,
            in: .streaming,
            "Size of the SRAM that weights, activations and partial sums are streamed through."),
        .integer(
            "streamWordBits", \.streaming.wordBits, .integer(1...4096), unit: "bit", use: .streaming, in: .streaming,
            "Bits of a word of the SRAM. The SRAM has one port: an access reads or writes one word."),
        .real(
            "streamClock", \.streaming.clockFrequency, 1e3...1e11, unit: "Hz", use: .streaming, in: .streaming,
            "Clock frequency of the SRAM, the compute unit and the backing memory."),
        .choice(
            "streamMemoryModel", \.streaming.memoryModel,
            [
                Alternative("given", 0, .given, "streamAccessTime and the three powers"),
                Alternative("modelled", 1, .modelled, "six-transistor cells at technode, as in the chip's buffers"),
            ], use: .streaming, in: .streaming,
            "Source of the access time and the powers of the SRAM."),
        .real(
            "streamAccessTime", \.streaming.accessTime, 0...1e-3, unit: "s", use: .streaming, in: .streaming,
            "Time of an access to the SRAM. An access that is longer than a cycle takes several cycles."),
        .real(
            "streamReadPower", \.streaming.readPower, 0...1e3, unit: "W", use: .streaming, in: .streaming,
            "Power of the SRAM while it is read in every cycle."),
        .real(
            "streamWritePower", \.streaming.writePower, 0...1e3, unit: "W", use: .streaming, in: .streaming,
            "Power of the SRAM while it is written in every cycle."),
        .real(
            "streamStandbyPower", \.streaming.standbyPower, 0...1e3, unit: "W", use: .streaming, in: .streaming,
            "Power of the SRAM in cycles without an access."),
    ]

    private static let streamUnit: [ParameterDefinition] = [
        .integer(
            "streamOperationsPerCycle", \.streaming.operationsPerCycle, .integer(1...1 << 24), unit: "operations",
            use: .streaming, in: .streaming,
            "Multiply-accumulate operations of the compute unit in a cycle, each with its own accumulator."),
        .real(
            "streamOperationEnergy", \.streaming.operationEnergy, 0...1e-3, unit: "J", use: .streaming, in: .streaming,
            """
            Energy of a multiply-accumulate operation. 0.3 pJ is the value for 8-bit numbers with a 32-bit sum in 45 nm \
            (Horowitz, ISSCC 2014).
            """),
        .integer(
            "streamPartialSumBits", \.streaming.partialSumBits, .integer(1...64), unit: "bit", use: .streaming,
            in: .streaming,
            "Bits of a partial sum, and of a bias."),
        .integer(
            "streamBackingWordBits", \.streaming.backingWordBits, .integer(1...65536), unit: "bit", use: .streaming,
            in: .streaming,
            "Bits of a word of the backing memory, which moves one word a cycle."),
        .real(
            "streamBackingLatency", \.streaming.backingLatency, 0...1, unit: "s", use: .streaming, in: .streaming,
            "Time from the request of a transfer to its first word."),
        .real(
            "streamBackingEnergy", \.streaming.backingEnergy, 0...1e-3, unit: "J/bit", use: .streaming, in: .streaming,
            "Energy of the backing memory. 20 pJ is the value for DRAM (Horowitz, ISSCC 2014)."),
    ]

    private static let streamSchedule: [ParameterDefinition] = [
        .boolean(
            "streamDoubleBuffering", \.streaming.usesDoubleBuffering, no: no, yes: yes, use: .streaming, in: .streaming,
            "Whether the next tile is moved while the unit computes. Tiles that change then take twice their space."),
        .boolean(
            "streamResidency", \.streaming.keepsMaps, no: no, yes: yes, use: .streaming, in: .streaming,
            "Whether a feature map may stay in the SRAM for the next layer, if it fits as a whole and streamObjective gains by it."
        ),
        .choice(
            "streamLoopOrder", \.streaming.loopOrder,
            [
                Alternative(
                    "automatic", 0, .automatic, "for each layer the best order by streamObjective",
                    aliases: ["auto"]),
                Alternative(
                    "weightStationary", 1, .weightStationary, "a tile of weights stays for all output positions",
                    aliases: ["ws"]),
                Alternative(
                    "outputStationary", 2, .outputStationary, "a tile of outputs stays until it is finished",
                    aliases: ["os"]),
                Alternative(
                    "inputStationary", 3, .inputStationary, "a tile of inputs stays until all outputs have read it",
                    aliases: ["is"]),
            ], use: .streaming, in: .streaming,
            "The tiles that stay in the SRAM while others are moved."),
        .choice(
            "streamObjective", \.streaming.objective,
            [
                Alternative("traffic", 0, .traffic, "words to and from the backing memory"),
                Alternative("time", 1, .time, "time of an image, with all waiting"),
                Alternative("energy", 2, .energy, "energy of an image"),
            ], use: .streaming, in: .streaming,
            "What the schedule makes as small as it can: sizes of tiles, orders of loops, and maps that stay in the SRAM."
        ),
    ]

    private static let streamOrigin: [ParameterDefinition] = [
        .integer(
            "streamSwaps", \.streaming.swaps, .integer(0...1_000_000_000), unit: "swaps", use: .streaming,
            in: .streaming,
            "Number of swaps of layers with accounting = origin."),
        .real(
            "streamSwapTime", \.streaming.swapTime, 0...1e3, unit: "s", use: .streaming, in: .streaming,
            "Time of a swap with accounting = origin."),
        .integer(
            "streamOperations", \.streaming.operations, .integer(0...1_000_000_000_000_000), unit: "operations",
            use: .streaming,
            in: .streaming,
            "Number of operations with accounting = origin; 0 for those of the network."),
        .choice(
            "streamPowerMean", \.streaming.powerMean,
            [
                Alternative(
                    "weighted", 0, .weighted,
                    "read power in moves, write power in swaps, standby power in computing"),
                Alternative("simple", 1, .simple, "the mean of read power and standby power"),
            ], use: .streaming, in: .streaming,
            "How accounting = origin averages power."),
    ]
}
