/// The 90 nm node, of planar transistors.
///
/// Model cards: Predictive Technology Model (PTM) for bulk CMOS, W. Zhao and Y. Cao, IEEE Trans. Electron Devices 53
/// (2006) 2816. Resistance multipliers: CACTI. Currents: every 10 K, as tabulated by DNN+NeuroSim V2.1.
enum Node90 {
    /// High performance: PTM 90 nm HP.
    static let highPerformance = DeviceTable(
        source: "PTM 90 nm HP",
        supplyVoltage: 1.2,
        thresholdVoltage: 0.1460217,
        gateLength: 9e-08,
        idealGateCapacitance: 5.694423e-10,
        fringeCapacitance: 5.652302e-10,
        resistanceMultiplier: 1.54,
        transconductanceCurrent: PolarityPair(nmos: 495, pmos: 316),
        fin: nil,
        onCurrent: PolarityPair(
            nmos: [1070, 1050, 1030, 1010, 990, 970, 950, 930, 900, 880, 860],
            pmos: [540, 500, 470, 440, 410, 390, 370, 340, 320, 310, 290]),
        offCurrent: PolarityPair(
            nmos: [0.1008, 0.1208, 0.1434, 0.1686, 0.1966, 0.2274, 0.2611, 0.2977, 0.3373, 0.3798, 0.4254],
            pmos: [0.1, 0.114, 0.1289, 0.1448, 0.1616, 0.1793, 0.1979, 0.2174, 0.2379, 0.2591, 0.2813]))

    /// Low standby power: PTM 90 nm LP.
    static let lowStandbyPower = DeviceTable(
        source: "PTM 90 nm LP",
        supplyVoltage: 1.2,
        thresholdVoltage: 0.5013229,
        gateLength: 9e-08,
        idealGateCapacitance: 1.5413e-10,
        fringeCapacitance: 9.601334e-10,
        resistanceMultiplier: 1.77,
        transconductanceCurrent: PolarityPair(nmos: 43.8, pmos: 59.9),
        fin: nil,
        onCurrent: PolarityPair(
            nmos: [346.3, 314.5, 286.8, 262.5, 241.2, 222.3, 205.6, 190.8, 177.5, 165.6, 155],
            pmos: [200.3, 179.5, 161.9, 146.9, 133.9, 122.6, 112.8, 104.1, 96.47, 89.68, 83.62]),
        offCurrent: PolarityPair(
            nmos: [
                0.0001, 0.0001357, 0.0001811, 0.000238, 0.0003085, 0.0003946, 0.0004985, 0.0006226, 0.0007693,
                0.0009412, 0.001141,
            ],
            pmos: [
                0.0001003, 0.0001332, 0.0001742, 0.0002244, 0.0002851, 0.0003576, 0.0004434, 0.0005437, 0.00066,
                0.0007938, 0.0009464,
            ]))
}
