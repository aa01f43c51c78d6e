/// The 7 nm node, of FinFETs.
///
/// Model cards: Predictive Technology Model for multi-gate transistors (PTM-MG), S. Sinha et al., Design Automation
/// Conference 2012. Resistance multipliers: CACTI. Currents: every 10 K, as tabulated by DNN+NeuroSim V2.1.
enum Node7 {
    /// High performance: PTM-MG 7 nm HP.
    static let highPerformance = DeviceTable(
        source: "PTM-MG 7 nm HP",
        supplyVoltage: 0.7,
        thresholdVoltage: 0.1922339,
        gateLength: 1.1e-08,
        idealGateCapacitance: 1.0487e-09,
        fringeCapacitance: 0,
        resistanceMultiplier: 1.45,
        transconductanceCurrent: PolarityPair(nmos: 1910, pmos: 802),
        fin: FinGeometry(height: 1.8e-08, width: 7e-09, pitch: 2.2e-08),
        onCurrent: PolarityPair(
            nmos: [1912, 1874, 1823, 1772, 1721, 1670, 1632, 1581, 1530, 1491, 1440],
            pmos: [1685, 1596, 1519, 1442, 1366, 1302, 1238, 1174, 1123, 1072, 1021]),
        offCurrent: PolarityPair(
            nmos: [
                0.1002258, 0.1490252, 0.2165654, 0.3081967, 0.4302635, 0.5901731, 0.7964489, 1.0588, 1.388, 1.796,
                2.2961,
            ],
            pmos: [
                0.0979484, 0.1563424, 0.2431919, 0.3694499, 0.5491886, 0.8001479, 1.1443, 1.6083, 2.2242, 3.0295,
                4.0674,
            ]))

    /// Low standby power: PTM-MG 7 nm LP.
    static let lowStandbyPower = DeviceTable(
        source: "PTM-MG 7 nm LP",
        supplyVoltage: 0.7,
        thresholdVoltage: 0.4025252,
        gateLength: 1.1e-08,
        idealGateCapacitance: 8.49489e-10,
        fringeCapacitance: 0,
        resistanceMultiplier: 1.73,
        transconductanceCurrent: PolarityPair(nmos: 822, pmos: 145),
        fin: FinGeometry(height: 1.8e-08, width: 7e-09, pitch: 2.2e-08),
        onCurrent: PolarityPair(
            nmos: [822, 786, 750, 716, 684, 653, 624, 595, 569, 545, 521],
            pmos: [737, 689, 645, 605, 567, 533, 501, 473, 446, 421, 398]),
        offCurrent: PolarityPair(
            nmos: [
                0.0001, 0.000185, 0.000332, 0.000574, 0.000962, 0.0015695, 0.0024953, 0.0038744, 0.0058858, 0.0087624,
                0.0128025,
            ],
            pmos: [
                0.0001009536, 0.0002013937, 0.0003862086, 0.0007144288, 0.0012788, 0.0022207, 0.0037509, 0.006175,
                0.0099278, 0.0156146, 0.0240633,
            ]))
}
