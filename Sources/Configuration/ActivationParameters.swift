// SPDX-License-Identifier: Apache-2.0

import ActivationWork
import Macro

/// What works on activations alone: products of two activations, softmax, normalizations and functions.
public struct ActivationParameters: Sendable, Equatable {
    /// `dynamicEngine`: what multiplies activations with each other.
    public var engine = ActivationHardware.Engine.digital
    /// `dynamicUnits`: arrays of the engine [1].
    public var units = 16
    /// `dynamicRows`: rows of an array [1].
    public var rows = 128
    /// `dynamicColumns`: columns of an array [1].
    public var columns = 128
    /// `vectorLanes`: numbers that the vector unit takes in a cycle [1].
    public var lanes = 64
    /// `vectorBits`: length of a number in the vector unit [bit].
    public var vectorBits = 16

    /// The defaults.
    public init() {}

    /// Whether activations are multiplied in arrays with converters, which may round and clip sums; other engines are exact.
    public var usesConverters: Bool { engine == .sram }
}

extension ParameterSchema {
    static let activations: [ParameterDefinition] = [
        .choice(
            "dynamicEngine", \.activations.engine,
            [
                Alternative("digital", 0, .digital, "SRAM arrays with adders; one operand is written, then read"),
                Alternative("sram", 1, .sram, "SRAM arrays with converters; one operand is written, then read"),
                Alternative("systolic", 2, .systolic, "systolic arrays of multipliers"),
                Alternative("vector", 3, .vector, "the multipliers of the vector unit"),
            ], use: .activations, in: .activations,
            "What multiplies two activations with each other, as attention does."),
        .integer(
            "dynamicUnits", \.activations.units, .integer(1...1 << 20), use: .activations, in: .activations,
            "Arrays of the engine for products of activations, which work side by side."),
        .integer(
            "dynamicRows", \.activations.rows, .integer(2...1 << 14), use: .activations, in: .activations,
            "Rows of such an array: of cells, or of multipliers."),
        .integer(
            "dynamicColumns", \.activations.columns, .integer(1...1 << 14), use: .activations, in: .activations,
            "Columns of such an array. An activation takes a column of cells for each of its bits."),
        .integer(
            "vectorLanes", \.activations.lanes, .integer(1...1 << 20), use: .activations, in: .activations,
            "Numbers that the vector unit takes in a cycle: softmax, normalizations, functions, sums of maps."),
        .integer(
            "vectorBits", \.activations.vectorBits, .integer(4...64), unit: "bit", use: .activations,
            in: .activations,
            "Length of a number in the vector unit."),
    ]
}

extension Configuration {
    /// The hardware for work on activations alone, at the technology node, its supply and the temperature of the chip.
    ///
    /// - Parameter activationBits: Length of an activation [bit].
    /// - Returns: the hardware; nil at nodes whose silicon has no published figures.
    public func activationHardware(activationBits: Int) -> ActivationHardware? {
        guard let node = SiliconNode(nanometers: Double(parameters.technologyNode)) else { return nil }
        let set = parameters.activations
        let supply = parameters.revision == .tessera ? parameters.supplyVoltage : node.supplyVoltage
        return ActivationHardware(
            silicon: OperatingPoint(node, supply: supply, temperature: Double(parameters.temperature)),
            engine: set.engine, units: set.units, rows: set.rows, columns: set.columns, lanes: set.lanes,
            vectorBits: set.vectorBits, activationBits: activationBits)
    }
}
