// SPDX-License-Identifier: Apache-2.0

import Foundation
import Technology

extension FigureSource {
    /// Figures that follow from those of `SiliconNode`, whose sources stand there.
    fileprivate static let silicon = FigureSource(
        "silicon", reference: "public figures of logic processes; Sources/Macro/Process/SiliconNode+Table.swift")
}

extension ProcessNode {
    /// What the circuits between macros are made of: transistors of a silicon node at a supply [V].
    ///
    /// The layouts of standard cells are drawn in feature sizes. The one of this record gives a gate with two inputs the published
    /// area, and the current gives an inverter that drives four others the published delay.
    public static func silicon(_ node: SiliconNode, supply: Double, constants: SiliconConstants = SiliconConstants())
        -> ProcessNode
    {
        let feature = (node.gateArea / gateAreaInFeatureSizes).squareRoot()
        let devices = DeviceTable(
            transistors: transistors(node, feature: feature, supply: supply, constants: constants),
            converters: .none)
        return ProcessNode(
            nanometers: node.nanometers, featureSize: feature, highPerformance: nil, lowStandbyPower: devices,
            wire: WireTable(
                nanometers: max(1, Int((2 * feature / constants.wireGrid).rounded())), aspectRatio: .ratio(2, .silicon),
                resistivity: .ohmMeters(resistivity(width: 2 * feature, constants), .silicon),
                capacitancePerLength: .faradsPerMeter(constants.wireCapacitance, .silicon)),
            cells: CellSizes(crossPointFeatureSize: .meters(2 * feature, .silicon)))
    }

    /// Area of a gate with two inputs in the layouts of standard cells: 28 feature sizes high, 9 wide [F²].
    private static let gateAreaInFeatureSizes = 28.0 * 9
    /// Part of the gate capacitance that overlap does not add to, and fringe, as usual for planar transistors [1].
    private static let idealShare = 0.5
    private static let fringeShare = 0.4
    /// Switching resistance over that of a saturated transistor (CACTI 6, as in other records) [1].
    private static let resistanceRatio = 1.6
    /// Current of a PMOS transistor beside that of an NMOS transistor of the same width [1].
    private static let holeCurrent = 0.5
    /// Load of an inverter that drives four others, in gate capacitances of its own width, with its own drains [1].
    private static let fanOutLoad = 5.0

    /// Copper with the scattering of a thin wire [Ohm m]: the rule of K. Fuchs with half of the electrons reflected.
    private static func resistivity(width: Double, _ constants: SiliconConstants) -> Double {
        constants.copperResistivity * (1 + 0.375 * constants.electronPath / width)
    }

    private static func transistors(
        _ node: SiliconNode, feature: Double, supply: Double, constants: SiliconConstants
    ) -> TransistorTable {
        let temperatures = stride(from: 300.0, through: 400, by: 10)
        // An inverter of widths 1 and 2 charges five times its own gate in ln 2 times its resistance.
        let capacitance = constants.transistorCapacitance * 3 * fanOutLoad
        let currents = temperatures.map { temperature in
            let delay = OperatingPoint(node, supply: supply, temperature: temperature, constants: constants).fanOutDelay
            return log(2.0) * resistanceRatio * supply * capacitance / delay
        }
        let leakage = temperatures.map { temperature in
            constants.offCurrent * pow(2, (temperature - constants.temperature) / constants.leakageDoubling)
        }
        let channel = ChannelTable(
            idealGateCapacitance: .faradsPerMeter(idealShare * constants.transistorCapacitance, .silicon),
            fringeCapacitance: .faradsPerMeter(fringeShare * constants.transistorCapacitance, .silicon),
            transconductanceCurrent: PolarityPair(
                nmos: .amperesPerMeter(currents[0] / 2, .silicon),
                pmos: .amperesPerMeter(currents[0] / 2 * holeCurrent, .silicon)))
        return TransistorTable(
            card: "silicon \(node.nanometers) nm", supplyVoltage: .volts(supply, .silicon),
            thresholdVoltage: .volts(node.thresholdVoltage, .silicon), gateLength: .meters(feature, .silicon),
            resistanceMultiplier: .ratio(resistanceRatio, .silicon), structure: .planar(channel),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter(currents, .silicon),
                pmos: .amperesPerMeter(currents.map { $0 * holeCurrent }, .silicon)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(leakage, .silicon), pmos: .amperesPerMeter(leakage, .silicon)))
    }
}

extension ConverterTable {
    /// Macros have converters of their own, so that a record of silicon has none.
    fileprivate static let none = ConverterTable(
        decadeRate: .ratio(1, .silicon), coupling: .watts(0, .silicon), successiveApproximationBit: .watts(0, .silicon),
        successiveApproximationBase: .watts(0, .silicon),
        flash: .fitted(
            FlashFitTable(
                multilevelCurrentCoupling: .watts(0, .silicon), currentComparator: .watts(0, .silicon),
                voltageComparator: .watts(0, .silicon), delay: .constant(.seconds(0, .silicon)))))
}

extension TechnologyLibrary {
    /// Records of silicon at the nominal supply of each node.
    public static let silicon = TechnologyLibrary(
        name: "tessera",
        nodes: SiliconNode.nodes.compactMap { SiliconNode(nanometers: Double($0)) }
            .map { .silicon($0, supply: $0.supplyVoltage) },
        standard: .silicon(.standard, supply: SiliconNode.standard.supplyVoltage))
}
