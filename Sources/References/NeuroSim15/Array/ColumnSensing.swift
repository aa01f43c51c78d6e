// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Foundation
import Technology

/// What digitizes the columns: its circuits, its time, and what converts a column by its resistance.
struct ColumnSensing: Sendable {
    /// The circuits, below the columns.
    let blocks: [SubarrayBlock]
    /// Time of one conversion with its encoding [s].
    let delay: Double
    /// Energy of one step in which amplifiers sense all columns [J]; 0 of converters.
    let energyPerStep: Double
    /// Energy of the conversion of a column; nil of sense amplifiers.
    let converter: (any ColumnConverter)?

    /// Sense amplifiers of SRAM, one for each column.
    static func amplifiers(
        _ lines: ArrayLines, inputs: DesignInputs
    ) -> ColumnSensing {
        let amplifiers = BitlineSenseAmplifier(
            columns: lines.columns, columnsPerRead: lines.columns,
            pitch: lines.footprint.width / Double(lines.columns),
            senseVoltage: inputs.configuration.minimumSenseVoltage, layout: .width(lines.footprint.width),
            technology: inputs.technology)
        let cost = amplifiers.cost(of: .sense)
        return ColumnSensing(
            blocks: [SubarrayBlock(amplifiers, as: .conversion, at: .outputs)], delay: cost.latency,
            energyPerStep: cost.energy, converter: nil)
    }

    /// Successive-approximation converters.
    static func successive(
        _ lines: ArrayLines, levels: Int, inputs: DesignInputs
    ) -> ColumnSensing {
        let converter = SARADC(
            converters: lines.columns / inputs.columnsPerSense, levels: levels,
            readVoltage: inputs.configuration.readVoltage, layout: .width(lines.footprint.width),
            technology: inputs.technology)
        return ColumnSensing(
            blocks: [SubarrayBlock(converter, as: .conversion, at: .outputs)], delay: converter.conversionLatency,
            energyPerStep: 0, converter: converter)
    }

    /// Flash converters with reference columns of cells, and their encoders where there are more than two codes.
    static func flash(
        _ lines: ArrayLines, levels: Int, references: ConductanceLadder, selectionEnergy: Double,
        encoderLeaks: Bool = true, inputs: DesignInputs
    ) -> ColumnSensing {
        let converter = flashConverter(
            lines, levels: levels, references: references, selectionEnergy: selectionEnergy, inputs: inputs)
        let encoder = encoder(lines, levels: levels, inputs: inputs)
        return ColumnSensing(
            blocks: [SubarrayBlock(converter, as: .conversion, at: .outputs)]
                + [encoder].compactMap { $0 }.map {
                    SubarrayBlock($0, as: .conversion, at: .outputs, countedLeakage: encoderLeaks ? nil : 0)
                },
            delay: converter.conversionLatency + (encoder?.cost(of: .encode()).latency ?? 0), energyPerStep: 0,
            converter: converter)
    }

    /// Converters of the charge of capacitors: comparators of a tenth of the area, which draw a power of their own, with
    /// amplifiers that gather the charge.
    static func charge(_ lines: ArrayLines, levels: Int, inputs: DesignInputs) -> ColumnSensing {
        let flash = flashConverter(
            lines, levels: levels,
            references: ConductanceLadder(
                levels: levels, sumOf: Double(lines.parallelRows) / inputs.cell.stateResistance.on),
            selectionEnergy: 0, inputs: inputs)
        let encoder = encoder(lines, levels: levels, inputs: inputs)
        let converter = ChargeConverter(
            levels: levels, comparators: flash, converters: lines.columns / inputs.columnsPerSense,
            width: lines.footprint.width)
        return ColumnSensing(
            blocks: [SubarrayBlock(converter, as: .conversion, at: .outputs)]
                + [encoder].compactMap { $0 }.map { SubarrayBlock($0, as: .conversion, at: .outputs) },
            delay: flash.conversionLatency + (encoder?.cost(of: .encode()).latency ?? 0), energyPerStep: 0,
            converter: converter)
    }

    private static func encoder(_ lines: ArrayLines, levels: Int, inputs: DesignInputs) -> ThermometerEncoder? {
        guard levels > 2 else { return nil }
        return ThermometerEncoder(
            levels: levels, encoders: lines.columns / inputs.columnsPerSense, layout: .width(lines.footprint.width),
            technology: inputs.technology)
    }

    private static func flashConverter(
        _ lines: ArrayLines, levels: Int, references: ConductanceLadder, selectionEnergy: Double,
        inputs: DesignInputs
    ) -> ReferenceColumnFlashADC {
        let configuration = inputs.configuration
        let cell = inputs.cell
        let height = Double(lines.rows) * cell.heightInFeatureSizes * configuration.featureSize
        let width = cell.widthInFeatureSizes * inputs.referenceColumnFeatureSize
        let demand = ReferenceColumnFlashADC.Demand(
            converters: lines.columns / inputs.columnsPerSense, levels: levels,
            sensing: configuration.usesCurrentModeSensing ? .current : .voltage, references: references,
            columns: ReferenceColumns(
                comparatorsPerColumn: Double(configuration.convertersPerDummyColumn), area: height * width,
                capacitance: lines.column.capacitance, selectionEnergy: selectionEnergy),
            readVoltage: configuration.readVoltage)
        return ReferenceColumnFlashADC(
            demand, curves: inputs.flashCurves, layout: .width(lines.footprint.width),
            technology: inputs.technology)
    }
}

extension DesignInputs {
    /// The unit of the width of a reference column [m].
    fileprivate var referenceColumnFeatureSize: Double {
        switch cell.readOut {
        case .bitlines, .logic: technology.featureSize
        case .current: configuration.featureSize
        }
    }

    /// Delay and power of comparisons at the node, which every process of the revision has.
    fileprivate var flashCurves: FlashCurves {
        guard let curves = technology.flash.curves else {
            preconditionFailure("a process of this revision has curves of flash converters")
        }
        return curves
    }
}

/// What converts the charge of a column of capacitors.
///
/// Source: `SubArray` of the reference, for nvCap: comparators of a tenth of the area of those of a flash converter, two
/// amplifiers of 656 µm² for ten converters, half of 1.7 µW for each comparator during a nanosecond.
struct ChargeConverter: ColumnConverter {
    let footprint: Footprint
    let leakagePower = 0.0
    private let energy: Double
    private let latency: Double

    /// Converters of so many codes, in place of the comparators of a flash converter.
    init(levels: Int, comparators: ReferenceColumnFlashADC, converters: Int, width: Double) {
        let amplifiers = 0.5 * Double(converters) * 5 * 656e-15
        let area = comparators.area / 10 + amplifiers
        footprint = Footprint(width: width, height: area / width)
        energy = 1.7e-6 * Double(levels - 1) / 2 * 1e-9
        latency = comparators.conversionLatency
    }

    var response: ConverterResponse { .uniform }

    func cost(ofColumn resistance: Double) -> OperationCost { OperationCost(latency: latency, energy: energy) }
}

/// A converter as a read of groups of rows prices it: by the mean resistance of a group, with the time counted elsewhere.
struct GroupedConverter: ColumnConverter {
    let converter: any ColumnConverter
    /// Groups of rows, of which the resistance of a column is the sum [1].
    let groups: Double

    var footprint: Footprint { converter.footprint }
    var leakagePower: Double { converter.leakagePower }

    var response: ConverterResponse {
        switch converter.response {
        case .uniform: .uniform
        case .perColumn, .tabulated: .perColumn
        }
    }

    func cost(ofColumn resistance: Double) -> OperationCost {
        OperationCost(latency: 0, energy: converter.cost(ofColumn: resistance * groups).energy)
    }
}
