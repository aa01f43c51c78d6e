// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Technology

extension LawInputs {
    /// Parameters of a design in the units of the check: those that have a unit, the size of its arrays, then others.
    package func configuration(_ assignments: [String]) throws -> Configuration {
        let own = [
            "numRowSubArray=\(rows)", "numColSubArray=\(columns)", "clkFreq=\(hertz(1e9))",
            "minSenseVoltage=\(volts(0.1))", "readVoltage=\(volts(0.5))", "readPulseWidth=\(seconds(10e-9))",
            "writeVoltage=\(volts(2))", "writePulseWidth=\(seconds(50e-9))", "accessVoltage=\(volts(1.1))",
            "resistanceAccess=\(ohms(15e3))", "resistanceOn=\(ohms(240e3))", "resistanceOff=\(ohms(24e6))",
        ]
        return try Configuration().setting(own + assignments)
    }

    /// The process of the check with wires of 40 nm, and a memory cell, in place of those of a revision.
    package func revision(_ original: Revision, cell: LawCell) -> Revision {
        let wire = Wire(width: meters(40e-9), aspectRatio: 2, resistivity: convert(3.9e-8, .resistivity))
        return Revision(
            name: original.name, technology: original.technology,
            process: { _, _ in DesignProcess(technology: technology, wire: wire) },
            cell: { _, _ throws(TechnologyError) in try cell.make(self) }, circuits: original.circuits,
            counting: original.counting, limits: original.limits)
    }

    /// A design of the process of the check, in its units.
    ///
    /// - Parameters:
    ///   - cell: The memory cell.
    ///   - assignments: Parameters without a unit.
    ///   - revision: Circuits and counting.
    ///   - weightBits: Bits of a weight; those of the check when nil.
    ///   - activationBits: Bits of an activation; those of the check when nil.
    /// - Returns: What sizes the blocks of the design.
    /// - Throws: `InputError` for parameters that contradict each other.
    package func design(
        _ cell: LawCell, _ assignments: [String], revision: Revision, weightBits: Int? = nil,
        activationBits: Int? = nil
    ) throws -> DesignInputs {
        try DesignInputs(
            configuration: configuration(cell.assignments + assignments), weightBits: weightBits ?? bits,
            activationBits: activationBits ?? bits, revision: self.revision(revision, cell: cell))
    }
}

/// Circuits that fit their place, but for branches of H-trees without resistance: the resistivities of others are
/// constants.
package struct PlainBranches: CircuitRoles {
    /// Circuits that fit their place.
    package init() {}

    /// None, so that branches have no resistance.
    package func branchWireWidth(above wire: Wire) -> Double { 0 }
}
