// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Diagnostics

/// The SRAM that a network is streamed through: one port, one word an access.
public struct MemoryMacro: Sendable, Equatable {
    /// Size [byte].
    public let capacity: Int
    /// Length of a word [bit].
    public let wordBits: Int
    /// Time of an access [s].
    public let accessTime: Double
    /// Energy to read a word [J].
    public let readEnergy: Double
    /// Energy to write a word [J].
    public let writeEnergy: Double
    /// Power in cycles without an access [W].
    public let standbyPower: Double
    /// Silicon area [m²]; nil when the figures are given.
    public let area: Double?

    /// Words that it holds [1].
    public var words: Int { capacity * 8 / wordBits }

    /// Describes an SRAM by its powers.
    ///
    /// - Parameter configuration: `streamMemoryModel` says whether figures are given or follow from the technology.
    /// - Throws: `InputError` when the technology has no SRAM for these parameters.
    public init(_ configuration: Configuration) throws(InputError) {
        let given = configuration.streaming
        capacity = given.capacity
        wordBits = given.wordBits
        switch given.memoryModel {
        case .given:
            accessTime = given.accessTime
            let cycles = MemoryMacro.cycles(of: given.accessTime, at: given.clockFrequency)
            let time = Double(cycles) / given.clockFrequency
            readEnergy = given.readPower * time
            writeEnergy = given.writePower * time
            standbyPower = given.standbyPower
            area = nil
        case .modelled:
            let hardware = try MemoryHardware(configuration)
            let read = hardware.read(wordBits: given.wordBits)
            let write = hardware.write(wordBits: given.wordBits)
            accessTime = max(read.latency, write.latency)
            let cycles = MemoryMacro.cycles(of: accessTime, at: given.clockFrequency)
            standbyPower = hardware.block.leakagePower
            // Cells leak during accesses, too.
            let leakage = standbyPower * Double(cycles) / given.clockFrequency
            readEnergy = read.energy + leakage
            writeEnergy = write.energy + leakage
            area = hardware.block.area
        }
    }

    /// Whole cycles that an access takes, at least one.
    static func cycles(of time: Double, at frequency: Double) -> Int {
        max(1, Int((time * frequency - 1e-9).rounded(.up)))
    }
}
