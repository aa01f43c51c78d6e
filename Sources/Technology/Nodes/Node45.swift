/// The 45 nm node, of planar transistors.
///
/// Model cards: Predictive Technology Model (PTM) for bulk CMOS, W. Zhao and Y. Cao, IEEE Trans. Electron Devices 53
/// (2006) 2816. Resistance multipliers: CACTI. Currents: every 10 K, as tabulated by DNN+NeuroSim V2.1.
enum Node45 {
    /// High performance: PTM 45 nm HP.
    static let highPerformance = DeviceTable(
        source: "PTM 45 nm HP",
        supplyVoltage: 1,
        thresholdVoltage: 0.1710969,
        gateLength: 4.5e-08,
        idealGateCapacitance: 4.091305e-10,
        fringeCapacitance: 4.957928e-10,
        resistanceMultiplier: 1.54,
        transconductanceCurrent: PolarityPair(nmos: 737, pmos: 630),
        fin: nil,
        onCurrent: PolarityPair(
            nmos: [1270, 1240, 1220, 1190, 1160, 1130, 1110, 1080, 1050, 1020, 1000],
            pmos: [1080, 1040, 1000, 960, 920, 880, 850, 810, 780, 750, 720]),
        offCurrent: PolarityPair(
            nmos: [0.1, 0.1207, 0.1441, 0.1705, 0.1998, 0.2323, 0.268, 0.3071, 0.3495, 0.3954, 0.4448],
            pmos: [0.1002, 0.1187, 0.1393, 0.162, 0.1868, 0.2139, 0.2433, 0.2749, 0.3089, 0.3452, 0.3838]))

    /// Low standby power: PTM 45 nm LP.
    static let lowStandbyPower = DeviceTable(
        source: "PTM 45 nm LP",
        supplyVoltage: 1,
        thresholdVoltage: 0.4643718,
        gateLength: 4.5e-08,
        idealGateCapacitance: 8.930709e-10,
        fringeCapacitance: 8.849901e-10,
        resistanceMultiplier: 1.77,
        transconductanceCurrent: PolarityPair(nmos: 132, pmos: 86.5),
        fin: nil,
        onCurrent: PolarityPair(
            nmos: [500.2, 462, 427.8, 397.1, 369.4, 344.5, 322.1, 301.8, 283.4, 266.7, 251.5],
            pmos: [300, 275.7, 254.2, 235.1, 218.1, 202.8, 189.2, 176.9, 165.8, 155.8, 146.7]),
        offCurrent: PolarityPair(
            nmos: [
                0.0001, 0.0001405, 0.0001939, 0.0002631, 0.0003514, 0.0004625, 0.0006003, 0.0007692, 0.0009739,
                0.001219, 0.001511,
            ],
            pmos: [
                0.0001002, 0.0001384, 0.0001876, 0.0002501, 0.0003281, 0.0004241, 0.0005409, 0.0006813, 0.0008483,
                0.001045, 0.001275,
            ]))
}
