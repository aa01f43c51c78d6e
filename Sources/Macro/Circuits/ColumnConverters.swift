// SPDX-License-Identifier: Apache-2.0

import Circuits
import Foundation
import Technology

/// The converters of a macro: energy, time and area by kind, resolution and node.
///
/// Energies are those of a capacitance that switches at the supply. They fall with the node as far as logic decides them,
/// and not where noise does: B. Murmann, ADC Performance Survey (1997 to 2023).
struct ColumnConverters: CircuitModel {
    /// What converters do.
    enum Operation: Sendable {
        /// One conversion of so many bits, of so many parts of an input that an integrator adds up.
        case convert(bits: Double, planes: Double)
    }

    private let design: MacroConverterDesign
    private let silicon: OperatingPoint
    private let singleArea: Double
    let footprint: Footprint
    let leakagePower: Double

    /// The converters of a design.
    init(_ design: MacroConverterDesign, silicon: OperatingPoint) {
        self.design = design
        self.silicon = silicon
        singleArea = design.givenArea ?? Self.area(design, silicon.constants) * silicon.node.matchingScale
        footprint = .square(Double(design.count) * singleArea)
        leakagePower = silicon.leakage(area: footprint.area)
    }

    func cost(of operation: Operation) -> OperationCost {
        guard case .convert(let bits, let planes) = operation else { return .zero }
        return OperationCost(
            latency: design.givenTime ?? delays(bits: bits) * silicon.fanOutDelay,
            energy: design.givenEnergy ?? silicon.switchingEnergy(capacitance(bits: bits, planes: planes)))
    }

    /// Energy, area and time of one converter whose input comes at once.
    var figures: ConverterFigures {
        let cost = cost(of: .convert(bits: design.bits, planes: 1))
        return ConverterFigures(energy: cost.energy, area: singleArea, time: cost.latency)
    }

    // MARK: Energy

    /// Exponent with which the energy of logic in converters falls with the node [1].
    private static let shrinking = 0.8
    /// Gates of a latch that a decision switches [1].
    private static let gatesPerDecision = 12.0

    private func codes(bits: Double) -> Double { bits == design.bits ? design.levels : pow(2, bits) }

    /// The capacitance whose charging takes as much as a conversion [F].
    private func capacitance(bits: Double, planes: Double) -> Double {
        let shrunk = silicon.node.scale(from: 65, exponent: Self.shrinking)
        let constants = silicon.constants
        let noise = constants.noiseCapacitance * pow(4, bits)
        switch design.kind {
        case .sar, .unknown: return constants.codeCapacitance * codes(bits: bits) * shrunk + noise
        case .flash: return constants.comparatorCapacitance * max(1, codes(bits: bits) - 1) * shrunk + noise
        case .time: return constants.timeStepCapacitance * codes(bits: bits) * shrunk + noise
        case .senseAmplifier: return Self.gatesPerDecision * bits * silicon.gateCapacitance + noise
        // An amplifier that works as long as bits of the input come, and a decision a bit of the result. Averaging over
        // the integration takes the place of the term of noise.
        case .integrating: return constants.integratorCapacitance * (planes + 0.1 * bits) * shrunk
        }
    }

    // MARK: Time

    /// Time of a conversion [fan-out-of-four delays].
    private func delays(bits: Double) -> Double {
        switch design.kind {
        case .sar: 28 * bits
        case .flash: 40
        case .time: 4 * pow(2, bits)
        case .senseAmplifier: 40 * bits
        case .integrating: 200 * bits
        case .unknown: 30 * bits
        }
    }

    // MARK: Area

    /// Area of a converter at 65 nm [m²]. A comparator that matches has an area that does not fall with the square of the
    /// node (M. Pelgrom et al., JSSC 24(5), 1989).
    private static func area(_ design: MacroConverterDesign, _ constants: SiliconConstants) -> Double {
        switch design.kind {
        case .sar: constants.codeArea * design.levels
        case .flash: constants.comparatorArea * max(1, design.levels - 1)
        case .time, .senseAmplifier: constants.decisionArea * design.bits
        case .integrating: constants.integratorBitArea * design.bits
        case .unknown: constants.unknownBitArea * design.bits
        }
    }
}

/// Figures of one converter.
public struct ConverterFigures: Sendable, Equatable {
    /// Energy of a conversion [J].
    public let energy: Double
    /// Area [m²].
    public let area: Double
    /// Time of a conversion [s].
    public let time: Double
}

extension MacroConverterDesign {
    /// The figures of one of the converters: what is given, or else those of the model, without overhead.
    public func figures(_ silicon: OperatingPoint) -> ConverterFigures {
        ColumnConverters(self, silicon: silicon).figures
    }
}
