// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Technology

/// The levels of the ADCs at the sensed lines of an array.
public enum ConversionTask: Sendable, Equatable {
    /// `levels` output codes [1] of a sum of `rowsInParallel` inputs [1], which scales the references.
    case sum(levels: Int, rowsInParallel: Int)
    /// The two states of one cell.
    case twoStates
}

/// The converters at the sensed lines of an array, with their encoders.
public struct ConverterBank: CircuitGroup {
    /// The circuits.
    public let parts: [CircuitPart]
    /// The converters.
    let converter: any ColumnConverter
    /// Whether the converters are flash converters.
    let isFlash: Bool
    /// One encoding of every converter's code.
    let encoding: OperationCost

    /// Converters whose outputs are binary numbers.
    public init(_ converter: some ColumnConverter) {
        self.converter = converter
        isFlash = false
        encoding = .zero
        parts = [CircuitPart(converter)]
    }

    /// Flash converters, with what makes binary numbers of their thermometer codes; nil for a single comparator, whose
    /// output is binary.
    init(_ converter: FlashADC, encoder: FlashADCEncoder?) {
        self.converter = converter
        isFlash = true
        encoding = encoder?.cost(of: .encode()) ?? .zero
        parts = [CircuitPart(converter)] + [encoder.map { CircuitPart($0) }].compactMap { $0 }
    }
}

extension ConverterBank {
    /// The converters that the parameters ask for.
    init(_ task: ConversionTask, port: ReadPort, inputs: DesignInputs) {
        switch task {
        case .twoStates: self.init(twoStateCellsAt: port, inputs: inputs)
        case .sum(let levels, let rowsInParallel):
            if inputs.configuration.usesSARADC {
                self.init(
                    SARADC(
                        converters: port.converterCount, levels: levels, readVoltage: inputs.configuration.readVoltage,
                        layout: port.outputLayout, technology: inputs.technology))
            } else {
                self.init(flashAt: port, levels: levels, rowsInParallel: rowsInParallel, inputs: inputs)
            }
        }
    }

    private init(flashAt port: ReadPort, levels: Int, rowsInParallel: Int, inputs: DesignInputs) {
        let cell = inputs.cell.stateResistance
        let references = ReferenceLadder(
            levels: levels, onResistance: cell.on, offResistance: cell.off, rowsInParallel: rowsInParallel)
        let converter = FlashADC(
            converters: port.converterCount, levels: levels,
            sensing: inputs.configuration.usesCurrentModeSensing ? .current : .voltage, references: references,
            readVoltage: inputs.configuration.readVoltage, layout: port.outputLayout, technology: inputs.technology)
        let encoder =
            levels > 2
            ? FlashADCEncoder(
                levels: levels, encoders: port.converterCount, layout: port.outputLayout, technology: inputs.technology)
            : nil
        self.init(converter, encoder: encoder)
    }

    /// Current sense amplifiers for cells with two states.
    private init(twoStateCellsAt port: ReadPort, inputs: DesignInputs) {
        let count = port.converterCount
        let cell = inputs.cell.stateResistance
        let available = port.outputPitch * Double(port.outputCount)
        self.init(
            CurrentSenseAmplifier(
                amplifiers: count, onResistance: cell.on, offResistance: cell.off,
                readVoltage: inputs.configuration.readVoltage,
                unitWidth: inputs.revision.circuits.senseAmplifierWidth(available, amplifiers: count),
                technology: inputs.technology))
    }
}
