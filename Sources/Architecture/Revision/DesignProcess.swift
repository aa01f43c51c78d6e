// SPDX-License-Identifier: Apache-2.0

import Configuration
import Technology

/// Makes the process of a design from the parameters and the records of a revision.
public typealias ProcessMaker =
    @Sendable (_ configuration: Configuration, _ records: TechnologyLibrary) throws(TechnologyError) -> DesignProcess

/// What a chip is manufactured in: transistors and wires, resolved for one design.
public struct DesignProcess: Sendable {
    /// Transistors, converters and the capacitance of wires.
    public let technology: Technology
    /// The wires of the arrays.
    public let wire: Wire

    /// A process of those parts.
    public init(technology: Technology, wire: Wire) {
        self.technology = technology
        self.wire = wire
    }

    /// The process that the parameters name among some records.
    ///
    /// - Throws: `TechnologyError` for what the records do not have.
    public init(_ configuration: Configuration, records: TechnologyLibrary) throws(TechnologyError) {
        technology = try Technology(
            records.node(configuration.technologyNode), roadmap: configuration.deviceRoadmap,
            temperature: configuration.temperature)
        try technology.checkFlashFit()
        wire =
            configuration.neglectsWireResistance
            ? Wire.ideal
            : try records.wire(nanometers: configuration.wireWidth, temperature: configuration.temperature)
    }
}
