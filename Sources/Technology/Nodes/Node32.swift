/// The 32 nm node, of planar transistors.
///
/// Model cards: Predictive Technology Model (PTM) for bulk CMOS, W. Zhao and Y. Cao, IEEE Trans. Electron Devices 53
/// (2006) 2816. Resistance multipliers: CACTI. Currents: every 10 K, as tabulated by DNN+NeuroSim V2.1.
enum Node32 {
    /// High performance: PTM 32 nm HP.
    static let highPerformance = DeviceTable(
        source: "PTM 32 nm HP",
        supplyVoltage: 0.9,
        thresholdVoltage: 0.1944951,
        gateLength: 3.4e-08,
        idealGateCapacitance: 3.767721e-10,
        fringeCapacitance: 4.713762e-10,
        resistanceMultiplier: 1.54,
        transconductanceCurrent: PolarityPair(nmos: 929, pmos: 673),
        fin: nil,
        onCurrent: PolarityPair(
            nmos: [1410, 1380, 1350, 1310, 1280, 1250, 1210, 1180, 1150, 1120, 1080],
            pmos: [1220, 1170, 1120, 1070, 1020, 980, 940, 890, 860, 820, 780]),
        offCurrent: PolarityPair(
            nmos: [0.1003, 0.1204, 0.1431, 0.1686, 0.197, 0.2284, 0.2629, 0.3006, 0.3417, 0.3861, 0.4339],
            pmos: [0.1001, 0.119, 0.14, 0.1633, 0.1888, 0.2167, 0.247, 0.2797, 0.3149, 0.3526, 0.3928]))

    /// Low standby power: PTM 32 nm LP.
    static let lowStandbyPower = DeviceTable(
        source: "PTM 32 nm LP",
        supplyVoltage: 0.9,
        thresholdVoltage: 0.442034,
        gateLength: 3.4e-08,
        idealGateCapacitance: 8.375279e-10,
        fringeCapacitance: 6.856677e-10,
        resistanceMultiplier: 1.77,
        transconductanceCurrent: PolarityPair(nmos: 256, pmos: 119),
        fin: nil,
        onCurrent: PolarityPair(
            nmos: [600.2, 562.8, 528.2, 496.2, 466.8, 439.7, 414.8, 391.9, 370.7, 351.3, 333.3],
            pmos: [400, 368.4, 340.3, 315.3, 292.9, 272.8, 254.8, 238.5, 223.8, 210.5, 198.4]),
        offCurrent: PolarityPair(
            nmos: [
                0.0001001, 0.0001436, 0.0002021, 0.0002793, 0.0003795, 0.0005075, 0.0006688, 0.0008692, 0.001115,
                0.001415, 0.001774,
            ],
            pmos: [
                0.0001001, 0.0001407, 0.000194, 0.0002625, 0.0003493, 0.0004577, 0.0005912, 0.0007537, 0.0009493,
                0.001182, 0.001457,
            ]))
}
