// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology

/// The 65 nm node, of planar transistors.
extension ProcessNode {
    static let node65 = ProcessNode(
        nanometers: 65,
        highPerformance: .fast65.with(
            gateLength: gateLength,
            flash: flash(.multilevel(.fast65, decadeRate: DeviceTable.fast65.converters.decadeRate))),
        lowStandbyPower: .frugal65.with(gateLength: gateLength, flash: flash(.perComparator(comparatorPower))),
        wire: WireTable(
            nanometers: 105, aspectRatio: .ratio(1.7, .wires), resistivity: .ohmMeters(2.21e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(105, .wires)),
        arrays: ArrayTable(
            readVoltage: .volts(0.55, .converters), sramCellHeight: .featureSizes(10, .arrays),
            sramCellWidth: .featureSizes(28, .arrays), rowWireWidth: .nanometers(105, .wires),
            barrierThickness: .nanometers(7, .wires),
            periphery: PeripheryTable(
                multiplexerDriver: .ratio(1, .arrays), wordlinePassGate: .ratio(6, .arrays),
                passGateResistance: .ratio(0.1, .arrays), wordlineRepeaters: .ratio(0, .arrays),
                wordlineRepeaterWidth: .ratio(0, .arrays))))
}

/// The physical length of a gate.
private let gateLength = Figure<Meter>.nanometers(35, .ptm)

/// Flash converters of which those that sense a current draw this power.
private func flash(_ currentPower: FlashPower) -> FlashCurves {
    FlashCurves(
        readVoltage: 0.55, current: FlashSensing(power: currentPower, delay: currentDelay),
        voltage: FlashSensing(power: .negligible, delay: voltageDelay), source: .converters)
}

/// The power of a comparator that senses a current, of low standby power [W].
private let comparatorPower = ResistanceCurve(
    [
        .init(below: 4832, over: .resistance, slope: -6.08647e-12, offset: 4.82814e-7),
        .init(below: 379269, over: .logarithm, slope: -8.03449e-8, offset: 1.16437e-6),
    ], last: .init(over: .logarithm, slope: -6.01171e-8, offset: 8.9355e-7))

/// The delay of a comparator that senses a current.
private let currentDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [.init(below: 4832, over: .logarithm, slope: -8.11436e-11, offset: 2.2554e-9)],
        last: .init(over: .resistance, slope: 2.12366e-14, offset: 2.14339e-9)), loadCapacitance: 13.3e-15,
    threshold: 4830, fittedResistance: 100000, addedDelay: 1.2e-9)

/// The delay of a comparator that senses a voltage.
private let voltageDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [
            .init(below: 1210, over: .logarithm, slope: -1.15612e-10, offset: 2.08218e-9),
            .init(below: 3161, over: .logarithm, slope: -1.00285e-11, offset: 1.35472e-9),
        ], last: .init(over: .resistance, slope: 2.03232e-14, offset: 1.61564e-9)), loadCapacitance: 13.3e-15,
    threshold: 4830, fittedResistance: 100000, addedDelay: 1.3e-9)
