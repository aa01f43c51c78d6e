// SPDX-License-Identifier: Apache-2.0

import Technology

/// The 32 nm node, of planar transistors.
extension ProcessNode {
    static let node32 = ProcessNode(
        nanometers: 32, highPerformance: .fast32, lowStandbyPower: .frugal32,
        wire: WireTable(
            nanometers: 40, aspectRatio: .ratio(1.90, .wires), resistivity: .ohmMeters(4.03e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(40, .wires)))
}

extension DeviceTable {
    /// High-performance transistors and converters of the 32 nm node.
    package static let fast32 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM 32 nm HP", supplyVoltage: .volts(0.9, .ptm), thresholdVoltage: .volts(0.1944951, .ptm),
            gateLength: .meters(3.4e-08, .ptm), resistanceMultiplier: .ratio(1.54, .cacti),
            structure: .planar(
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(3.767721e-10, .ptm),
                    fringeCapacitance: .faradsPerMeter(4.713762e-10, .ptm),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(929, .currents), pmos: .amperesPerMeter(673, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter([1410, 1380, 1350, 1310, 1280, 1250, 1210, 1180, 1150, 1120, 1080], .currents),
                pmos: .amperesPerMeter([1220, 1170, 1120, 1070, 1020, 980, 940, 890, 860, 820, 780], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [0.1003, 0.1204, 0.1431, 0.1686, 0.197, 0.2284, 0.2629, 0.3006, 0.3417, 0.3861, 0.4339], .currents),
                pmos: .amperesPerMeter(
                    [0.1001, 0.119, 0.14, 0.1633, 0.1888, 0.2167, 0.247, 0.2797, 0.3149, 0.3526, 0.3928], .currents))),
        converters: ConverterTable(
            decadeRate: .ratio(2.313, .converterFits), coupling: .watts(0.083709, .converterFits),
            successiveApproximationBit: .watts(1.0157e-6, .converterFits),
            successiveApproximationBase: .watts(7.6286e-6, .converterFits),
            flash: .fitted(.fast32)))

    /// Low-standby-power transistors and converters of the 32 nm node.
    package static let frugal32 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM 32 nm LP", supplyVoltage: .volts(0.9, .ptm), thresholdVoltage: .volts(0.442034, .ptm),
            gateLength: .meters(3.4e-08, .ptm), resistanceMultiplier: .ratio(1.77, .cacti),
            structure: .planar(
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(8.375279e-10, .ptm),
                    fringeCapacitance: .faradsPerMeter(6.856677e-10, .ptm),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(256, .currents), pmos: .amperesPerMeter(119, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [600.2, 562.8, 528.2, 496.2, 466.8, 439.7, 414.8, 391.9, 370.7, 351.3, 333.3], .currents),
                pmos: .amperesPerMeter(
                    [400, 368.4, 340.3, 315.3, 292.9, 272.8, 254.8, 238.5, 223.8, 210.5, 198.4], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [
                        0.0001001, 0.0001436, 0.0002021, 0.0002793, 0.0003795, 0.0005075, 0.0006688, 0.0008692,
                        0.001115, 0.001415, 0.001774,
                    ], .currents),
                pmos: .amperesPerMeter(
                    [
                        0.0001001, 0.0001407, 0.000194, 0.0002625, 0.0003493, 0.0004577, 0.0005912, 0.0007537,
                        0.0009493, 0.001182, 0.001457,
                    ], .currents))),
        converters: ConverterTable(
            decadeRate: .ratio(2.297, .converterFits), coupling: .watts(0.079449, .converterFits),
            successiveApproximationBit: .watts(1.1294e-6, .converterFits),
            successiveApproximationBase: .watts(8.8998e-6, .converterFits),
            flash: .fitted(
                FlashFitTable(
                    multilevelCurrentCoupling: .watts(0.0649, .converterFits),
                    currentComparator: .watts(3.0875e-6, .converterFits),
                    voltageComparator: .watts(3.692e-6, .converterFits),
                    delay: .fitted(
                        logSlope: .seconds(0.0714e-9, .converterFits), logOffset: .seconds(0.7651e-9, .converterFits),
                        below: .ratios([0.4807, 2.6492, -5.6685, 3.7949], .converterFits),
                        above: .ratios([1.0057, -0.0171, 0.0001, -0.00006, 0.000001], .converterFits))))))
}

extension FlashFitTable {
    /// High-performance flash converters of the 32 nm node.
    package static let fast32 = FlashFitTable(
        multilevelCurrentCoupling: .watts(0.079, .converterFits),
        currentComparator: .watts(3.9648e-6, .converterFits),
        voltageComparator: .watts(4.76e-6, .converterFits), delay: .constant(.seconds(1e-9, .converterFits))
    )
}
