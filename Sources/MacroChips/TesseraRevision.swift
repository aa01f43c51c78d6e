// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Macro
import Technology

/// The silicon of a design, which all its circuits and cells are made of.
typealias SiliconChoice = @Sendable (Configuration) -> OperatingPoint

/// Chips whose subarrays are macros of Tessera's own, counted exactly.
public enum TesseraRevision {
    /// The revision's name, as a parameter has it.
    public static let name = "tessera"

    /// The revision on the silicon of the parameters.
    public static func revision() -> Revision { revision(on: { $0.operatingPoint }) }

    /// The revision on any silicon.
    static func revision(on silicon: @escaping SiliconChoice) -> Revision {
        let circuits = MacroCircuits(silicon: silicon)
        return Revision(
            name: name, technology: .silicon,
            process: { configuration, _ throws(TechnologyError) in try process(silicon(configuration)) },
            cell: { configuration, technology throws(TechnologyError) in
                MacroMemoryCell(configuration, silicon: silicon(configuration), technology: technology)
            },
            circuits: circuits, exactCircuits: circuits)
    }

    /// Transistors and wires of silicon.
    static func process(_ silicon: OperatingPoint) throws(TechnologyError) -> DesignProcess {
        let record = ProcessNode.silicon(silicon.node, supply: silicon.supply, constants: silicon.constants)
        let technology = try Technology(record, roadmap: .lowStandbyPower, temperature: silicon.temperature)
        let wire = Wire(
            width: Double(record.wire.nanometers) * silicon.constants.wireGrid,
            aspectRatio: record.wire.aspectRatio.value, resistivity: record.wire.resistivity.value,
            temperature: silicon.temperature)
        return DesignProcess(technology: technology, wire: wire)
    }
}
