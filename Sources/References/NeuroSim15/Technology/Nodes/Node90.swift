// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology

/// The 90 nm node, of planar transistors.
extension ProcessNode {
    static let node90 = ProcessNode(
        nanometers: 90,
        highPerformance: .fast90.with(
            gateLength: gateLength,
            flash: flash(.multilevel(.fast90, decadeRate: DeviceTable.fast90.converters.decadeRate))),
        lowStandbyPower: .frugal90.with(
            gateLength: gateLength, structure: denseGates, flash: flash(.perComparator(comparatorPower))),
        wire: WireTable(
            nanometers: 110, aspectRatio: .ratio(1.6, .wires), resistivity: .ohmMeters(2.20e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(110, .wires)),
        arrays: ArrayTable(
            readVoltage: .volts(0.58, .converters), sramCellHeight: .featureSizes(10, .arrays),
            sramCellWidth: .featureSizes(28, .arrays), rowWireWidth: .nanometers(110, .wires),
            barrierThickness: .nanometers(10, .wires),
            periphery: PeripheryTable(
                multiplexerDriver: .ratio(1, .arrays), wordlinePassGate: .ratio(6, .arrays),
                passGateResistance: .ratio(0.1, .arrays), wordlineRepeaters: .ratio(0, .arrays),
                wordlineRepeaterWidth: .ratio(0, .arrays))))
}

/// The physical length of a gate.
private let gateLength = Figure<Meter>.nanometers(55, .ptm)

/// Low-standby-power transistors with a gate capacitance ten times that of DNN+NeuroSim V2.1: it lies between those of the
/// neighbouring nodes, as that one does not.
private let denseGates = TransistorStructure.planar(
    ChannelTable(
        idealGateCapacitance: .faradsPerMeter(1.5413e-9, .ptm), fringeCapacitance: .faradsPerMeter(9.601334e-10, .ptm),
        transconductanceCurrent: PolarityPair(
            nmos: .amperesPerMeter(43.8, .currents), pmos: .amperesPerMeter(59.9, .currents))))

/// Flash converters of which those that sense a current draw this power.
private func flash(_ currentPower: FlashPower) -> FlashCurves {
    FlashCurves(
        readVoltage: 0.58, current: FlashSensing(power: currentPower, delay: currentDelay),
        voltage: FlashSensing(power: .negligible, delay: voltageDelay), source: .converters)
}

/// The power of a comparator that senses a current, of low standby power [W].
private let comparatorPower = ResistanceCurve(
    [
        .init(below: 4832, over: .resistance, slope: -1.67004e-11, offset: 8.54958e-7),
        .init(below: 379269, over: .logarithm, slope: -1.50719e-7, offset: 2.0858e-6),
    ], last: .init(over: .logarithm, slope: -8.89685e-8, offset: 1.3007e-6))

/// The delay of a comparator that senses a current.
private let currentDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [.init(below: 4832, over: .logarithm, slope: -1.08914e-10, offset: 2.43204e-9)],
        last: .init(over: .resistance, slope: 2.8688e-14, offset: 2.31147e-9)), loadCapacitance: 18.4e-15,
    threshold: 4830, fittedResistance: 100000, addedDelay: 1.5e-9)

/// The delay of a comparator that senses a voltage.
private let voltageDelay = ReferenceDelay(
    curve: ResistanceCurve(
        [.init(below: 1956, over: .logarithm, slope: -8.13238e-11, offset: 1.9981e-9)],
        last: .init(over: .resistance, slope: 2.76205e-14, offset: 1.87593e-9)), loadCapacitance: 18.4e-15,
    threshold: 4830, fittedResistance: 100000, addedDelay: 1.8e-9)
