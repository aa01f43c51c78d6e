// SPDX-License-Identifier: Apache-2.0

/// What a value of a measured device is.
public enum DeviceQuantity: String, Sendable, CaseIterable {
    // Geometry.
    case technologyNode = "technology node"
    case cellArea = "cell area"
    case cellHeight = "cell height"
    case cellWidth = "cell width"
    case transistors = "transistors in a cell"

    // States.
    case onResistance = "on resistance"
    case offResistance = "off resistance"
    case onOffRatio = "on/off ratio"
    case levels = "levels"

    // Reads and writes.
    case readVoltage = "read voltage"
    case readPulse = "read pulse"
    case accessVoltage = "gate voltage of the access transistor"
    case setVoltage = "set voltage"
    case resetVoltage = "reset voltage"
    case setPulse = "set pulse"
    case resetPulse = "reset pulse"

    // Updates by many equal pulses.
    case potentiationPulses = "potentiation pulses"
    case depressionPulses = "depression pulses"
    case potentiationNonlinearity = "potentiation nonlinearity"
    case depressionNonlinearity = "depression nonlinearity"
    case cycleVariation = "cycle-to-cycle variation"
    case deviceVariation = "device-to-device variation"

    // What is left of a state.
    case conductanceSpread = "spread of conductance"
    case readNoise = "read noise"
    case driftExponent = "drift exponent"
    case driftExponentSpread = "spread of the drift exponent"
    case retention = "retention"
    case retentionTemperature = "temperature of retention"
    case endurance = "endurance"

    /// Its unit; `1` for pure numbers, `F` for feature sizes.
    public var unit: String {
        switch self {
        case .technologyNode: "m"
        case .cellArea: "m²"
        case .cellHeight, .cellWidth: "F"
        case .onResistance, .offResistance: "Ohm"
        case .readVoltage, .accessVoltage, .setVoltage, .resetVoltage: "V"
        case .readPulse, .setPulse, .resetPulse, .retention: "s"
        case .retentionTemperature: "K"
        case .transistors, .onOffRatio, .levels, .potentiationPulses, .depressionPulses, .potentiationNonlinearity,
            .depressionNonlinearity, .cycleVariation, .deviceVariation, .conductanceSpread, .readNoise, .driftExponent,
            .driftExponentSpread, .endurance:
            "1"
        }
    }

    /// Its meaning in a sentence.
    public var meaning: String {
        switch self {
        case .technologyNode: "The process that the device was made in."
        case .cellArea: "Area of a cell with its access device."
        case .cellHeight: "Height of a cell with its access device, in feature sizes."
        case .cellWidth: "Width of a cell with its access device, in feature sizes."
        case .transistors: "Transistors in an SRAM cell."
        case .onResistance: "Resistance of the most conducting state."
        case .offResistance: "Resistance of the least conducting state."
        case .onOffRatio: "Resistance of the least conducting state over that of the most conducting one."
        case .levels: "States of a cell that a read tells apart."
        case .readVoltage: "Voltage across a cell that is read."
        case .readPulse: "Length of a read."
        case .accessVoltage: "Gate voltage of a selected access transistor in a read."
        case .setVoltage: "Amplitude of the pulse that makes a cell conduct more."
        case .resetVoltage: "Amplitude of the pulse that makes a cell conduct less."
        case .setPulse: "Length of the pulse that makes a cell conduct more."
        case .resetPulse: "Length of the pulse that makes a cell conduct less."
        case .potentiationPulses: "Equal pulses from the least to the most conducting state."
        case .depressionPulses: "Equal pulses from the most to the least conducting state."
        case .potentiationNonlinearity:
            "Label of the curve of conductance over potentiation pulses, as NeuroSim defines it."
        case .depressionNonlinearity:
            "Label of the curve of conductance over depression pulses, as NeuroSim defines it."
        case .cycleVariation: "Standard deviation of the change by one pulse, as a share of the range of conductance."
        case .deviceVariation: "Standard deviation of the label of nonlinearity between devices."
        case .conductanceSpread: "Standard deviation of a programmed conductance, as a share of the conductance."
        case .readNoise: "Standard deviation of a conductance from read to read, as a share of the conductance."
        case .driftExponent: "Exponent ν of the conductance G(t) = G(t₀) (t/t₀)^-ν."
        case .driftExponentSpread: "Standard deviation of the drift exponent between devices."
        case .retention: "Time for which a state is kept."
        case .retentionTemperature: "Temperature at which the retention holds."
        case .endurance: "Writes that a cell survives."
        }
    }
}
