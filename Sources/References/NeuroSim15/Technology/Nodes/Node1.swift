// SPDX-License-Identifier: Apache-2.0

import Technology

/// The 1 nm node, of nanosheets in standard cells.
extension ProcessNode {
    static let node1 = ProcessNode(
        nanometers: 1, highPerformance: nil,
        lowStandbyPower: DeviceTable(
            transistors: transistors,
            converters: ConverterTable(
                decadeRate: .ratio(2.303, .converters), coupling: .watts(0.0288, .converters),
                successiveApproximationBit: .watts(0.0101e-6, .converters),
                successiveApproximationBase: .watts(0.0843e-6, .converters), flash: .curves(flash))),
        wire: WireTable(
            nanometers: 8, aspectRatio: .ratio(3, .wires), resistivity: .ohmMeters(7.87e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(8, .wires)),
        arrays: ArrayTable(
            readVoltage: .volts(0.272, .converters), sramCellHeight: .featureSizes(80, .cellSizes),
            sramCellWidth: .featureSizes(144, .cellSizes), rowWireWidth: .nanometers(10, .wires),
            barrierThickness: .nanometers(0.2, .wires),
            periphery: PeripheryTable(
                multiplexerDriver: .ratio(30, .arrays), wordlinePassGate: .ratio(6, .arrays),
                passGateResistance: .ratio(0.1, .arrays), wordlineRepeaters: .ratio(3, .arrays),
                wordlineRepeaterWidth: .ratio(3, .arrays))))
}

/// Low-standby-power transistors.
private let transistors = TransistorTable(
    card: "IRDS 2022, 1 nm", supplyVoltage: .volts(0.6, .irds2022), thresholdVoltage: .volts(0.1, .devices),
    gateLength: .nanometers(12, .irds2022), resistanceMultiplier: .ratio(2.05, .devices), structure: .cells(cells),
    temperatures: 300...300,
    onCurrent: PolarityPair(nmos: .amperesPerMeter([460.979], .devices), pmos: .amperesPerMeter([460.979], .devices)),
    offCurrent: PolarityPair(
        nmos: .amperesPerMeter([1.69e-4], .devices), pmos: .amperesPerMeter([1.009536e-4], .devices)))

/// Standard cells.
private let cells = StandardCellTable(
    device: .sheets(
        count: .ratio(4, .irds2022), width: .nanometers(10, .irds2022), thickness: .nanometers(6, .irds2022)),
    pitch: .nanometers(24, .irds2022), devicesPerSide: .ratio(1, .irds2022),
    gateCapacitance: .farads(66.94e-18, .devices), drainCapacitance: .farads(14.09e-18, .devices),
    junctionCapacitance: .faradsPerSquareMeter(0.0102, .devices), transconductance: .siemensPerMeter(2401.75, .devices),
    transconductanceWidth: .nanometers(128, .devices),
    layout: CellLayoutTable(
        height: .featureSizes(80, .irds2022), gatePitch: .featureSizes(40, .irds2022),
        gateWidth: .featureSizes(12, .irds2022), diffusionGap: .featureSizes(15, .irds2022),
        outerRegion: .featureSizes(40, .irds2022), metalPitch: .featureSizes(16, .cells)),
    cutSheets: CutSheetTable(
        inverter: .init(
            gate: .ratio(10.5 / 16, .cutSheets), nmosDrain: .ratio(4.5 / 10, .cutSheets),
            pmosDrain: .ratio(4.5 / 10, .cutSheets)),
        nand: .init(
            gate: .ratio(1, .cutSheets), nmosDrain: .ratio(23.0 / 15, .cutSheets),
            pmosDrain: .ratio(7.0 / 15, .cutSheets)), nandResistance: .ratio(3.0 / 2, .cutSheets)))

/// Flash converters.
private let flash = FlashCurves(
    readVoltage: 0.272, current: FlashSensing(power: .perComparator(comparatorPower), delay: currentDelay),
    voltage: FlashSensing(power: .negligible, delay: voltageDelay), source: .converters)

/// The power of a comparator that senses a current [W].
private let comparatorPower = ResistanceCurve(
    [.init(below: 20691, over: .resistance, slope: -1.68865e-13, offset: 3.80513e-8)],
    last: .init(over: .logarithm, slope: -6.64737e-9, offset: 1.02221e-7))

/// The delay of a comparator that senses a current.
private let currentDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [
            .init(below: 4832, over: .logarithm, slope: -3.81168e-11, offset: 8.78701e-10),
            .init(below: 12742, over: .logarithm, slope: -2.01799e-11, offset: 7.25185e-10),
        ], last: .init(over: .resistance, slope: 1.19486e-15, offset: 5.35253e-10)), loadCapacitance: 0.2e-15,
    threshold: 20060, fittedResistance: 100000, addedDelay: 0.013e-9)

/// The delay of a comparator that senses a voltage.
private let voltageDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [
            .init(below: 5107, over: .logarithm, slope: -6.09403e-11, offset: 1.06251e-9),
            .init(below: 34798.92, over: .logarithm, slope: -4.20915e-11, offset: 8.98944e-10),
        ], last: .init(over: .resistance, slope: 5.44698e-16, offset: 4.38466e-10)), loadCapacitance: 0.2e-15,
    threshold: 60900, fittedResistance: 500000, addedDelay: 0.11e-9)
