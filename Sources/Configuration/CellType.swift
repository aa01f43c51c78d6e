// SPDX-License-Identifier: Apache-2.0

import Technology

/// A kind of memory cell that `memcelltype` names: its word, what is known of it before there is a process, and how to make it.
public enum CellType: Sendable, Hashable, CaseIterable {
    /// A six-transistor latch, one bit.
    case sram
    /// A resistive two-terminal device, one or more bits.
    case rram
    /// A ferroelectric transistor, one or more bits.
    case fefet
    /// A nonvolatile capacitor, whose charge is read.
    case nvCap
    /// A phase-change device, one or more bits.
    case pcm
    /// A magnetic tunnel junction, one bit.
    case mram
}

extension CellType {
    /// The properties of a kind of cells in a configuration.
    private struct Kind {
        /// The word, its integer, and the meaning.
        let name: (word: String, code: Int, meaning: String)
        /// The most bits that a cell holds [bit]; nil for as many as a run asks for.
        let mostBits: Int?
        /// Whether a cell holds its state as a conductance.
        let holdsConductance: Bool
        /// Defaults that the kind has in place of the revision's.
        var defaults: DeviceDefaults?
    }

    private var kind: Kind {
        switch self {
        case .sram:
            Kind(name: ("SRAM", 1, "six-transistor cell, one bit"), mostBits: 1, holdsConductance: false)
        case .rram:
            Kind(name: ("RRAM", 2, "resistive memory"), mostBits: nil, holdsConductance: true)
        case .fefet:
            Kind(name: ("FeFET", 3, "ferroelectric transistor"), mostBits: nil, holdsConductance: true)
        case .nvCap:
            Kind(
                name: ("nvCap", 4, "nonvolatile capacitor"), mostBits: nil, holdsConductance: false,
                defaults: .capacitor)
        case .pcm:
            Kind(
                name: ("PCM", 5, "phase-change memory"), mostBits: nil, holdsConductance: true,
                defaults: .phaseChange)
        case .mram:
            Kind(
                name: ("MRAM", 6, "magnetic tunnel junction, one bit"), mostBits: 1, holdsConductance: true,
                defaults: .magnetic)
        }
    }

    /// The most bits that a cell holds [bit], as its `MemoryCell` says; nil for as many as a run asks for.
    public var mostBits: Int? { kind.mostBits }

    /// Whether a cell holds its state as a conductance of one or more bits, which a line senses.
    public var holdsConductance: Bool { kind.holdsConductance }

    /// Defaults that the kind has in place of the revision's; nil where it has none.
    var deviceDefaults: DeviceDefaults? { kind.defaults }

    /// The cells of macros of Tessera's own.
    static let ofMacros: [CellType] = [.sram, .rram, .pcm, .mram]

    /// Its word in `memcelltype`.
    public var word: String { kind.name.word }

    /// Its word in `memcelltype`, with integer and meaning.
    var alternative: Alternative<CellType> { Alternative(kind.name.word, kind.name.code, self, kind.name.meaning) }

    /// The cell that the parameters describe.
    ///
    /// - Parameters:
    ///   - parameters: The parameters.
    ///   - technology: The process of the transistors.
    /// - Returns: The cell.
    /// - Throws: `TechnologyError.accessTransistorTooWide`, and `TechnologyError.unknownCell` for a kind without a model.
    func cell(_ parameters: Configuration, technology: Technology) throws(TechnologyError) -> any MemoryCell {
        let device = parameters.measuredDevice
        switch self {
        case .sram:
            return SixTransistorCell(
                transistors: parameters.sramTransistors, geometry: parameters.sramGeometry, device: device,
                technology: technology)
        case .rram:
            if parameters.accessDevice.isCrossPoint { return parameters.crossPointCell(.resistive) }
            return try OneTransistorResistiveCell(
                geometry: parameters.oneTransistorGeometry, device: device, technology: technology)
        case .fefet:
            if parameters.accessDevice.isCrossPoint {
                return parameters.crossPointCell(.ferroelectric(technology: technology))
            }
            return try FerroelectricCell(
                geometry: parameters.oneTransistorGeometry, device: device, technology: technology)
        case .nvCap, .pcm, .mram: throw .unknownCell(kind.name.word)
        }
    }
}
