// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Foundation
import Technology

/// Rows are read one after the other with sense amplifiers, and added up digitally.
/// Source: X. Peng et al., IEEE TCAD 40(11), 2021.
struct SequentialGradientReadout: WeightGradientReadout {
    let blocks: ChipBlock
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
        blocks = ChipBlock(
            "row-by-row read-out",
            parts: [
                ChipBlock("wordline decoder", as: .weightGradient, circuit: wordlineDecoder),
                ChipBlock("sense amplifiers", as: .weightGradient, circuit: senseAmplifiers),
                ChipBlock("adders", as: .weightGradient, circuit: adders),
                ChipBlock("register", as: .weightGradient, circuit: register),
            ] + [shiftAdd].compactMap { $0 }.map { ChipBlock("shift-add", as: .weightGradient, circuit: $0) })
    }

    func read(_ cells: WeightGradientCells, activity: Double) -> OperationCost {
        let operations = cells.activeRows(activity) * activationBits
        let load = cells.wordline.capacitance
        let selection = wordlineDecoder.cost(of: .select(load: load)) * operations
        let edge = wordlineDecoder.timing(loadCapacitance: load).outputRamp
        let charging = cells.precharger.cost(of: .prechargeForRead(bitline: cells.bitline)) * operations
        let sensing = senseAmplifiers.cost(of: .sense) * operations
        let adding = adders.cost(of: .add(load: register.transmissionGateDrainCapacitance)) * operations
        let storing = register.cost(of: .store()) * operations

        let bitlines = charging.latency + cells.dischargeDelay(after: edge) * operations
        let shifting = shiftAdd?.cost(of: .accumulate(steps: activationBits, readPulseWidth: readPulseWidth))
        let shiftEnergy = shiftAdd?.cost(of: .accumulate(steps: operations, readPulseWidth: readPulseWidth))
        return OperationCost(
            latency: bitlines + (selection + sensing).latency + (adding + storing).latency + (shifting?.latency ?? 0),
            energy: (selection + charging + sensing).energy
                + (adding.energy + storing.energy + (shiftEnergy?.energy ?? 0)))
    }

    func select(_ cells: WeightGradientCells, activity: Double) -> OperationCost {
        wordlineDecoder.cost(of: .select(load: cells.wordline.capacitance)) * cells.activeRows(activity)
    }
}
