// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology

/// The 10 nm node, of FinFETs in standard cells.
extension ProcessNode {
    static let node10 = ProcessNode(
        nanometers: 10, highPerformance: nil,
        lowStandbyPower: DeviceTable(
            transistors: transistors, converters: DeviceTable.frugal10.converters.with(flash: .curves(flash))),
        wire: WireTable(
            nanometers: 22, aspectRatio: .ratio(2, .wires), resistivity: .ohmMeters(3.95e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(22, .wires)),
        arrays: ArrayTable(
            readVoltage: .volts(0.28, .converters), sramCellHeight: .featureSizes(12.8, .cellSizes),
            sramCellWidth: .featureSizes(31.25, .cellSizes), rowWireWidth: .nanometers(32, .wires),
            barrierThickness: .nanometers(2, .wires),
            periphery: PeripheryTable(
                multiplexerDriver: .ratio(80, .arrays), wordlinePassGate: .ratio(6, .arrays),
                passGateResistance: .ratio(0.2, .arrays), wordlineRepeaters: .ratio(0, .arrays),
                wordlineRepeaterWidth: .ratio(0, .arrays))))
}

/// Low-standby-power transistors.
private let transistors = TransistorTable(
    card: "IRDS 2017, 10 nm", supplyVoltage: .volts(0.75, .irds2017), thresholdVoltage: .volts(0.1, .devices),
    gateLength: .nanometers(22, .irds2017), resistanceMultiplier: .ratio(2.09, .devices), structure: .cells(cells),
    temperatures: 300...300,
    onCurrent: PolarityPair(nmos: .amperesPerMeter([599.237], .devices), pmos: .amperesPerMeter([599.237], .devices)),
    offCurrent: PolarityPair(
        nmos: .amperesPerMeter([1.27e-4], .devices), pmos: .amperesPerMeter([1.005839e-4], .devices)))

/// Standard cells.
private let cells = StandardCellTable(
    device: .fin(thickness: .nanometers(8, .irds2017), channelWidth: .nanometers(98, .irds2017)),
    pitch: .nanometers(36, .irds2017), devicesPerSide: .ratio(3, .irds2017),
    gateCapacitance: .farads(97.549e-18, .devices), drainCapacitance: .farads(26.68e-18, .devices),
    junctionCapacitance: .faradsPerSquareMeter(0.0134, .devices), transconductance: .siemensPerMeter(1803.5, .devices),
    transconductanceWidth: .nanometers(98, .devices),
    layout: CellLayoutTable(
        height: .featureSizes(33, .publishedCells), gatePitch: .featureSizes(6.4, .publishedCells),
        gateWidth: .featureSizes(2.2, .irds2017), diffusionGap: .featureSizes(10, .cells),
        outerRegion: .featureSizes(8.2, .cells), metalPitch: .featureSizes(4.4, .cells)))

/// Flash converters.
private let flash = FlashCurves(
    readVoltage: 0.28, current: FlashSensing(power: .perComparator(comparatorPower), delay: currentDelay),
    voltage: FlashSensing(power: .negligible, delay: voltageDelay), source: .converters)

/// The power of a comparator that senses a current [W].
private let comparatorPower = ResistanceCurve(
    [.init(below: 20691, over: .resistance, slope: -3.27225e-13, offset: 5.54082e-8)],
    last: .init(over: .logarithm, slope: -9.99199e-9, offset: 1.49539e-7))

/// The delay of a comparator that senses a current.
private let currentDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [
            .init(below: 1128, over: .logarithm, slope: -7.20238e-11, offset: 1.18578e-9),
            .init(below: 4832, over: .logarithm, slope: -1.81368e-11, offset: 8.16065e-10),
        ], last: .init(over: .resistance, slope: 4.72185e-15, offset: 7.28474e-10)), loadCapacitance: 2.04e-15,
    threshold: 12700, fittedResistance: 100000, addedDelay: 0.27e-9)

/// The delay of a comparator that senses a voltage.
private let voltageDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [
            .init(below: 2976, over: .logarithm, slope: -5.88954e-11, offset: 1.12213e-9),
            .init(below: 7847, over: .logarithm, slope: -1.03546e-11, offset: 7.46313e-10),
        ], last: .init(over: .resistance, slope: 4.02595e-15, offset: 6.64175e-10)), loadCapacitance: 2.04e-15,
    threshold: 12700, fittedResistance: 100000, addedDelay: 0.24e-9)
