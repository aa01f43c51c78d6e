// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology

/// The 130 nm node, of planar transistors.
extension ProcessNode {
    static let node130 = ProcessNode(
        nanometers: 130,
        highPerformance: .fast130.with(
            gateLength: gateLength,
            flash: flash(.multilevel(.fast130, decadeRate: DeviceTable.fast130.converters.decadeRate))),
        lowStandbyPower: .frugal130.with(gateLength: gateLength, flash: flash(.perComparator(comparatorPower))),
        wire: WireTable(
            nanometers: 175, aspectRatio: .ratio(1.6, .wires), resistivity: .ohmMeters(2.01e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(175, .wires)),
        arrays: ArrayTable(
            readVoltage: .volts(0.58, .converters), sramCellHeight: .featureSizes(10, .arrays),
            sramCellWidth: .featureSizes(28, .arrays), rowWireWidth: .nanometers(175, .wires),
            barrierThickness: .nanometers(10, .wires),
            periphery: PeripheryTable(
                multiplexerDriver: .ratio(1, .arrays), wordlinePassGate: .ratio(6, .arrays),
                passGateResistance: .ratio(0.1, .arrays), wordlineRepeaters: .ratio(0, .arrays),
                wordlineRepeaterWidth: .ratio(0, .arrays))))
}

/// The physical length of a gate.
private let gateLength = Figure<Meter>.nanometers(75, .ptm)

/// Flash converters of which those that sense a current draw this power.
private func flash(_ currentPower: FlashPower) -> FlashCurves {
    FlashCurves(
        readVoltage: 0.58, current: FlashSensing(power: currentPower, delay: currentDelay),
        voltage: FlashSensing(power: .negligible, delay: voltageDelay), source: .converters)
}

/// The power of a comparator that senses a current, of low standby power [W].
private let comparatorPower = ResistanceCurve(
    [
        .init(below: 4832, over: .resistance, slope: -4.12599e-11, offset: 1.48536e-6),
        .init(below: 379269, over: .logarithm, slope: -2.6617e-7, offset: 3.56576e-6),
    ], last: .init(over: .logarithm, slope: -1.25872e-7, offset: 1.81453e-6))

/// The delay of a comparator that senses a current.
private let currentDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [.init(below: 1832, over: .logarithm, slope: -1.18573e-10, offset: 2.54175e-9)],
        last: .init(over: .resistance, slope: 3.78659e-14, offset: 2.60629e-9)), loadCapacitance: 26.62e-15,
    threshold: 1950, fittedResistance: 100000, addedDelay: 2.0e-9)

/// The delay of a comparator that senses a voltage.
private let voltageDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [.init(below: 1832, over: .logarithm, slope: -1.6656e-10, offset: 2.86608e-9)],
        last: .init(over: .resistance, slope: 3.36654e-14, offset: 2.33047e-9)), loadCapacitance: 26.62e-15,
    threshold: 1950, fittedResistance: 100000, addedDelay: 2.12e-9)
