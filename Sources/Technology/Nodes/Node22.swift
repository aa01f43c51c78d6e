/// The 22 nm node, of planar transistors.
///
/// Model cards: Predictive Technology Model (PTM) for bulk CMOS, W. Zhao and Y. Cao, IEEE Trans. Electron Devices 53
/// (2006) 2816. Resistance multipliers: CACTI. Currents: every 10 K, as tabulated by DNN+NeuroSim V2.1.
enum Node22 {
    /// High performance: PTM 22 nm HP.
    static let highPerformance = DeviceTable(
        source: "PTM 22 nm HP",
        supplyVoltage: 0.85,
        thresholdVoltage: 0.2089006,
        gateLength: 2e-08,
        idealGateCapacitance: 3.287e-10,
        fringeCapacitance: 4.532e-10,
        resistanceMultiplier: 1.54,
        transconductanceCurrent: PolarityPair(nmos: 1080, pmos: 698),
        fin: nil,
        onCurrent: PolarityPair(
            nmos: [1500, 1470, 1430, 1390, 1350, 1310, 1280, 1240, 1200, 1170, 1130],
            pmos: [1320, 1250, 1190, 1130, 1070, 1020, 970, 920, 880, 840, 800]),
        offCurrent: PolarityPair(
            nmos: [0.1002, 0.1204, 0.1435, 0.1695, 0.1987, 0.2312, 0.267, 0.3063, 0.3493, 0.396, 0.4466],
            pmos: [0.1002, 0.1194, 0.1408, 0.1646, 0.1909, 0.2195, 0.2507, 0.2845, 0.3209, 0.3598, 0.4015]))

    /// Low standby power: PTM 22 nm LP.
    static let lowStandbyPower = DeviceTable(
        source: "PTM 22 nm LP",
        supplyVoltage: 0.85,
        thresholdVoltage: 0.419915,
        gateLength: 2e-08,
        idealGateCapacitance: 5.245e-10,
        fringeCapacitance: 8.004e-10,
        resistanceMultiplier: 1.77,
        transconductanceCurrent: PolarityPair(nmos: 456, pmos: 185),
        fin: nil,
        onCurrent: PolarityPair(
            nmos: [791.9, 756.4, 722.2, 689.4, 658.1, 628.3, 600, 573.3, 548, 524.2, 501.7],
            pmos: [600.2, 561.3, 525.5, 492.5, 462.2, 434.3, 408.7, 385.1, 363.4, 343.3, 324.8]),
        offCurrent: PolarityPair(
            nmos: [
                0.0001, 0.0001473, 0.0002121, 0.0002996, 0.0004153, 0.0005658, 0.0007589, 0.001003, 0.001307,
                0.001682, 0.002139,
            ],
            pmos: [
                0.0001, 0.0001473, 0.0002121, 0.0002996, 0.0004153, 0.0005658, 0.0007589, 0.001003, 0.001307,
                0.001682, 0.002139,
            ]))
}
