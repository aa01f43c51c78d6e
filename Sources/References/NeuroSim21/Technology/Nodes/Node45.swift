// SPDX-License-Identifier: Apache-2.0

import Technology

/// The 45 nm node, of planar transistors.
extension ProcessNode {
    static let node45 = ProcessNode(
        nanometers: 45, highPerformance: .fast45, lowStandbyPower: .frugal45,
        wire: WireTable(
            nanometers: 50, aspectRatio: .ratio(2.34, .wires), resistivity: .ohmMeters(3.91e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(50, .wires)))
}

extension DeviceTable {
    /// High-performance transistors and converters of the 45 nm node.
    package static let fast45 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM 45 nm HP", supplyVoltage: .volts(1, .ptm), thresholdVoltage: .volts(0.1710969, .ptm),
            gateLength: .meters(4.5e-08, .ptm), resistanceMultiplier: .ratio(1.54, .cacti),
            structure: .planar(
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(4.091305e-10, .ptm),
                    fringeCapacitance: .faradsPerMeter(4.957928e-10, .ptm),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(737, .currents), pmos: .amperesPerMeter(630, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter([1270, 1240, 1220, 1190, 1160, 1130, 1110, 1080, 1050, 1020, 1000], .currents),
                pmos: .amperesPerMeter([1080, 1040, 1000, 960, 920, 880, 850, 810, 780, 750, 720], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [0.1, 0.1207, 0.1441, 0.1705, 0.1998, 0.2323, 0.268, 0.3071, 0.3495, 0.3954, 0.4448], .currents),
                pmos: .amperesPerMeter(
                    [0.1002, 0.1187, 0.1393, 0.162, 0.1868, 0.2139, 0.2433, 0.2749, 0.3089, 0.3452, 0.3838], .currents))
        ),
        converters: ConverterTable(
            decadeRate: .ratio(2.296, .converterFits), coupling: .watts(0.097754, .converterFits),
            successiveApproximationBit: .watts(2.1843e-6, .converterFits),
            successiveApproximationBase: .watts(11.931e-6, .converterFits),
            flash: .fitted(.fast45)))

    /// Low-standby-power transistors and converters of the 45 nm node.
    package static let frugal45 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM 45 nm LP", supplyVoltage: .volts(1, .ptm), thresholdVoltage: .volts(0.4643718, .ptm),
            gateLength: .meters(4.5e-08, .ptm), resistanceMultiplier: .ratio(1.77, .cacti),
            structure: .planar(
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(8.930709e-10, .ptm),
                    fringeCapacitance: .faradsPerMeter(8.849901e-10, .ptm),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(132, .currents), pmos: .amperesPerMeter(86.5, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [500.2, 462, 427.8, 397.1, 369.4, 344.5, 322.1, 301.8, 283.4, 266.7, 251.5], .currents),
                pmos: .amperesPerMeter(
                    [300, 275.7, 254.2, 235.1, 218.1, 202.8, 189.2, 176.9, 165.8, 155.8, 146.7], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [
                        0.0001, 0.0001405, 0.0001939, 0.0002631, 0.0003514, 0.0004625, 0.0006003, 0.0007692, 0.0009739,
                        0.001219, 0.001511,
                    ], .currents),
                pmos: .amperesPerMeter(
                    [
                        0.0001002, 0.0001384, 0.0001876, 0.0002501, 0.0003281, 0.0004241, 0.0005409, 0.0006813,
                        0.0008483, 0.001045, 0.001275,
                    ], .currents))),
        converters: ConverterTable(
            decadeRate: .ratio(2.303, .converterFits), coupling: .watts(0.100225, .converterFits),
            successiveApproximationBit: .watts(2.1691e-6, .converterFits),
            successiveApproximationBase: .watts(16.693e-6, .converterFits),
            flash: .fitted(
                FlashFitTable(
                    multilevelCurrentCoupling: .watts(0.075, .converterFits),
                    currentComparator: .watts(6.3162e-6, .converterFits),
                    voltageComparator: .watts(7.062e-6, .converterFits),
                    delay: .fitted(
                        logSlope: .seconds(0.0714e-9, .converterFits), logOffset: .seconds(0.7651e-9, .converterFits),
                        below: .ratios([0.4807, 2.6492, -5.6685, 3.7949], .converterFits),
                        above: .ratios([1.0057, -0.0171, 0.0001, -0.00006, 0.000001], .converterFits))))))
}

extension FlashFitTable {
    /// High-performance flash converters of the 45 nm node.
    package static let fast45 = FlashFitTable(
        multilevelCurrentCoupling: .watts(0.0754, .converterFits),
        currentComparator: .watts(7.7017e-6, .converterFits),
        voltageComparator: .watts(8.162e-6, .converterFits),
        delay: .constant(.seconds(1e-9, .converterFits)))
}
