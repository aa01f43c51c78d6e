// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology

/// The 7 nm node, of FinFETs in standard cells.
extension ProcessNode {
    static let node7 = ProcessNode(
        nanometers: 7, highPerformance: nil,
        lowStandbyPower: DeviceTable(
            transistors: transistors, converters: DeviceTable.frugal7.converters.with(flash: .curves(flash))),
        wire: WireTable(
            nanometers: 20, aspectRatio: .ratio(2, .wires), resistivity: .ohmMeters(4.17e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(20, .wires)),
        arrays: ArrayTable(
            readVoltage: .volts(0.264, .converters), sramCellHeight: .featureSizes(16, .cellSizes),
            sramCellWidth: .featureSizes(34.43, .cellSizes), rowWireWidth: .nanometers(28.5, .wires),
            barrierThickness: .nanometers(2, .wires),
            periphery: PeripheryTable(
                multiplexerDriver: .ratio(60, .arrays), wordlinePassGate: .ratio(6, .arrays),
                passGateResistance: .ratio(0.2, .arrays), wordlineRepeaters: .ratio(0, .arrays),
                wordlineRepeaterWidth: .ratio(0, .arrays))))
}

/// Low-standby-power transistors.
private let transistors = TransistorTable(
    card: "IRDS 2017, 7 nm", supplyVoltage: .volts(0.7, .irds2017), thresholdVoltage: .volts(0.1, .devices),
    gateLength: .nanometers(22, .irds2017), resistanceMultiplier: .ratio(2.05, .devices), structure: .cells(cells),
    temperatures: 300...300,
    onCurrent: PolarityPair(nmos: .amperesPerMeter([562.048], .devices), pmos: .amperesPerMeter([562.048], .devices)),
    offCurrent: PolarityPair(
        nmos: .amperesPerMeter([1.47e-4], .devices), pmos: .amperesPerMeter([1.009536e-4], .devices)))

/// Standard cells.
private let cells = StandardCellTable(
    device: .fin(thickness: .nanometers(7, .irds2017), channelWidth: .nanometers(107, .irds2017)),
    pitch: .nanometers(30, .irds2017), devicesPerSide: .ratio(2, .irds2017),
    gateCapacitance: .farads(100.497e-18, .devices), drainCapacitance: .farads(22.24e-18, .devices),
    junctionCapacitance: .faradsPerSquareMeter(0.0137, .devices), transconductance: .siemensPerMeter(1785.37, .devices),
    transconductanceWidth: .nanometers(107, .devices),
    layout: CellLayoutTable(
        height: .featureSizes(34.285, .publishedCells), gatePitch: .featureSizes(8.1428, .publishedCells),
        gateWidth: .featureSizes(3.14, .irds2018), diffusionGap: .featureSizes(11.85, .cells),
        outerRegion: .featureSizes(12.28, .cells), metalPitch: .featureSizes(5.71, .cells)))

/// Flash converters.
private let flash = FlashCurves(
    readVoltage: 0.264, current: FlashSensing(power: .perComparator(comparatorPower), delay: currentDelay),
    voltage: FlashSensing(power: .negligible, delay: voltageDelay), source: .converters)

/// The power of a comparator that senses a current [W].
private let comparatorPower = ResistanceCurve(
    [.init(below: 20691, over: .resistance, slope: -2.62089e-13, offset: 4.7357e-8)],
    last: .init(over: .logarithm, slope: -8.49198e-9, offset: 1.27848e-7))

/// The delay of a comparator that senses a current.
private let currentDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [.init(below: 4832, over: .logarithm, slope: -4.67061e-11, offset: 1.03708e-9)],
        last: .init(over: .resistance, slope: 3.72084e-15, offset: 7.02172e-10)), loadCapacitance: 1.43e-15,
    threshold: 12700, fittedResistance: 100000, addedDelay: 0.13e-9)

/// The delay of a comparator that senses a voltage.
private let voltageDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [
            .init(below: 1956, over: .logarithm, slope: -9.29209e-11, offset: 1.36675e-9),
            .init(below: 8251, over: .logarithm, slope: -2.32202e-11, offset: 8.55312e-10),
        ], last: .init(over: .resistance, slope: 2.96941e-15, offset: 6.3388e-10)), loadCapacitance: 1.43e-15,
    threshold: 12700, fittedResistance: 100000, addedDelay: 0.17e-9)
