// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology

/// The 45 nm node, of planar transistors.
extension ProcessNode {
    static let node45 = ProcessNode(
        nanometers: 45,
        highPerformance: .fast45.with(
            gateLength: gateLength,
            flash: flash(.multilevel(.fast45, decadeRate: DeviceTable.fast45.converters.decadeRate))),
        lowStandbyPower: .frugal45.with(gateLength: gateLength, flash: flash(.perComparator(comparatorPower))),
        wire: WireTable(
            nanometers: 80, aspectRatio: .ratio(1.7, .wires), resistivity: .ohmMeters(2.37e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(80, .wires)),
        arrays: ArrayTable(
            readVoltage: .volts(0.51, .converters), sramCellHeight: .featureSizes(10, .arrays),
            sramCellWidth: .featureSizes(28, .arrays), rowWireWidth: .nanometers(80, .wires),
            barrierThickness: .nanometers(5, .wires),
            periphery: PeripheryTable(
                multiplexerDriver: .ratio(1, .arrays), wordlinePassGate: .ratio(6, .arrays),
                passGateResistance: .ratio(0.1, .arrays), wordlineRepeaters: .ratio(0, .arrays),
                wordlineRepeaterWidth: .ratio(0, .arrays))))
}

/// The physical length of a gate.
private let gateLength = Figure<Meter>.nanometers(30, .ptm)

/// Flash converters of which those that sense a current draw this power.
private func flash(_ currentPower: FlashPower) -> FlashCurves {
    FlashCurves(
        readVoltage: 0.51, current: FlashSensing(power: currentPower, delay: currentDelay),
        voltage: FlashSensing(power: .negligible, delay: voltageDelay), source: .converters)
}

/// The power of a comparator that senses a current, of low standby power [W].
private let comparatorPower = ResistanceCurve(
    [
        .init(below: 4832, over: .resistance, slope: -3.96471e-12, offset: 3.44344e-7),
        .init(below: 379269, over: .logarithm, slope: -5.66235e-8, offset: 8.27849e-7),
    ], last: .init(over: .logarithm, slope: -4.32673e-8, offset: 6.46111e-7))

/// The delay of a comparator that senses a current.
private let currentDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [.init(below: 4832, over: .logarithm, slope: -1.12976e-10, offset: 2.16762e-9)],
        last: .init(over: .resistance, slope: 1.54619e-14, offset: 1.60263e-9)), loadCapacitance: 9.21e-15,
    threshold: 4830, fittedResistance: 100000, addedDelay: 0.81e-9)

/// The delay of a comparator that senses a voltage.
private let voltageDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [
            .init(below: 695, over: .logarithm, slope: -2.66629e-10, offset: 3.07867e-9),
            .init(below: 4832, over: .logarithm, slope: -6.27624e-11, offset: 1.78932e-9),
        ], last: .init(over: .resistance, slope: 1.43578e-14, offset: 1.46251e-9)), loadCapacitance: 9.21e-15,
    threshold: 4830, fittedResistance: 100000, addedDelay: 0.9e-9)
