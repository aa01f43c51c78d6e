// SPDX-License-Identifier: Apache-2.0

/// The defaults in which revisions differ. What follows another parameter within a revision is a rule of ``ParameterSet``.
struct RevisionDefaults: Sendable {
    let technologyNode: Int
    let maximumGlobalBusWidth: Int
    let usesCurrentModeSensing: Bool
    let isPipelined: Bool
    let speedUpDegree: Int
    let estimatesTraining: Bool
    let cellType: CellType
    let adcLevels: Int
    let cellBits: Int
    let sramNMOSWidth: Double
    let sramPMOSWidth: Double
    let sramAccessWidth: Double
    let oneTransistorCellWidth: Double
    let onResistance: Double
    let offResistance: Double
    let writeVoltage: Double

    /// Those of DNN+NeuroSim V2.1.
    static let neurosim21 = RevisionDefaults(
        technologyNode: 32, maximumGlobalBusWidth: 8192, usesCurrentModeSensing: true, isPipelined: false,
        speedUpDegree: 1, estimatesTraining: true, cellType: .fefet, adcLevels: 64, cellBits: 5, sramNMOSWidth: 2.08,
        sramPMOSWidth: 1.23, sramAccessWidth: 1.31, oneTransistorCellWidth: 4, onResistance: 240e3,
        offResistance: 24e6, writeVoltage: 4)

    /// Those of DNN+NeuroSim V1.5.
    static let neurosim15 = RevisionDefaults(
        technologyNode: 22, maximumGlobalBusWidth: 2048, usesCurrentModeSensing: false, isPipelined: true,
        speedUpDegree: 8, estimatesTraining: false, cellType: .rram, adcLevels: 128, cellBits: 1, sramNMOSWidth: 1,
        sramPMOSWidth: 1, sramAccessWidth: 1, oneTransistorCellWidth: 12, onResistance: 6e3, offResistance: 102e3,
        writeVoltage: 2)
}

extension RevisionDefaults {
    /// Those of Tessera's own circuits: an SRAM macro at 28 nm. Resistances are usual for RRAM of foundries.
    static let tessera = RevisionDefaults(
        technologyNode: 28, maximumGlobalBusWidth: 8192, usesCurrentModeSensing: true, isPipelined: false,
        speedUpDegree: 1, estimatesTraining: false, cellType: .sram, adcLevels: 64, cellBits: 1, sramNMOSWidth: 1,
        sramPMOSWidth: 1, sramAccessWidth: 1, oneTransistorCellWidth: 4, onResistance: 10e3, offResistance: 100e3,
        writeVoltage: 2)
}

extension ParameterSet {
    /// The defaults of the revision.
    var defaults: RevisionDefaults {
        switch revision {
        case .neurosim21: .neurosim21
        case .neurosim15: .neurosim15
        case .tessera: .tessera
        }
    }

    /// The defaults of V1.5 at the node.
    var nodeDefaults: NodeDefaults { .at(technologyNode) }
}
