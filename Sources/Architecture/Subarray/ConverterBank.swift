import Circuits
import Configuration
import Technology

/// The converters at the sensed lines of an array, with their encoders.
struct ConverterBank: Sendable {
    /// The converters.
    let adc: ColumnADC
    /// What makes binary numbers of the thermometer codes of flash converters.
    let encoder: FlashADCEncoder?
    let blocks: [SubarrayBlock]

    /// Converters of `levels` output codes.
    ///
    /// - Parameters:
    ///   - rowsInParallel: inputs that add up on a sensed line [1]; it scales the references.
    init(port: ReadPort, levels: Int, rowsInParallel: Int, inputs: DesignInputs) {
        let configuration = inputs.configuration
        let readVoltage = configuration.readVoltage
        let technology = inputs.technology
        if configuration.usesSARADC {
            let converter = SARADC(
                converters: port.converterCount, levels: levels, readVoltage: readVoltage, layout: port.outputLayout,
                technology: technology)
            adc = .successiveApproximation(converter)
            encoder = nil
            blocks = [SubarrayBlock(converter, as: .conversion, at: .outputs)]
            return
        }
        let cell = inputs.cell.stateResistance
        let references = ReferenceLadder(
            levels: levels, onResistance: cell.on, offResistance: cell.off,
            rowsInParallel: rowsInParallel)
        let converter = FlashADC(
            converters: port.converterCount, levels: levels,
            sensing: configuration.usesCurrentModeSensing ? .current : .voltage, references: references,
            readVoltage: readVoltage, layout: port.outputLayout, technology: technology)
        // The output of a single comparator is binary already.
        let encoder =
            levels > 2
            ? FlashADCEncoder(
                levels: levels, encoders: port.converterCount, layout: port.outputLayout, technology: technology)
            : nil
        adc = .flash(converter)
        self.encoder = encoder
        let encoderBlock = encoder.map { SubarrayBlock($0, as: .conversion, at: .outputs) }
        blocks = [SubarrayBlock(converter, as: .conversion, at: .outputs)] + [encoderBlock].compactMap { $0 }
    }

    /// Current sense amplifiers for cells with two states.
    init(twoStateCellsAt port: ReadPort, inputs: DesignInputs) {
        let configuration = inputs.configuration
        let count = port.converterCount
        let cell = inputs.cell.stateResistance
        let available = port.outputPitch * Double(port.outputCount)
        let amplifier = CurrentSenseAmplifier(
            amplifiers: count, onResistance: cell.on, offResistance: cell.off,
            readVoltage: configuration.readVoltage,
            unitWidth: inputs.revision.circuits.senseAmplifierWidth(available, amplifiers: count),
            technology: inputs.technology)
        adc = .currentSenseAmplifier(amplifier)
        encoder = nil
        blocks = [SubarrayBlock(amplifier, as: .conversion, at: .outputs)]
    }

    /// Whether the converters are flash converters.
    var isFlash: Bool {
        if case .flash = adc { true } else { false }
    }

    /// Time of the encoders for a number of conversions [s].
    func encodingLatency(conversions: Double) -> Double {
        encoder?.readLatency(operations: conversions) ?? 0
    }

    /// Energy of the encoders for a number of conversions [J].
    func encodingEnergy(conversions: Double) -> Double {
        encoder?.readEnergy(operations: conversions) ?? 0
    }
}
