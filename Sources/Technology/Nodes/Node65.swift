/// The 65 nm node, of planar transistors.
///
/// Model cards: Predictive Technology Model (PTM) for bulk CMOS, W. Zhao and Y. Cao, IEEE Trans. Electron Devices 53
/// (2006) 2816. Resistance multipliers: CACTI. Currents: every 10 K, as tabulated by DNN+NeuroSim V2.1.
enum Node65 {
    /// High performance: PTM 65 nm HP.
    static let highPerformance = DeviceTable(
        source: "PTM 65 nm HP",
        supplyVoltage: 1.1,
        thresholdVoltage: 0.1663941,
        gateLength: 6.5e-08,
        idealGateCapacitance: 4.868295e-10,
        fringeCapacitance: 5.270361e-10,
        resistanceMultiplier: 1.54,
        transconductanceCurrent: PolarityPair(nmos: 572, pmos: 399),
        fin: nil,
        onCurrent: PolarityPair(
            nmos: [1120, 1100, 1080, 1060, 1040, 1020, 1000, 980, 950, 930, 910],
            pmos: [700, 660, 620, 580, 550, 520, 490, 460, 440, 410, 390]),
        offCurrent: PolarityPair(
            nmos: [0.1, 0.1197, 0.1419, 0.1668, 0.1944, 0.2248, 0.2581, 0.2944, 0.3336, 0.3759, 0.4212],
            pmos: [0.1001, 0.1152, 0.1315, 0.149, 0.1676, 0.1874, 0.2084, 0.2305, 0.2537, 0.2781, 0.3036]))

    /// Low standby power: PTM 65 nm LP.
    static let lowStandbyPower = DeviceTable(
        source: "PTM 65 nm LP",
        supplyVoltage: 1.1,
        thresholdVoltage: 0.5016636,
        gateLength: 6.5e-08,
        idealGateCapacitance: 1.1926e-09,
        fringeCapacitance: 9.62148e-10,
        resistanceMultiplier: 1.77,
        transconductanceCurrent: PolarityPair(nmos: 59, pmos: 67.5),
        fin: nil,
        onCurrent: PolarityPair(
            nmos: [400, 363.9, 332.3, 304.7, 280.4, 258.9, 239.9, 223, 207.9, 194.3, 182.1],
            pmos: [238.7, 216.1, 196.6, 179.7, 164.9, 152, 140.5, 130.4, 121.4, 113.3, 106.1]),
        offCurrent: PolarityPair(
            nmos: [
                0.0001002, 0.0001375, 0.0001858, 0.0002472, 0.0003242, 0.0004193, 0.0005354, 0.0006757, 0.0008431,
                0.001041, 0.001273,
            ],
            pmos: [
                0.0001002, 0.0001354, 0.0001797, 0.0002349, 0.0003025, 0.0003843, 0.0004822, 0.000598, 0.0007339,
                0.0008916, 0.001073,
            ]))
}
