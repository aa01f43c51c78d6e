// SPDX-License-Identifier: Apache-2.0

/// A CMOS process at one temperature: everything that a circuit needs to know about its transistors, converters and
/// wires.
///
/// The figures come from the record of a node (``ProcessNode``) and are resolved when the value is made, so that it is
/// cheap to hand on. How a device is computed from them stands in the extensions.
public struct Technology: Sendable, Equatable {
    /// The temperatures that most transistor data cover [K].
    public static let supportedTemperatures = TransistorTable.usualTemperatures

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
    /// How the transistors are built.
    public let transistors: TransistorModel
    /// Whether gates are laid out with nanosheets that are cut to what each gate needs, where the process has such gates.
    public let cutsSheets: Bool
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
    /// What the transconductance of a transistor follows.
    package let transconductanceLaw: TransconductanceLaw

    /// The power of column converters.
    public let converterPower: ConverterPowerFit
    /// Power and delay of flash converters.
    public let flash: FlashModel
    /// The capacitance of a wire per length, the same for all widths [F/m].
    public let wireCapacitancePerLength: Double

    /// The process of a node for a roadmap at a temperature [K].
    ///
    /// - Parameters:
    ///   - process: The record of the node.
    ///   - roadmap: What the transistors were tuned for.
    ///   - temperature: The temperature [K].
    ///   - cutsSheets: Whether gates have nanosheets that are cut to what each gate needs, where the record knows such gates.
    /// - Throws: ``TechnologyError/temperatureOutOfRange(_:allowed:)``, ``TechnologyError/unknownRoadmap(_:node:)`` for a
    ///   record without such transistors, and ``TechnologyError/incompleteTable(_:node:values:needed:)`` for a record that
    ///   lacks figures.
    public init(
        _ process: ProcessNode, roadmap: DeviceRoadmap, temperature: Double = 300, cutsSheets: Bool = true
    ) throws(TechnologyError) {
        let table = try process.devices(roadmap)
        let temperatures = table.transistors.temperatures
        guard temperatures.contains(temperature) else {
            throw .temperatureOutOfRange(temperature, allowed: temperatures)
        }
        try table.checkRows(of: process.nanometers)
        self.init(process, roadmap: roadmap, temperature: temperature, cutsSheets: cutsSheets, table: table)
    }

    /// Resolves a complete table at a temperature inside it.
    private init(
        _ process: ProcessNode, roadmap: DeviceRoadmap, temperature: Double, cutsSheets: Bool, table: DeviceTable
    ) {
        let devices = table.transistors
        node = process.nanometers
        self.roadmap = roadmap
        self.temperature = temperature
        self.cutsSheets = cutsSheets
        source = devices.card
        featureSize = process.featureSize
        supplyVoltage = devices.supplyVoltage.value
        thresholdVoltage = devices.thresholdVoltage.value
        transistors = devices.structure.model(featureSize: featureSize)
        gateLength = devices.gateLength.value
        resistanceMultiplier = devices.resistanceMultiplier.value
        converterPower = table.converters.power
        flash = table.converters.flash.model
        wireCapacitancePerLength = process.wire.capacitancePerLength.value

        let currentRatio = devices.onCurrent.nmos.values[0] / devices.onCurrent.pmos.values[0]
        if case .planar = transistors {
            pmosToNmosRatio = currentRatio
        } else {
            pmosToNmosRatio = currentRatio.rounded(.towardZero)
        }

        let loads = ChannelLoads(devices.structure, supplyVoltage: supplyVoltage)
        gateCapacitancePerWidth = loads.gate
        junctionCapacitance = loads.junction.bottom
        sidewallCapacitance = loads.junction.isolationEdge
        drainToChannelCapacitance = loads.junction.gateEdge
        transconductanceLaw = loads.transconductance

        nmosOnCurrent = devices.interpolate(devices.onCurrent.nmos, at: temperature)
        pmosOnCurrent = devices.interpolate(devices.onCurrent.pmos, at: temperature)
        nmosOffCurrent = devices.interpolate(devices.offCurrent.nmos, at: temperature)
        pmosOffCurrent = devices.interpolate(devices.offCurrent.pmos, at: temperature)
    }

    /// Refuses a process without fits of flash converters, for circuits that need them.
    ///
    /// - Throws: ``TechnologyError/noFlashFit(node:)``.
    public func checkFlashFit() throws(TechnologyError) {
        guard case .fitted = flash else { throw .noFlashFit(node: node) }
    }

    /// The fins that drawn widths are fitted to; nil where transistors are built otherwise.
    public var fin: FinGeometry? {
        if case .fittedFins(let fin) = transistors { fin } else { nil }
    }

    /// Whether drawn widths are fitted to fins.
    public var isFinFET: Bool { fin != nil }
}
