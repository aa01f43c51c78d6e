// SPDX-License-Identifier: Apache-2.0

import Technology

/// The 5 nm node, of FinFETs in standard cells.
extension ProcessNode {
    static let node5 = ProcessNode(
        nanometers: 5, highPerformance: nil,
        lowStandbyPower: DeviceTable(
            transistors: transistors,
            converters: ConverterTable(
                decadeRate: .ratio(2.303, .converters), coupling: .watts(0.0388, .converters),
                successiveApproximationBit: .watts(0.0645e-6, .converters),
                successiveApproximationBase: .watts(0.5511e-6, .converters), flash: .curves(flash))),
        wire: WireTable(
            nanometers: 15, aspectRatio: .ratio(2, .wires), resistivity: .ohmMeters(4.98e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(15, .wires)),
        arrays: ArrayTable(
            readVoltage: .volts(0.253, .converters), sramCellHeight: .featureSizes(19.2, .cellSizes),
            sramCellWidth: .featureSizes(43.75, .cellSizes), rowWireWidth: .nanometers(17, .wires),
            barrierThickness: .nanometers(2, .wires),
            periphery: PeripheryTable(
                multiplexerDriver: .ratio(50, .arrays), wordlinePassGate: .ratio(6, .arrays),
                passGateResistance: .ratio(0.06, .arrays), wordlineRepeaters: .ratio(0, .arrays),
                wordlineRepeaterWidth: .ratio(0, .arrays))))
}

/// Low-standby-power transistors.
private let transistors = TransistorTable(
    card: "IRDS 2021, 5 nm", supplyVoltage: .volts(0.7, .irds2021), thresholdVoltage: .volts(0.1, .devices),
    gateLength: .nanometers(20, .irds2021), resistanceMultiplier: .ratio(2.1, .devices), structure: .cells(cells),
    temperatures: 300...300,
    onCurrent: PolarityPair(nmos: .amperesPerMeter([578.494], .devices), pmos: .amperesPerMeter([578.494], .devices)),
    offCurrent: PolarityPair(
        nmos: .amperesPerMeter([1.38e-4], .devices), pmos: .amperesPerMeter([1.009536e-4], .devices)))

/// Standard cells.
///
/// The transconductance counts the thickness of a fin only.
private let cells = StandardCellTable(
    device: .fin(thickness: .nanometers(6, .irds2021), channelWidth: .nanometers(106, .irds2021)),
    pitch: .nanometers(28, .irds2021), devicesPerSide: .ratio(2, .irds2021),
    gateCapacitance: .farads(81.859e-18, .devices), drainCapacitance: .farads(20.76e-18, .devices),
    junctionCapacitance: .faradsPerSquareMeter(0.0119, .devices), transconductance: .siemensPerMeter(1820.9, .devices),
    transconductanceWidth: .nanometers(6, .devices),
    layout: CellLayoutTable(
        height: .featureSizes(36, .irds2021), gatePitch: .featureSizes(10.2, .irds2021),
        gateWidth: .featureSizes(4, .irds2021), diffusionGap: .featureSizes(12.8, .irds2021),
        outerRegion: .featureSizes(19.4, .irds2021), metalPitch: .featureSizes(6, .cells)))

/// Flash converters.
private let flash = FlashCurves(
    readVoltage: 0.253, current: FlashSensing(power: .perComparator(comparatorPower), delay: currentDelay),
    voltage: FlashSensing(power: .negligible, delay: voltageDelay), source: .converters)

/// The power of a comparator that senses a current [W].
private let comparatorPower = ResistanceCurve(
    [.init(below: 20691, over: .resistance, slope: -1.4179e-13, offset: 3.31434e-8)],
    last: .init(over: .logarithm, slope: -5.76552e-9, offset: 8.89536e-8))

/// The delay of a comparator that senses a current.
private let currentDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [
            .init(below: 4832, over: .logarithm, slope: -4.33009e-11, offset: 9.79525e-10),
            .init(below: 7847, over: .logarithm, slope: -3.15954e-12, offset: 6.53005e-10),
        ], last: .init(over: .resistance, slope: 2.77641e-15, offset: 6.46706e-10)), loadCapacitance: 1.02e-15,
    threshold: 12700, fittedResistance: 100000, addedDelay: 0.09e-9)

/// The delay of a comparator that senses a voltage.
private let voltageDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [
            .init(below: 20691.38, over: .logarithm, slope: -3.58902e-11, offset: 9.45003e-10),
            .init(below: 33598.18, over: .logarithm, slope: 4.1847e-11, offset: 2.03225e-10),
        ], last: .init(over: .resistance, slope: 2.17318e-15, offset: 5.90032e-10)), loadCapacitance: 1.02e-15,
    threshold: 12700, fittedResistance: 100000, addedDelay: 0.12e-9)
