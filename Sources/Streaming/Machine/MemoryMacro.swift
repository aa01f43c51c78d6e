import Architecture
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
    /// Silicon area [m²]; nothing when the figures are given.
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
            let core = try MemoryMacro.core(configuration)
            let cores = (Double(given.capacity) * 8 / Double(core.bits)).rounded(.up)
            let lines = (Double(given.wordBits) / Double(core.lineBits)).rounded(.up)
            let bits = Double(given.wordBits)
            accessTime = max(core.readLatency(lines: lines), core.writeLatency(lines: lines))
            let cycles = MemoryMacro.cycles(of: accessTime, at: given.clockFrequency)
            standbyPower = core.leakagePower * cores
            // Cells leak during accesses, too.
            let leakage = standbyPower * Double(cycles) / given.clockFrequency
            readEnergy = core.readEnergy(bits: bits) + leakage
            writeEnergy = core.writeEnergy(bits: bits) + leakage
            area = core.area * cores
        }
    }

    /// One of the equal cores that the SRAM is made of, of which an access opens one: as large as those of the chip's buffer,
    /// or as the whole SRAM if that is smaller.
    private static func core(_ configuration: Configuration) throws(InputError) -> Buffer {
        let given = configuration.streaming
        let inputs = try DesignInputs(
            configuration: configuration, weightBits: 8, activationBits: 8, revision: .standard)
        let columns = configuration.globalBufferCoreColumns
        let bits = min(given.capacity * 8, configuration.globalBufferCoreRows * columns)
        return Buffer(
            bits: bits, lineBits: min(columns, bits),
            storage: inputs.bufferStorage(isSRAM: true), clockFrequency: given.clockFrequency,
            wireResistance: inputs.wireResistancePerLength, technology: inputs.technology)
    }

    /// Whole cycles that an access takes, at least one.
    static func cycles(of time: Double, at frequency: Double) -> Int {
        max(1, Int((time * frequency - 1e-9).rounded(.up)))
    }
}
