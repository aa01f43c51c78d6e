// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Macro
import Technology
import Workload
import _TestSupport

@testable import MacroChips

/// Kinds of macros whose chips are checked.
enum CheckedMacro: String, Sendable, CaseIterable {
    case current, charge, digital, resistive, voltageInputs, pulses, flash, integrating

    private var assignments: [String] {
        switch self {
        case .current: []
        case .charge: ["computeDomain=charge", "weightJoining=analog"]
        case .digital: ["computeDomain=digital"]
        case .resistive: ["memcelltype=RRAM", "cellBit=2"]
        case .voltageInputs: ["inputCoding=voltage", "inputBitsPerRead=4", "computeDomain=charge"]
        case .pulses: ["inputCoding=pulseWidth", "inputBitsPerRead=2", "adcKind=time"]
        case .flash: ["inputCoding=multiBit", "inputBitsPerRead=2", "adcKind=flash"]
        case .integrating: ["memcelltype=PCM", "adcKind=integrating"]
        }
    }

    /// Parameters of the kind in the units of the check. The silicon is given besides, for the supply of parameters has a
    /// range that other units leave.
    func configuration(_ inputs: LawInputs, _ more: [String] = []) throws -> Configuration {
        let own = [
            "technode=\(inputs.technology.node)", "temp=\(Int(inputs.technology.temperature))",
            "numRowSubArray=\(inputs.rows)", "numColSubArray=\(inputs.columns)", "numRowParallel=\(inputs.rows)",
            "levelOutput=16", "clkFreq=\(inputs.hertz(1e9))", "minSenseVoltage=\(inputs.volts(0.05))",
            "readVoltage=\(inputs.volts(0.05))", "accessVoltage=\(inputs.volts(1.1))",
            "writeVoltage=\(inputs.volts(2))", "writePulseWidth=\(inputs.seconds(50e-9))",
            "resistanceOn=\(inputs.ohms(240e3))", "resistanceOff=\(inputs.ohms(24e6))",
        ]
        return try Configuration(files: [], assignments: own + assignments + more, revision: .tessera)
    }

    /// The revision on the silicon of the check, with branches of H-trees as `PlainBranches` has them. Transistors are those of
    /// the check: the junctions of a record are the same for all nodes, and `Technology` gives them in units of the SI.
    func revision(_ inputs: LawInputs) throws -> Revision {
        let silicon = try inputs.silicon()
        let original = TesseraRevision.revision { _ in silicon }
        let wire = try TesseraRevision.process(silicon).wire
        return Revision(
            name: original.name, technology: original.technology,
            process: { _, _ in DesignProcess(technology: inputs.technology, wire: wire) }, cell: original.cell,
            circuits: PlainMacros(circuits: original.circuits), counting: original.counting, limits: original.limits)
    }

    /// What sizes the blocks of a design.
    func design(_ inputs: LawInputs) throws -> DesignInputs {
        try DesignInputs(
            configuration: configuration(inputs), weightBits: 4, activationBits: inputs.bits,
            revision: revision(inputs))
    }
}

/// Circuits of macros, but for branches of H-trees without resistance: the resistivities of others are constants.
private struct PlainMacros: CircuitRoles {
    let circuits: any CircuitRoles

    func branchWireWidth(above wire: Wire) -> Double { 0 }

    func periphery(around array: SynapticArray, inputs: DesignInputs) -> ArrayPeriphery {
        circuits.periphery(around: array, inputs: inputs)
    }

    func pitch(of cell: any MemoryCell, inputs: DesignInputs) -> Footprint { circuits.pitch(of: cell, inputs: inputs) }
}
