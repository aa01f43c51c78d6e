// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Macro
import Technology

/// Chips whose subarrays are macros of Tessera's own, counted exactly.
public enum TesseraRevision {
    /// The revision's name, as a parameter has it.
    public static let name = "tessera"

    /// The revision.
    public static func revision() -> Revision {
        Revision(
            name: name, technology: .silicon,
            process: { configuration, _ throws(TechnologyError) in try process(configuration) },
            cell: { configuration, technology throws(TechnologyError) in
                MacroMemoryCell(configuration, technology: technology)
            },
            circuits: MacroCircuits(), exactCircuits: MacroCircuits())
    }

    /// Silicon at the supply that the parameters give.
    private static func process(_ configuration: Configuration) throws(TechnologyError) -> DesignProcess {
        let record = ProcessNode.silicon(configuration.silicon, supply: configuration.supplyVoltage)
        let technology = try Technology(
            record, roadmap: .lowStandbyPower, temperature: configuration.temperature)
        return DesignProcess(technology: technology, wire: record.wire.wire(temperature: configuration.temperature))
    }
}
