// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology
import Testing
import _TestSupport

/// Figures that every number of a table goes into, printed by DNN+NeuroSim V2.1; transistors are 4 F wide.
struct ProcessGolden: Sendable, CustomTestStringConvertible {
    let node: Int
    let roadmap: DeviceRoadmap
    let gateCapacitance: Double
    let nmosTransconductance: Double
    let pmosTransconductance: Double
    /// The sum of the on-resistances from 300 K to 400 K, every 10 K.
    let nmosResistances: Double
    let pmosResistances: Double
    /// The sum over the same temperatures of the leakage of an inverter of 4 and 6 F.
    let leakages: Double

    var testDescription: String { "\(node) nm \(roadmap)" }
}

@Suite("Processes against the reference")
struct ProcessGoldenTests {
    @Test("Every table", arguments: ProcessGolden.all)
    func process(golden: ProcessGolden) throws {
        let steps = try stride(from: 300.0, through: 400, by: 10).map {
            try Technology(node: golden.node, roadmap: golden.roadmap, temperature: $0)
        }
        let size = steps[0].featureSize
        let width = 4 * size
        let inverter = LogicGate(.inverter, nmosWidth: width, pmosWidth: 6 * size)
        let gain = steps.map { $0.transconductance(width: width, polarity: .nmos) }
        #expect(steps.allSatisfy { isClose($0.gateCapacitance(width: width), golden.gateCapacitance) })
        #expect(gain.allSatisfy { isClose($0, golden.nmosTransconductance) })
        #expect(isClose(steps[0].transconductance(width: width, polarity: .pmos), golden.pmosTransconductance))

        let nmos = steps.map { $0.onResistance(width: width, polarity: .nmos) }.reduce(0, +)
        let pmos = steps.map { $0.onResistance(width: width, polarity: .pmos) }.reduce(0, +)
        let leakage = steps.map { $0.leakageCurrent(of: inverter) }.reduce(0, +)
        #expect(isClose(nmos, golden.nmosResistances))
        #expect(isClose(pmos, golden.pmosResistances))
        #expect(isClose(leakage, golden.leakages))
    }

    @Test("No process is left out")
    func allProcessesAreCovered() {
        #expect(ProcessGolden.all.map(\.node) == allProcesses.map(\.node))
        #expect(ProcessGolden.all.map(\.roadmap) == allProcesses.map(\.roadmap))
    }
}

extension ProcessGolden {
    static let all = [
        ProcessGolden(
            node: 130, roadmap: .highPerformance, gateCapacitance: 6.962741864e-16,
            nmosTransconductance: 0.000524315287816157,
            pmosTransconductance: 0.000347325609441667, nmosResistances: 51252.1903888383,
            pmosResistances: 135357.227385802,
            leakages: 1.450007e-06),
        ProcessGolden(
            node: 130, roadmap: .lowStandbyPower, gateCapacitance: 1.654610984e-15,
            nmosTransconductance: 9.06680279185799e-05,
            pmosTransconductance: 0.000132839203694664, nmosResistances: 222393.303712011,
            pmosResistances: 453428.652814039,
            leakages: 3.127579e-09),
        ProcessGolden(
            node: 90, roadmap: .highPerformance, gateCapacitance: 4.494819456e-16,
            nmosTransconductance: 0.000513560726610616,
            pmosTransconductance: 0.000327848867896878, nmosResistances: 58659.2564218966,
            pmosResistances: 147318.079320548,
            leakages: 1.024596e-06),
        ProcessGolden(
            node: 90, roadmap: .lowStandbyPower, gateCapacitance: 4.12232184e-16,
            nmosTransconductance: 9.31152416269066e-05,
            pmosTransconductance: 0.00012734253364045, nmosResistances: 296397.845815194,
            pmosResistances: 537604.139100807,
            leakages: 2.218257e-09),
        ProcessGolden(
            node: 65, roadmap: .highPerformance, gateCapacitance: 2.8892019e-16,
            nmosTransconductance: 0.000492771856603787,
            pmosTransconductance: 0.000343734214658936, nmosResistances: 70759.7513647237,
            pmosResistances: 140162.905028867,
            leakages: 7.563985e-07),
        ProcessGolden(
            node: 65, roadmap: .lowStandbyPower, gateCapacitance: 6.2224968e-16,
            nmosTransconductance: 0.000114334097051313,
            pmosTransconductance: 0.000130805958490909, nmosResistances: 322520.28088538,
            pmosResistances: 549547.886532914,
            leakages: 1.7492735e-09),
        ProcessGolden(
            node: 45, roadmap: .highPerformance, gateCapacitance: 1.77614892e-16,
            nmosTransconductance: 0.00050164198319125,
            pmosTransconductance: 0.000428812007341231, nmosResistances: 83506.3811385894,
            pmosResistances: 107524.196317805,
            leakages: 5.80293e-07),
        ProcessGolden(
            node: 45, roadmap: .lowStandbyPower, gateCapacitance: 3.522015324e-16,
            nmosTransconductance: 0.000201673653662847,
            pmosTransconductance: 0.000132157356377547, nmosResistances: 317633.240058991,
            pmosResistances: 539542.288869684,
            leakages: 1.378197e-09),
        ProcessGolden(
            node: 32, roadmap: .highPerformance, gateCapacitance: 1.1820834816e-16,
            nmosTransconductance: 0.000546088000387596,
            pmosTransconductance: 0.00039560519296109, nmosResistances: 96169.5509735322,
            pmosResistances: 122946.747243116,
            leakages: 4.131424e-07),
        ProcessGolden(
            node: 32, roadmap: .lowStandbyPower, gateCapacitance: 2.1640975104e-16,
            nmosTransconductance: 0.000348658799995744,
            pmosTransconductance: 0.000162071864060522, nmosResistances: 314554.574886609,
            pmosResistances: 507534.047135871,
            leakages: 1.0950624e-09),
        ProcessGolden(
            node: 22, roadmap: .highPerformance, gateCapacitance: 7.459232e-17,
            nmosTransconductance: 0.0004923084573558,
            pmosTransconductance: 0.000318177132624397, nmosResistances: 125403.018240416,
            pmosResistances: 162026.880931814,
            leakages: 2.885476e-07),
        ProcessGolden(
            node: 22, roadmap: .lowStandbyPower, gateCapacitance: 1.258224e-16,
            nmosTransconductance: 0.000458383071079761,
            pmosTransconductance: 0.000185966816117886, nmosResistances: 302059.456784644,
            pmosResistances: 438258.093312976,
            leakages: 9.493e-10),
        ProcessGolden(
            node: 14, roadmap: .highPerformance, gateCapacitance: 1.408176e-16,
            nmosTransconductance: 0.000384896432473104,
            pmosTransconductance: 0.000226596922275519, nmosResistances: 80902.6455627866,
            pmosResistances: 100061.28273893,
            leakages: 1.7192880068e-06),
        ProcessGolden(
            node: 14, roadmap: .lowStandbyPower, gateCapacitance: 1.184064e-16,
            nmosTransconductance: 0.000379046738828567,
            pmosTransconductance: 0.000148596395952727, nmosResistances: 197031.609151497,
            pmosResistances: 236018.384423431,
            leakages: 7.4189970904e-09),
        ProcessGolden(
            node: 10, roadmap: .highPerformance, gateCapacitance: 1.164636e-16,
            nmosTransconductance: 0.00036476349559171,
            pmosTransconductance: 0.000187525848374713, nmosResistances: 78317.1983281819,
            pmosResistances: 96884.3288620319,
            leakages: 1.9090207902e-06),
        ProcessGolden(
            node: 10, roadmap: .lowStandbyPower, gateCapacitance: 9.60736368e-17,
            nmosTransconductance: 0.000489118671525127,
            pmosTransconductance: 0.000113056627238168, nmosResistances: 206354.052985626,
            pmosResistances: 252633.837154748,
            leakages: 8.3378573184e-09),
        ProcessGolden(
            node: 7, roadmap: .highPerformance, gateCapacitance: 9.01882e-17,
            nmosTransconductance: 0.000359208116706368,
            pmosTransconductance: 0.000150829795601313, nmosResistances: 78052.9929003211,
            pmosResistances: 100723.924222697,
            leakages: 1.31428434675e-06),
        ProcessGolden(
            node: 7, roadmap: .lowStandbyPower, gateCapacitance: 7.3056054e-17,
            nmosTransconductance: 0.000526231554687751,
            pmosTransconductance: 9.28267340994207e-05, nmosResistances: 239484.074685161,
            pmosResistances: 294181.994638933,
            leakages: 5.77034316315e-09),
    ]
}
