// SPDX-License-Identifier: Apache-2.0

import Technology

/// The 90 nm node, of planar transistors.
extension ProcessNode {
    static let node90 = ProcessNode(
        nanometers: 90, highPerformance: .fast90, lowStandbyPower: .frugal90,
        wire: WireTable(
            nanometers: 200, aspectRatio: .ratio(2.10, .wires), resistivity: .ohmMeters(2.42e-8, .wires),
            capacitancePerLength: .faradsPerMeter(0.2e-15 / 1e-6, .wires)),
        cells: CellSizes(crossPointFeatureSize: .nanometers(200, .wires)))
}

extension DeviceTable {
    /// High-performance transistors and converters of the 90 nm node.
    package static let fast90 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM 90 nm HP", supplyVoltage: .volts(1.2, .ptm), thresholdVoltage: .volts(0.1460217, .ptm),
            gateLength: .meters(9e-08, .ptm), resistanceMultiplier: .ratio(1.54, .cacti),
            structure: .planar(
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(5.694423e-10, .ptm),
                    fringeCapacitance: .faradsPerMeter(5.652302e-10, .ptm),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(495, .currents), pmos: .amperesPerMeter(316, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter([1070, 1050, 1030, 1010, 990, 970, 950, 930, 900, 880, 860], .currents),
                pmos: .amperesPerMeter([540, 500, 470, 440, 410, 390, 370, 340, 320, 310, 290], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [0.1008, 0.1208, 0.1434, 0.1686, 0.1966, 0.2274, 0.2611, 0.2977, 0.3373, 0.3798, 0.4254], .currents),
                pmos: .amperesPerMeter(
                    [0.1, 0.114, 0.1289, 0.1448, 0.1616, 0.1793, 0.1979, 0.2174, 0.2379, 0.2591, 0.2813], .currents))),
        converters: ConverterTable(
            decadeRate: .ratio(2.345, .converterFits), coupling: .watts(0.164900, .converterFits),
            successiveApproximationBit: .watts(4.3474e-6, .converterFits),
            successiveApproximationBase: .watts(31.782e-6, .converterFits),
            flash: .fitted(.fast90)))

    /// Low-standby-power transistors and converters of the 90 nm node.
    package static let frugal90 = DeviceTable(
        transistors: TransistorTable(
            card: "PTM 90 nm LP", supplyVoltage: .volts(1.2, .ptm), thresholdVoltage: .volts(0.5013229, .ptm),
            gateLength: .meters(9e-08, .ptm), resistanceMultiplier: .ratio(1.77, .cacti),
            structure: .planar(
                ChannelTable(
                    idealGateCapacitance: .faradsPerMeter(1.5413e-10, .ptm),
                    fringeCapacitance: .faradsPerMeter(9.601334e-10, .ptm),
                    transconductanceCurrent: PolarityPair(
                        nmos: .amperesPerMeter(43.8, .currents), pmos: .amperesPerMeter(59.9, .currents)))),
            onCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [346.3, 314.5, 286.8, 262.5, 241.2, 222.3, 205.6, 190.8, 177.5, 165.6, 155], .currents),
                pmos: .amperesPerMeter(
                    [200.3, 179.5, 161.9, 146.9, 133.9, 122.6, 112.8, 104.1, 96.47, 89.68, 83.62], .currents)),
            offCurrent: PolarityPair(
                nmos: .amperesPerMeter(
                    [
                        0.0001, 0.0001357, 0.0001811, 0.000238, 0.0003085, 0.0003946, 0.0004985, 0.0006226, 0.0007693,
                        0.0009412, 0.001141,
                    ], .currents),
                pmos: .amperesPerMeter(
                    [
                        0.0001003, 0.0001332, 0.0001742, 0.0002244, 0.0002851, 0.0003576, 0.0004434, 0.0005437, 0.00066,
                        0.0007938, 0.0009464,
                    ], .currents))),
        converters: ConverterTable(
            decadeRate: .ratio(2.303, .converterFits), coupling: .watts(0.144323, .converterFits),
            successiveApproximationBit: .watts(5.9869e-6, .converterFits),
            successiveApproximationBase: .watts(37.462e-6, .converterFits),
            flash: .fitted(
                FlashFitTable(
                    multilevelCurrentCoupling: .watts(0.1023, .converterFits),
                    currentComparator: .watts(12.612e-6, .converterFits),
                    voltageComparator: .watts(14.42e-6, .converterFits),
                    delay: .fitted(
                        logSlope: .seconds(0.0586e-9, .converterFits), logOffset: .seconds(1.41e-9, .converterFits),
                        below: .ratios([0.3574, 2.8249, -5.651, 3.726], .converterFits),
                        above: .ratios([0.9835, -0.0188, 0.0017, -0.00007, 0.0000008], .converterFits))))))
}

extension FlashFitTable {
    /// High-performance flash converters of the 90 nm node.
    package static let fast90 = FlashFitTable(
        multilevelCurrentCoupling: .watts(0.14900, .converterFits),
        currentComparator: .watts(13.09e-6, .converterFits),
        voltageComparator: .watts(22.2e-6, .converterFits), delay: .constant(.seconds(1e-9, .converterFits))
    )
}
