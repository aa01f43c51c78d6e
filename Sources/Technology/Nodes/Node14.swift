/// The 14 nm node, of FinFETs.
///
/// Model cards: Predictive Technology Model for multi-gate transistors (PTM-MG), S. Sinha et al., Design Automation
/// Conference 2012. Resistance multipliers: CACTI. Currents: every 10 K, as tabulated by DNN+NeuroSim V2.1.
enum Node14 {
    /// High performance: PTM-MG 14 nm HP.
    static let highPerformance = DeviceTable(
        source: "PTM-MG 14 nm HP",
        supplyVoltage: 0.8,
        thresholdVoltage: 0.1729868,
        gateLength: 1.8e-08,
        idealGateCapacitance: 1.2573e-09,
        fringeCapacitance: 0,
        resistanceMultiplier: 1.51,
        transconductanceCurrent: PolarityPair(nmos: 1330, pmos: 783),
        fin: FinGeometry(height: 2.3e-08, width: 1e-08, pitch: 3.2e-08),
        onCurrent: PolarityPair(
            nmos: [1686, 1652, 1607, 1562, 1517, 1472, 1439, 1394, 1349, 1315, 1270],
            pmos: [1550, 1468, 1397, 1327, 1256, 1198, 1139, 1080, 1033.6, 986, 939]),
        offCurrent: PolarityPair(
            nmos: [
                0.1009152, 0.1500786, 0.2181063, 0.310359, 0.4331757, 0.5939313, 0.8010747, 1.0641, 1.3938, 1.8016,
                2.30031,
            ],
            pmos: [
                0.0986503, 0.1575545, 0.2451751, 0.3725374, 0.5537661, 0.8065971, 1.1529, 1.619, 2.2361, 3.0405,
                4.0733,
            ]))

    /// Low standby power: PTM-MG 14 nm LP.
    static let lowStandbyPower = DeviceTable(
        source: "PTM-MG 14 nm LP",
        supplyVoltage: 0.8,
        thresholdVoltage: 0.3821222,
        gateLength: 1.8e-08,
        idealGateCapacitance: 1.0572e-09,
        fringeCapacitance: 0,
        resistanceMultiplier: 1.76,
        transconductanceCurrent: PolarityPair(nmos: 602, pmos: 236),
        fin: FinGeometry(height: 2.3e-08, width: 1e-08, pitch: 3.2e-08),
        onCurrent: PolarityPair(
            nmos: [893, 853, 814, 777, 742, 708, 677, 646, 618, 591, 565],
            pmos: [820, 767, 718, 672, 631, 593, 558, 526, 496, 469, 443]),
        offCurrent: PolarityPair(
            nmos: [
                9.97866e-05, 0.0001844553, 0.0003287707, 0.0005668658, 0.0009481816, 0.0015425, 0.002446, 0.0037885,
                0.0057416, 0.0085281, 0.0124327,
            ],
            pmos: [
                0.0001023333, 0.0002034774, 0.0003890187, 0.0007175912, 0.001281, 0.0022192, 0.0037395, 0.0061428,
                0.0098554, 0.0154702, 0.0237959,
            ]))
}
