import Circuits
import Configuration
import Counting
import Foundation
import Technology

/// Rows are read one after the other with sense amplifiers, and added up digitally.
/// Source: X. Peng et al., IEEE TCAD 40(11), 2021.
struct SequentialGradientReadout: WeightGradientReadout {
    let area: Double
    let leakagePower: Double
    let sumBits: Double
    let accumulations: Double

    private let wordlineDecoder: RowDecoder
    private let senseAmplifiers: SenseAmplifier
    private let adders: Adder
    private let register: DFlipFlop
    /// Nil for activations of one bit.
    private let shiftAdd: ShiftAdd?
    private let activationBits: Double
    private let readPulseWidth: Double

    /// The circuits around `cells`.
    init(_ inputs: DesignInputs, cells: WeightGradientCells) {
        let configuration = inputs.configuration
        let technology = inputs.technology
        let bits = inputs.activationBits
        let layout = LayoutConstraint.width(cells.footprint.width)
        let rowBits = addressBits(of: cells.rows)
        wordlineDecoder = RowDecoder(
            addressBits: rowBits, layout: .height(cells.footprint.height), technology: technology)
        senseAmplifiers = SenseAmplifier(
            columns: cells.columns, columnsPerRead: cells.columns,
            pitch: cells.footprint.width / Double(cells.columns),
            senseVoltage: configuration.minimumSenseVoltage, clockFrequency: configuration.clockFrequency,
            layout: layout, technology: technology)
        let weights = max(1, cells.columns / bits)
        let adderBits = rowBits + 1
        adders = Adder(bits: adderBits, count: weights, layout: layout, technology: technology)
        register = DFlipFlop(
            count: (adderBits + 1) * weights, clockFrequency: configuration.clockFrequency, layout: layout,
            technology: technology)
        shiftAdd =
            bits > 1
            ? ShiftAdd(
                unitCount: weights, adderBits: adderBits + bits + 1, pulseCount: bits,
                clockFrequency: configuration.clockFrequency, layout: layout, technology: technology) : nil
        activationBits = Double(bits)
        readPulseWidth = configuration.readPulseWidth
        sumBits = log2(Double(cells.rows)) + Double(bits)
        let adderTrees = configuration.columnsPerWeightGradientADC
        accumulations = inputs.counting.sequentialGradientAdditions(Double(ceilingDivision(adderTrees, bits)))
        let circuits: [(any CircuitModel)?] = [wordlineDecoder, senseAmplifiers, adders, register, shiftAdd]
        area = circuits.reduce(0) { $0 + ($1?.area ?? 0) }
        leakagePower = circuits.reduce(0) { $0 + ($1?.leakagePower ?? 0) }
    }

    func read(_ cells: WeightGradientCells, activity: Double) -> OperationCost {
        let operations = cells.activeRows(activity) * activationBits
        let wordline = cells.wordline.capacitance
        let selection = wordlineDecoder.timing(loadCapacitance: wordline)
        let bitlines =
            cells.precharger.latency(bitline: cells.bitline, operations: operations)
            + cells.dischargeDelay(after: selection.outputRamp) * operations
        let sensing = selection.delay * operations + senseAmplifiers.readLatency(operations: operations)
        let adding =
            adders.readLatency(load: register.transmissionGateDrainCapacitance, operations: operations)
            + register.readLatency(operations: operations)
        let shifting = shiftAdd?.readLatency(operations: activationBits, readPulseWidth: readPulseWidth) ?? 0

        let arrayEnergy =
            wordlineDecoder.energy(operations: operations)
            + cells.precharger.readEnergy(bitline: cells.bitline, operations: operations)
            + senseAmplifiers.readEnergy(operations: operations)
        let sumEnergy =
            adders.readEnergy(operations: operations) + register.readEnergy(operations: operations)
            + (shiftAdd?.readEnergy(operations: operations) ?? 0)
        return OperationCost(latency: bitlines + sensing + adding + shifting, energy: arrayEnergy + sumEnergy)
    }

    func select(_ cells: WeightGradientCells, activity: Double) -> OperationCost {
        let rounds = cells.activeRows(activity)
        return OperationCost(
            latency: wordlineDecoder.latency(loadCapacitance: cells.wordline.capacitance, operations: rounds),
            energy: wordlineDecoder.energy(operations: rounds))
    }
}
