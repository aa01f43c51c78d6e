/// The 10 nm node, of FinFETs.
///
/// Model cards: Predictive Technology Model for multi-gate transistors (PTM-MG), S. Sinha et al., Design Automation
/// Conference 2012. Resistance multipliers: CACTI. Currents: every 10 K, as tabulated by DNN+NeuroSim V2.1.
enum Node10 {
    /// High performance: PTM-MG 10 nm HP.
    static let highPerformance = DeviceTable(
        source: "PTM-MG 10 nm HP",
        supplyVoltage: 0.75,
        thresholdVoltage: 0.1828605,
        gateLength: 1.4e-08,
        idealGateCapacitance: 1.1418e-09,
        fringeCapacitance: 0,
        resistanceMultiplier: 1.49,
        transconductanceCurrent: PolarityPair(nmos: 1560, pmos: 802),
        fin: FinGeometry(height: 2.1e-08, width: 9e-09, pitch: 2.8e-08),
        onCurrent: PolarityPair(
            nmos: [1769, 1734, 1686, 1639, 1592, 1545, 1510, 1462, 1415, 1380, 1333],
            pmos: [1626, 1540, 1466, 1392, 1318, 1256, 1195, 1133, 1084, 1035, 985]),
        offCurrent: PolarityPair(
            nmos: [
                0.1001203, 0.1486272, 0.2156467, 0.3064157, 0.4271264, 0.5849857, 0.7882578, 1.0463, 1.3695, 1.7694,
                2.2584,
            ],
            pmos: [
                0.0016268, 0.1578505, 0.2452725, 0.3722051, 0.5526667, 0.8042786, 1.1488, 1.6125, 2.2268, 3.0281,
                4.0584,
            ]))

    /// Low standby power: PTM-MG 10 nm LP.
    static let lowStandbyPower = DeviceTable(
        source: "PTM-MG 10 nm LP",
        supplyVoltage: 0.75,
        thresholdVoltage: 0.3905541,
        gateLength: 1.4e-08,
        idealGateCapacitance: 9.418984e-10,
        fringeCapacitance: 0,
        resistanceMultiplier: 1.73,
        transconductanceCurrent: PolarityPair(nmos: 822, pmos: 190),
        fin: FinGeometry(height: 2.1e-08, width: 9e-09, pitch: 2.8e-08),
        onCurrent: PolarityPair(
            nmos: [862, 824, 787, 751, 717, 684, 654, 624, 597, 571, 546],
            pmos: [775, 725, 678, 636, 597, 561, 527, 497, 469, 443, 419]),
        offCurrent: PolarityPair(
            nmos: [
                9.96973e-05, 0.0001844892, 0.0003291615, 0.0005680731, 0.0009510401, 0.0015484, 0.0024574, 0.003809,
                0.0057767, 0.0085862, 0.012525,
            ],
            pmos: [
                0.0001005839, 0.0002002609, 0.0003833239, 0.0007078499, 0.0012649, 0.0021932, 0.0036987, 0.0060804,
                0.0097622, 0.015334, 0.0236007,
            ]))
}
