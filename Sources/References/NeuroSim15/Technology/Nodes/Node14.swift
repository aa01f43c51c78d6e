// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology

/// The 14 nm node, of FinFETs in standard cells.
extension ProcessNode {
    static let node14 = ProcessNode(
        nanometers: 14, highPerformance: nil,
        lowStandbyPower: DeviceTable(
            transistors: transistors, converters: DeviceTable.frugal14.converters.with(flash: .curves(flash))),
        wire: WireTable(
            nanometers: 32, aspectRatio: .ratio(2, .wires), resistivity: .ohmMeters(3.25e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(32, .wires)),
        arrays: ArrayTable(
            readVoltage: .volts(0.277, .converters), sramCellHeight: .featureSizes(10.6, .cellSizes),
            sramCellWidth: .featureSizes(30.8, .cellSizes), rowWireWidth: .nanometers(39, .wires),
            barrierThickness: .nanometers(2.5, .wires),
            periphery: PeripheryTable(
                multiplexerDriver: .ratio(130, .arrays), wordlinePassGate: .ratio(6, .arrays),
                passGateResistance: .ratio(0.2, .arrays), wordlineRepeaters: .ratio(0, .arrays),
                wordlineRepeaterWidth: .ratio(0, .arrays))))
}

/// Low-standby-power transistors.
private let transistors = TransistorTable(
    card: "IRDS 2016, 14 nm", supplyVoltage: .volts(0.8, .irds2016), thresholdVoltage: .volts(0.1, .devices),
    gateLength: .nanometers(26, .irds2016), resistanceMultiplier: .ratio(2.09, .devices), structure: .cells(cells),
    temperatures: 300...300,
    onCurrent: PolarityPair(nmos: .amperesPerMeter([595.045], .devices), pmos: .amperesPerMeter([595.045], .devices)),
    offCurrent: PolarityPair(nmos: .amperesPerMeter([1e-4], .devices), pmos: .amperesPerMeter([1.023333e-4], .devices)))

/// Standard cells.
private let cells = StandardCellTable(
    device: .fin(thickness: .nanometers(8, .irds2016), channelWidth: .nanometers(92, .irds2016)),
    pitch: .nanometers(48, .irds2016), devicesPerSide: .ratio(4, .irds2016),
    gateCapacitance: .farads(103.816e-18, .devices), drainCapacitance: .farads(24.99e-18, .devices),
    junctionCapacitance: .faradsPerSquareMeter(0.0120, .devices), transconductance: .siemensPerMeter(1415.34, .devices),
    transconductanceWidth: .nanometers(92, .devices),
    layout: CellLayoutTable(
        height: .featureSizes(41.142, .publishedCells), gatePitch: .featureSizes(5.571, .publishedCells),
        gateWidth: .featureSizes(1.857, .irds2016), diffusionGap: .featureSizes(9.71, .cells),
        outerRegion: .featureSizes(10.285, .cells), metalPitch: .featureSizes(4.57, .cells),
        relaxedGatePitch: .featureSizes(5.3, .cells)))

/// Flash converters.
private let flash = FlashCurves(
    readVoltage: 0.277, current: FlashSensing(power: .perComparator(comparatorPower), delay: currentDelay),
    voltage: FlashSensing(power: .negligible, delay: voltageDelay), source: .converters)

/// The power of a comparator that senses a current [W].
private let comparatorPower = ResistanceCurve(
    [.init(below: 7847, over: .resistance, slope: -3.11213e-13, offset: 5.34821e-8)],
    last: .init(over: .logarithm, slope: -9.64978e-9, offset: 1.44527e-7))

/// The delay of a comparator that senses a current.
private let currentDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [
            .init(below: 812, over: .logarithm, slope: -7.01209e-11, offset: 1.21771e-9),
            .init(below: 2962, over: .logarithm, slope: -2.11644e-11, offset: 8.96216e-10),
        ], last: .init(over: .resistance, slope: 6.18337e-15, offset: 8.17633e-10)), loadCapacitance: 2.86e-15,
    threshold: 12700, fittedResistance: 100000, addedDelay: 0.29e-9)

/// The delay of a comparator that senses a voltage.
private let voltageDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [
            .init(below: 695, over: .logarithm, slope: -1.17191e-10, offset: 1.51724e-9),
            .init(below: 1832, over: .logarithm, slope: -3.56669e-11, offset: 1.00049e-9),
        ], last: .init(over: .resistance, slope: 5.484e-15, offset: 7.4812e-10)), loadCapacitance: 2.86e-15,
    threshold: 12700, fittedResistance: 100000, addedDelay: 0.34e-9)
