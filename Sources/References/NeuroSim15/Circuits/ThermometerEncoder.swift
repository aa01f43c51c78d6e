// SPDX-License-Identifier: Apache-2.0

import Circuits
import Foundation
import Technology

/// Encoders that turn the thermometer code of flash converters into binary numbers.
///
/// An inverter and a two-input NAND for each boundary between two codes find the edge of the thermometer code, a wide
/// NAND over half of the codes makes each output bit. So few of the gates switch in a conversion that their energy does
/// not count. Equations and constants: table of sources in the README of this revision.
struct ThermometerEncoder: CircuitModel {
    /// Inverters that leak for each boundary, those of the latch of the comparator included [1].
    private static let leakingInverters = 5.0

    /// The rectangle of all encoders [m].
    let footprint: Footprint
    /// The static power of all encoders [W].
    let leakagePower: Double

    private let inverterTimeConstant: Double
    private let nandTimeConstant: Double

    /// A row of encoders.
    ///
    /// - Parameters:
    ///   - levels: number of output codes of a converter, 2 or more [1].
    ///   - encoders: number of encoders, one for each converter [1].
    ///   - layout: the width or height into which the encoders are packed.
    ///   - technology: process of the transistors.
    init(
        levels: Int, encoders: Int, layout: LayoutConstraint, technology: Technology
    ) {
        let inverter = StandardCell.thermometerInverter(technology)
        let nand = StandardCell.thermometerNand(technology)
        let wideInputs = max(1, levels / 2)
        let wideNand = StandardCell.wideThermometerNand(inputs: wideInputs, technology: technology)
        let boundaries = Double(max(1, levels - 1))
        let bits = log2(Double(max(1, levels))).rounded(.up)

        let width = inverter.footprint.width + nand.footprint.width + wideNand.footprint.width
        let edges = (inverter.footprint.area + nand.footprint.area) * boundaries
        let height = (edges + wideNand.footprint.area * bits) / width
        footprint = Self.packed(Footprint(width: width, height: height), count: encoders, layout: layout)

        let edgeLeakage = nand.leakagePower + inverter.leakagePower * Self.leakingInverters
        leakagePower = (edgeLeakage * boundaries + wideNand.leakagePower * bits) * Double(encoders)

        inverterTimeConstant = inverter.nmosResistance * (inverter.outputCapacitance + 2 * nand.inputCapacitance)
        let wideLoad = wideNand.inputCapacitance * Double(wideInputs)
        nandTimeConstant = 2 * nand.nmosResistance * (nand.outputCapacitance + wideLoad)
    }

    /// Encoders in lines, each of which is filled until its end is reached or passed.
    private static func packed(_ unit: Footprint, count: Int, layout: LayoutConstraint) -> Footprint {
        func lines(of extent: Double, available: Double) -> Double {
            let fitting = min(Double(max(1, count)), max(1, (available / extent).rounded(.up)))
            return (Double(count) / fitting).rounded(.up)
        }
        switch layout {
        case .free:
            return Footprint(width: unit.width * Double(count), height: unit.height)
        case .width(let available):
            let rows = lines(of: unit.width, available: available)
            return Footprint(width: max(available, unit.width), height: unit.height * rows)
        case .height(let available):
            let columns = lines(of: unit.height, available: available)
            return Footprint(width: unit.width * columns, height: max(available, unit.height))
        }
    }

    /// What the encoders do.
    enum Operation: Sendable {
        /// Each encoder encodes the code of one conversion; the comparators' outputs have the slope `inputRamp`.
        case encode(inputRamp: Ramp = .step)
    }

    /// Time [s] of one operation, that of the two stages up to the wide NAND; no energy counts.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .encode(let inputRamp):
            let stages = StageChain(timeConstants: [inverterTimeConstant, nandTimeConstant], inputRamp: inputRamp)
            return OperationCost(latency: stages.delay, energy: 0)
        }
    }
}
