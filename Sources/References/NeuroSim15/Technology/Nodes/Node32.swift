// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology

/// The 32 nm node, of planar transistors.
extension ProcessNode {
    static let node32 = ProcessNode(
        nanometers: 32,
        highPerformance: .fast32.with(
            gateLength: gateLength,
            flash: flash(.multilevel(.fast32, decadeRate: DeviceTable.fast32.converters.decadeRate))),
        lowStandbyPower: .frugal32.with(gateLength: gateLength, flash: flash(.perComparator(comparatorPower))),
        wire: WireTable(
            nanometers: 56, aspectRatio: .ratio(1.8, .wires), resistivity: .ohmMeters(2.63e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(56, .wires)),
        arrays: ArrayTable(
            readVoltage: .volts(0.51, .converters), sramCellHeight: .featureSizes(10, .arrays),
            sramCellWidth: .featureSizes(28, .arrays), rowWireWidth: .nanometers(56, .wires),
            barrierThickness: .nanometers(4, .wires),
            periphery: PeripheryTable(
                multiplexerDriver: .ratio(1, .arrays), wordlinePassGate: .ratio(6, .arrays),
                passGateResistance: .ratio(0.1, .arrays), wordlineRepeaters: .ratio(0, .arrays),
                wordlineRepeaterWidth: .ratio(0, .arrays))))
}

/// The physical length of a gate.
private let gateLength = Figure<Meter>.nanometers(28, .ptm)

/// Flash converters of which those that sense a current draw this power.
private func flash(_ currentPower: FlashPower) -> FlashCurves {
    FlashCurves(
        readVoltage: 0.51, current: FlashSensing(power: currentPower, delay: currentDelay),
        voltage: FlashSensing(power: .negligible, delay: voltageDelay), source: .converters)
}

/// The power of a comparator that senses a current, of low standby power [W].
private let comparatorPower = ResistanceCurve(
    [
        .init(below: 4832, over: .resistance, slope: -6.72783e-12, offset: 4.19847e-7),
        .init(below: 379269, over: .logarithm, slope: -7.28881e-8, offset: 1.02677e-6),
    ], last: .init(over: .logarithm, slope: -4.35333e-8, offset: 6.4697e-7))

/// The delay of a comparator that senses a current.
private let currentDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [.init(below: 4832, over: .logarithm, slope: -1.31777e-10, offset: 2.03151e-9)],
        last: .init(over: .resistance, slope: 1.15509e-14, offset: 1.19475e-9)), loadCapacitance: 6.55e-15,
    threshold: 4830, fittedResistance: 100000, addedDelay: 0.55e-9)

/// The delay of a comparator that senses a voltage.
private let voltageDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [.init(below: 4832, over: .logarithm, slope: -1.8746e-10, offset: 2.44191e-9)],
        last: .init(over: .resistance, slope: 1.07272e-14, offset: 1.05695e-9)), loadCapacitance: 6.55e-15,
    threshold: 12700, fittedResistance: 100000, addedDelay: 0.7e-9)
