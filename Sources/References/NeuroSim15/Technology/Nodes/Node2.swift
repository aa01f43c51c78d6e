// SPDX-License-Identifier: Apache-2.0

import Technology

/// The 2 nm node, of nanosheets in standard cells.
extension ProcessNode {
    static let node2 = ProcessNode(
        nanometers: 2, highPerformance: nil,
        lowStandbyPower: DeviceTable(
            transistors: transistors,
            converters: ConverterTable(
                decadeRate: .ratio(2.303, .converters), coupling: .watts(0.0313, .converters),
                successiveApproximationBit: .watts(0.0207e-6, .converters),
                successiveApproximationBase: .watts(0.1764e-6, .converters), flash: .curves(flash))),
        wire: WireTable(
            nanometers: 10, aspectRatio: .ratio(2, .wires), resistivity: .ohmMeters(6.61e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        branchWire: WireTable(
            nanometers: 10, aspectRatio: .ratio(3, .wires), resistivity: .ohmMeters(6.65e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(10, .wires)),
        arrays: ArrayTable(
            readVoltage: .volts(0.28, .converters), sramCellHeight: .featureSizes(42, .cellSizes),
            sramCellWidth: .featureSizes(120, .cellSizes), rowWireWidth: .nanometers(11.5, .wires),
            barrierThickness: .nanometers(0.5, .wires),
            periphery: PeripheryTable(
                multiplexerDriver: .ratio(25, .arrays), wordlinePassGate: .ratio(6, .arrays),
                passGateResistance: .ratio(0.1, .arrays), wordlineRepeaters: .ratio(3, .arrays),
                wordlineRepeaterWidth: .ratio(3, .arrays))))
}

/// Low-standby-power transistors.
private let transistors = TransistorTable(
    card: "IRDS 2022, 2 nm", supplyVoltage: .volts(0.65, .irds2022), thresholdVoltage: .volts(0.1, .devices),
    gateLength: .nanometers(14, .irds2022), resistanceMultiplier: .ratio(1.98, .devices), structure: .cells(cells),
    temperatures: 300...300,
    onCurrent: PolarityPair(nmos: .amperesPerMeter([526.868], .devices), pmos: .amperesPerMeter([526.868], .devices)),
    offCurrent: PolarityPair(
        nmos: .amperesPerMeter([7.33e-5], .devices), pmos: .amperesPerMeter([1.009536e-4], .devices)))

/// Standard cells.
private let cells = StandardCellTable(
    device: .sheets(
        count: .ratio(3, .irds2022), width: .nanometers(15, .irds2022), thickness: .nanometers(6, .irds2022)),
    pitch: .nanometers(26, .irds2022), devicesPerSide: .ratio(1, .irds2022),
    gateCapacitance: .farads(79.74e-18, .devices), drainCapacitance: .farads(15.43e-18, .devices),
    junctionCapacitance: .faradsPerSquareMeter(0.0091, .devices), transconductance: .siemensPerMeter(1968.85, .devices),
    transconductanceWidth: .nanometers(126, .devices),
    layout: CellLayoutTable(
        height: .featureSizes(57, .irds2022), gatePitch: .featureSizes(22.5, .irds2022),
        gateWidth: .featureSizes(7, .irds2022), diffusionGap: .featureSizes(20, .irds2022),
        outerRegion: .featureSizes(22, .irds2022), metalPitch: .featureSizes(10, .cells)),
    cutSheets: CutSheetTable(
        inverter: .init(
            gate: .ratio(1.0 / 2, .cutSheets), nmosDrain: .ratio(4.5 / 15, .cutSheets),
            pmosDrain: .ratio(4.5 / 15, .cutSheets)),
        nand: .init(
            gate: .ratio(1, .cutSheets), nmosDrain: .ratio(22.0 / 15, .cutSheets),
            pmosDrain: .ratio(8.0 / 15, .cutSheets)), nandResistance: .ratio(3.0 / 2, .cutSheets)))

/// Flash converters.
private let flash = FlashCurves(
    readVoltage: 0.28, current: FlashSensing(power: .perComparator(comparatorPower), delay: currentDelay),
    voltage: FlashSensing(power: .negligible, delay: voltageDelay), source: .converters)

/// The power of a comparator that senses a current [W].
private let comparatorPower = ResistanceCurve(
    [.init(below: 20691, over: .resistance, slope: -2.01487e-13, offset: 4.21066e-8)],
    last: .init(over: .logarithm, slope: -7.43005e-9, offset: 1.13414e-7))

/// The delay of a comparator that senses a current.
private let currentDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [
            .init(below: 4832, over: .logarithm, slope: -3.70119e-11, offset: 8.91946e-10),
            .init(below: 12742, over: .logarithm, slope: -7.45304e-12, offset: 6.42667e-10),
        ], last: .init(over: .resistance, slope: 1.74295e-15, offset: 5.82625e-10)), loadCapacitance: 0.4e-15,
    threshold: 20060, fittedResistance: 100000, addedDelay: 0.034e-9)

/// The delay of a comparator that senses a voltage.
private let voltageDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [
            .init(below: 3161.018, over: .logarithm, slope: -1.44146e-10, offset: 1.72384e-9),
            .init(below: 34798.92, over: .logarithm, slope: -3.01414e-11, offset: 8.19483e-10),
        ], last: .init(over: .resistance, slope: 6.80209e-16, offset: 4.60774e-10)), loadCapacitance: 0.4e-15,
    threshold: 49600, fittedResistance: 500000, addedDelay: 0.23e-9)
