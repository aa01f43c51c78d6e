// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A CMOS process at one temperature: everything that a circuit needs to know about its transistors, converters and
/// wires.
///
/// The figures come from the record of a node (``ProcessNode``) and are resolved when the value is made, so that it is
/// cheap to hand on. How a device is computed from them stands in the extensions.
public struct Technology: Sendable, Equatable {
    /// The temperatures that the transistor data cover [K].
    public static let supportedTemperatures = DeviceTable.temperatures

    /// The name of the node [nm].
    public let node: Int
    /// The purpose that the transistors are optimized for.
    public let roadmap: DeviceRoadmap
    /// The temperature of the transistors [K].
    public let temperature: Double
    /// The model card behind the figures.
    public let source: String

    /// The feature size F [m].
    public let featureSize: Double
    /// The supply voltage [V].
    public let supplyVoltage: Double
    /// The threshold voltage [V].
    public let thresholdVoltage: Double
    /// The width of a PMOS transistor that conducts like an NMOS transistor of width 1 at 300 K [1].
    ///
    /// The ratio of the on-currents; for FinFETs its integer part, since fins are whole.
    public let pmosToNmosRatio: Double
    /// The fins; nil for planar transistors.
    public let fin: FinGeometry?
    /// The physical length of a gate [m].
    public let gateLength: Double
    /// The capacitance of a gate with its overlap and fringe, per width [F/m].
    public let gateCapacitancePerWidth: Double
    /// The junction capacitance of a diffusion at the supply voltage, per area [F/m²].
    public let junctionCapacitance: Double
    /// The junction capacitance of a diffusion edge at the isolation, per length [F/m].
    public let sidewallCapacitance: Double
    /// The junction capacitance of a diffusion edge at the gate, per length [F/m].
    public let drainToChannelCapacitance: Double
    /// The resistance of a switching transistor over that of a saturated one [1].
    public let resistanceMultiplier: Double
    /// The saturation current of an NMOS transistor per width [A/m].
    public let nmosOnCurrent: Double
    /// The saturation current of a PMOS transistor per width [A/m].
    public let pmosOnCurrent: Double
    /// The leakage current of an NMOS transistor per width [A/m].
    public let nmosOffCurrent: Double
    /// The leakage current of a PMOS transistor per width [A/m].
    public let pmosOffCurrent: Double
    /// The current that the transconductance of an NMOS transistor is taken from, per width [A/m].
    package let nmosTransconductanceCurrent: Double
    /// The current that the transconductance of a PMOS transistor is taken from, per width [A/m].
    package let pmosTransconductanceCurrent: Double

    /// The power of column converters.
    public let converterPower: ConverterPowerFit
    /// The delay of the comparators of column converters that sense a current.
    public let comparatorDelay: ComparatorDelay
    /// The capacitance of a wire per length, the same for all widths [F/m].
    public let wireCapacitancePerLength: Double

    /// The process of a node for a roadmap at a temperature [K].
    ///
    /// - Throws: ``TechnologyError/temperatureOutOfRange(_:allowed:)``, and
    ///   ``TechnologyError/incompleteTable(_:node:values:needed:)`` for a record that lacks figures.
    public init(
        _ process: ProcessNode, roadmap: DeviceRoadmap, temperature: Double = 300
    ) throws(TechnologyError) {
        guard Self.supportedTemperatures.contains(temperature) else {
            throw .temperatureOutOfRange(temperature, allowed: Self.supportedTemperatures)
        }
        let table = process.devices(roadmap)
        try table.checkRows(of: process.nanometers)
        self.init(process, roadmap: roadmap, temperature: temperature, table: table)
    }

    /// Resolves a complete table at a temperature inside it.
    private init(_ process: ProcessNode, roadmap: DeviceRoadmap, temperature: Double, table: DeviceTable) {
        node = process.nanometers
        self.roadmap = roadmap
        self.temperature = temperature
        source = table.card
        featureSize = Double(process.nanometers) * 1e-9
        supplyVoltage = table.supplyVoltage.value
        thresholdVoltage = table.thresholdVoltage.value
        fin = table.fin?.geometry
        gateLength = table.gateLength.value
        resistanceMultiplier = table.resistanceMultiplier.value
        converterPower = ConverterPowerFit(table.converters)
        comparatorDelay = table.comparatorDelay.delay
        wireCapacitancePerLength = process.wire.capacitancePerLength.value

        let currentRatio = table.onCurrent.nmos.values[0] / table.onCurrent.pmos.values[0]
        pmosToNmosRatio = table.fin == nil ? currentRatio : currentRatio.rounded(.towardZero)

        // The gate overlaps source and drain by a fifth of its own capacitance; the figure of a FinFET includes that.
        let idealGate = table.idealGateCapacitance.value
        let overlap = table.fin == nil ? idealGate * 0.2 : 0
        gateCapacitancePerWidth = idealGate + overlap + table.fringeCapacitance.value

        let junction = JunctionModel(reverseVoltage: table.supplyVoltage.value)
        junctionCapacitance = junction.bottom
        sidewallCapacitance = junction.isolationEdge
        drainToChannelCapacitance = junction.gateEdge

        nmosOnCurrent = DeviceTable.interpolate(table.onCurrent.nmos, at: temperature)
        pmosOnCurrent = DeviceTable.interpolate(table.onCurrent.pmos, at: temperature)
        nmosOffCurrent = DeviceTable.interpolate(table.offCurrent.nmos, at: temperature)
        pmosOffCurrent = DeviceTable.interpolate(table.offCurrent.pmos, at: temperature)
        nmosTransconductanceCurrent = table.transconductanceCurrent.nmos.value
        pmosTransconductanceCurrent = table.transconductanceCurrent.pmos.value
    }

    /// Whether the transistors are FinFETs.
    public var isFinFET: Bool { fin != nil }
}

/// The junction capacitances of BSIM4 under reverse bias.
///
/// The zero-bias values and the grading coefficients are those of the reference, the same for all nodes; the built-in
/// potential is that of BSIM4.
private struct JunctionModel {
    /// Per area [F/m²].
    let bottom: Double
    /// Per length [F/m].
    let isolationEdge: Double
    /// Per length [F/m].
    let gateEdge: Double

    init(reverseVoltage: Double) {
        let builtInPotential = 0.9
        let bias = 1 + reverseVoltage / builtInPotential
        bottom = 1e-3 / pow(bias, 0.5)
        isolationEdge = 2.5e-10 / pow(bias, 0.33)
        gateEdge = 0.5e-10 / pow(bias, 0.33)
    }
}
