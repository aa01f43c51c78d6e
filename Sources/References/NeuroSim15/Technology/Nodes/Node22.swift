// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology

/// The 22 nm node, of planar transistors.
extension ProcessNode {
    static let node22 = ProcessNode(
        nanometers: 22,
        highPerformance: .fast22.with(
            gateLength: gateLength,
            flash: flash(.multilevel(.fast22, decadeRate: DeviceTable.fast22.converters.decadeRate))),
        lowStandbyPower: .frugal22.with(gateLength: gateLength, flash: flash(.perComparator(comparatorPower))),
        wire: WireTable(
            nanometers: 40, aspectRatio: .ratio(1.9, .wires), resistivity: .ohmMeters(2.97e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(40, .wires)),
        arrays: ArrayTable(
            readVoltage: .volts(0.55, .converters), sramCellHeight: .featureSizes(10, .arrays),
            sramCellWidth: .featureSizes(28, .arrays), rowWireWidth: .nanometers(40, .wires),
            barrierThickness: .nanometers(2.5, .wires),
            periphery: PeripheryTable(
                multiplexerDriver: .ratio(110, .arrays), wordlinePassGate: .ratio(14, .arrays),
                passGateResistance: .ratio(0.2, .arrays), wordlineRepeaters: .ratio(0, .arrays),
                wordlineRepeaterWidth: .ratio(0, .arrays))))
}

/// The physical length of a gate.
private let gateLength = Figure<Meter>.nanometers(26, .ptm)

/// Flash converters of which those that sense a current draw this power.
private func flash(_ currentPower: FlashPower) -> FlashCurves {
    FlashCurves(
        readVoltage: 0.55, current: FlashSensing(power: currentPower, delay: currentDelay),
        voltage: FlashSensing(power: .negligible, delay: voltageDelay), source: .converters)
}

/// The power of a comparator that senses a current, of low standby power [W].
private let comparatorPower = ResistanceCurve(
    [
        .init(below: 4832, over: .resistance, slope: -2.85373e-11, offset: 9.16744e-7),
        .init(below: 379269, over: .logarithm, slope: -1.63133e-7, offset: 2.1687e-6),
    ], last: .init(over: .logarithm, slope: -5.8712e-8, offset: 8.64648e-7))

/// The delay of a comparator that senses a current.
private let currentDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [.init(below: 4832, over: .logarithm, slope: -1.32118e-10, offset: 1.7552e-9)],
        last: .init(over: .resistance, slope: 8.02517e-15, offset: 8.51803e-10)), loadCapacitance: 4.5e-15,
    threshold: 12700, fittedResistance: 100000, addedDelay: 0.31e-9)

/// The delay of a comparator that senses a voltage.
private let voltageDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [.init(below: 4832, over: .logarithm, slope: -2.01894e-10, offset: 2.2559e-9)],
        last: .init(over: .resistance, slope: 7.45392e-15, offset: 6.72844e-10)), loadCapacitance: 4.5e-15,
    threshold: 12700, fittedResistance: 100000, addedDelay: 0.47e-9)
