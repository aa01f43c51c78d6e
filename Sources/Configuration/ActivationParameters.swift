// SPDX-License-Identifier: Apache-2.0

import ActivationWork
import Circuits
import Macro

/// What works on activations alone: products of two activations, softmax, normalizations and functions.
public struct ActivationParameters: Sendable, Hashable {
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
    /// `dynamicEndurance`: writes that a resistive cell of the engine survives [1]; nil: not given.
    public var endurance: Double?
    /// `activationBufferSize`: size of the buffer for activations [byte]; nil: as large as the network needs.
    public var bufferSize: Int?

    /// The defaults.
    public init() {}

    /// Whether activations are multiplied in arrays with converters, which may round and clip sums; other engines are exact.
    public var usesConverters: Bool { engine == .sram || writesResistiveCells }

    /// Whether activations are written into resistive cells, which let some current through in their off state.
    public var writesResistiveCells: Bool { engine == .resistive }
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
                Alternative(
                    "resistive", 4, .resistive,
                    "arrays of resistive cells with converters; needs dynamicEndurance"),
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
        .real(
            "dynamicEndurance", \.activations.writesSurvived, 0...1e18, use: .activations, in: .activations,
            """
            Writes that a cell of dynamicEngine = resistive survives, from which the lifetime follows. 0: not given, and that \
            engine is refused.
            """),
        .integer(
            "activationBufferSize", \.activations.bufferBytes, .integer(0...1 << 40), unit: "byte", use: .activations,
            in: .activations,
            """
            Size of the buffer for activations, keys and values. What it does not hold is in DRAM. 0: as large as the \
            network needs.
            """),
    ]
}

extension ActivationParameters {
    /// ``endurance`` as a number of a Param file, where 0 stands for nil.
    var writesSurvived: Double {
        get { endurance ?? 0 }
        set { endurance = newValue > 0 ? newValue : nil }
    }

    /// ``bufferSize`` as a number of a Param file, where 0 stands for nil.
    var bufferBytes: Int {
        get { bufferSize ?? 0 }
        set { bufferSize = newValue > 0 ? newValue : nil }
    }
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
            vectorBits: set.vectorBits, activationBits: activationBits, converterLevels: parameters.adcLevels,
            resistiveCells: WrittenCells(
                onResistance: parameters.onResistance, offResistance: parameters.offResistance,
                writeVoltage: parameters.writeVoltage, writePulse: parameters.writePulseWidth,
                endurance: set.endurance),
            bufferCapacity: set.bufferSize.map { 8 * Double($0) }, dram: DRAM(parameters.dramKind))
    }
}
