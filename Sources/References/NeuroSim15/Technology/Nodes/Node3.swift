// SPDX-License-Identifier: Apache-2.0

import Technology

/// The 3 nm node, of FinFETs in standard cells.
extension ProcessNode {
    static let node3 = ProcessNode(
        nanometers: 3, highPerformance: nil,
        lowStandbyPower: DeviceTable(
            transistors: transistors,
            converters: ConverterTable(
                decadeRate: .ratio(2.303, .converters), coupling: .watts(0.0388, .converters),
                successiveApproximationBit: .watts(0.0333e-6, .converters),
                successiveApproximationBase: .watts(0.2849e-6, .converters), flash: .curves(flash))),
        wire: WireTable(
            nanometers: 12, aspectRatio: .ratio(2, .wires), resistivity: .ohmMeters(5.8e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(12, .wires)),
        arrays: ArrayTable(
            readVoltage: .volts(0.248, .converters), sramCellHeight: .featureSizes(30, .cellSizes),
            sramCellWidth: .featureSizes(68.26, .cellSizes), rowWireWidth: .nanometers(16, .wires),
            barrierThickness: .nanometers(1.5, .wires),
            periphery: PeripheryTable(
                multiplexerDriver: .ratio(25, .arrays), wordlinePassGate: .ratio(6, .arrays),
                passGateResistance: .ratio(0.03, .arrays), wordlineRepeaters: .ratio(0, .arrays),
                wordlineRepeaterWidth: .ratio(0, .arrays))))
}

/// Low-standby-power transistors.
private let transistors = TransistorTable(
    card: "IRDS 2022, 3 nm", supplyVoltage: .volts(0.7, .irds2022), thresholdVoltage: .volts(0.1, .devices),
    gateLength: .nanometers(18, .irds2022), resistanceMultiplier: .ratio(2.14, .devices), structure: .cells(cells),
    temperatures: 300...300,
    onCurrent: PolarityPair(nmos: .amperesPerMeter([641.463], .devices), pmos: .amperesPerMeter([641.463], .devices)),
    offCurrent: PolarityPair(
        nmos: .amperesPerMeter([1.58e-4], .devices), pmos: .amperesPerMeter([1.009536e-4], .devices)))

/// Standard cells.
///
/// The transconductance counts the thickness of a fin only.
private let cells = StandardCellTable(
    device: .fin(thickness: .nanometers(5, .irds2022), channelWidth: .nanometers(101, .irds2022)),
    pitch: .nanometers(24, .irds2022), devicesPerSide: .ratio(2, .irds2022),
    gateCapacitance: .farads(72.572e-18, .devices), drainCapacitance: .farads(17.91e-18, .devices),
    junctionCapacitance: .faradsPerSquareMeter(0.0128, .devices), transconductance: .siemensPerMeter(2018.04, .devices),
    transconductanceWidth: .nanometers(5, .devices),
    layout: CellLayoutTable(
        height: .featureSizes(48, .irds2022), gatePitch: .featureSizes(16, .irds2022),
        gateWidth: .featureSizes(6, .irds2022), diffusionGap: .featureSizes(15, .irds2022),
        outerRegion: .featureSizes(12.666, .irds2022), metalPitch: .featureSizes(8, .cells)))

/// Flash converters.
private let flash = FlashCurves(
    readVoltage: 0.248, current: FlashSensing(power: .perComparator(comparatorPower), delay: currentDelay),
    voltage: FlashSensing(power: .negligible, delay: voltageDelay), source: .converters)

/// The power of a comparator that senses a current [W].
private let comparatorPower = ResistanceCurve(
    [.init(below: 20691, over: .resistance, slope: -1.17664e-13, offset: 2.96368e-8)],
    last: .init(over: .logarithm, slope: -5.09202e-9, offset: 7.91852e-8))

/// The delay of a comparator that senses a current.
private let currentDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [
            .init(below: 4832, over: .logarithm, slope: -3.62939e-11, offset: 9.04595e-10),
            .init(below: 7847, over: .logarithm, slope: -8.05167e-12, offset: 6.69134e-10),
        ], last: .init(over: .resistance, slope: 2.02367e-15, offset: 6.04792e-10)), loadCapacitance: 0.61e-15,
    threshold: 12700, fittedResistance: 100000, addedDelay: 0.05e-9)

/// The delay of a comparator that senses a voltage.
private let voltageDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [
            .init(below: 20691.38, over: .logarithm, slope: -4.80094e-11, offset: 1.02891e-9),
            .init(below: 33598.18, over: .logarithm, slope: 1.46916e-11, offset: 4.37023e-10),
        ], last: .init(over: .resistance, slope: 1.39879e-15, offset: 5.42026e-10)), loadCapacitance: 0.61e-15,
    threshold: 49600, fittedResistance: 500000, addedDelay: 0.34e-9)
