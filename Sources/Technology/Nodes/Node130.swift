/// The 130 nm node, of planar transistors.
///
/// Model cards: Predictive Technology Model (PTM) for bulk CMOS, W. Zhao and Y. Cao, IEEE Trans. Electron Devices 53
/// (2006) 2816. Resistance multipliers: CACTI. Currents: every 10 K, as tabulated by DNN+NeuroSim V2.1.
enum Node130 {
    /// High performance: PTM 130 nm HP.
    static let highPerformance = DeviceTable(
        source: "PTM 130 nm HP",
        supplyVoltage: 1.3,
        thresholdVoltage: 0.1284855,
        gateLength: 1.3e-07,
        idealGateCapacitance: 6.058401e-10,
        fringeCapacitance: 6.119807e-10,
        resistanceMultiplier: 1.54,
        transconductanceCurrent: PolarityPair(nmos: 394, pmos: 261),
        fin: nil,
        onCurrent: PolarityPair(
            nmos: [930, 910, 890, 870, 850, 830, 810, 790, 770, 750, 740],
            pmos: [430, 410, 380, 360, 340, 320, 300, 280, 260, 250, 240]),
        offCurrent: PolarityPair(
            nmos: [0.1, 0.1199, 0.1422, 0.167, 0.1943, 0.2243, 0.2568, 0.292, 0.3299, 0.3705, 0.4138],
            pmos: [0.1002, 0.1136, 0.1279, 0.1431, 0.1591, 0.1758, 0.1934, 0.2117, 0.2308, 0.2507, 0.2712]))

    /// Low standby power: PTM 130 nm LP.
    static let lowStandbyPower = DeviceTable(
        source: "PTM 130 nm LP",
        supplyVoltage: 1.3,
        thresholdVoltage: 0.4660949,
        gateLength: 1.3e-07,
        idealGateCapacitance: 1.8574e-09,
        fringeCapacitance: 9.530642e-10,
        resistanceMultiplier: 1.54,
        transconductanceCurrent: PolarityPair(nmos: 38.7, pmos: 56.7),
        fin: nil,
        onCurrent: PolarityPair(
            nmos: [300.7, 273.4, 249.4, 228.4, 209.9, 193.5, 179, 166, 154.4, 144, 134.6],
            pmos: [150.7, 136.2, 123.6, 112.7, 103.2, 94.88, 87.54, 81.04, 75.25, 70.08, 65.44]),
        offCurrent: PolarityPair(
            nmos: [
                0.0001002, 0.0001359, 0.0001812, 0.0002378, 0.0003073, 0.0003919, 0.0004933, 0.0006137, 0.0007553,
                0.0009202, 0.001111,
            ],
            pmos: [
                0.0001002, 0.0001328, 0.000173, 0.0002219, 0.0002807, 0.0003504, 0.0004322, 0.0005272, 0.0006368,
                0.0007619, 0.0009038,
            ]))
}
