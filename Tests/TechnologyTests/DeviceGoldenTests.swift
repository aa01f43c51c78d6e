// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology
import Testing
import _TestSupport

/// The figures of one gate, printed by DNN+NeuroSim V2.1.
struct GateGolden: Sendable {
    let input: Double
    let output: Double
    let width: Double
    let leakage: Double
}

/// The figures of a process, printed by DNN+NeuroSim V2.1; widths in feature sizes, gates in a cell of 28 F.
struct DeviceGolden: Sendable, CustomTestStringConvertible {
    let node: Int
    let roadmap: DeviceRoadmap
    let temperature: Double
    /// Of 8 F.
    let gateCapacitance: Double
    /// Of 20 F.
    let nmosDrain: Double
    /// Of 50 F.
    let pmosDrain: Double
    /// Of 3 F.
    let nmosResistance: Double
    let pmosResistance: Double
    /// Of 2 F.
    let nmosTransconductance: Double
    let pmosTransconductance: Double
    /// Of 2 and 3 F.
    let inverter: GateGolden
    /// Of 40 and 60 F.
    let foldedInverter: GateGolden
    /// Of 8 and 30 F.
    let foldedNor2: GateGolden
    /// Of 12 and 9 F.
    let nand3: GateGolden
    /// Of 30 and 20 F.
    let foldedNand2: GateGolden
    /// Of 6 and 7 F.
    let nor3: GateGolden
    /// Of 4 and 3 F.
    let nand2: GateGolden
    /// Of 33.3 and 50 F in three fingers.
    let passGate: Footprint

    var testDescription: String { "\(node) nm \(roadmap) at \(temperature) K" }

    /// The gates with their kinds, inputs and widths.
    var gates: [(kind: LogicGate.Kind, inputs: Int, nmos: Double, pmos: Double, golden: GateGolden)] {
        [
            (.inverter, 1, 2, 3, inverter), (.inverter, 1, 40, 60, foldedInverter), (.nor, 2, 8, 30, foldedNor2),
            (.nand, 3, 12, 9, nand3), (.nand, 2, 30, 20, foldedNand2), (.nor, 3, 6, 7, nor3),
            (.nand, 2, 4, 3, nand2),
        ]
    }
}

@Suite("Devices against the reference")
struct DeviceGoldenTests {
    @Test("Transistors", arguments: DeviceGolden.all)
    func transistors(golden: DeviceGolden) throws {
        let technology = try Technology(
            node: golden.node, roadmap: golden.roadmap, temperature: golden.temperature)
        let size = technology.featureSize
        let height = 28 * size
        #expect(isClose(technology.gateCapacitance(width: 8 * size), golden.gateCapacitance))
        let nmosDrain = technology.drainCapacitance(width: 20 * size, polarity: .nmos, regionHeight: height)
        #expect(isClose(nmosDrain, golden.nmosDrain))
        let pmosDrain = technology.drainCapacitance(width: 50 * size, polarity: .pmos, regionHeight: height)
        #expect(isClose(pmosDrain, golden.pmosDrain))
        #expect(isClose(technology.onResistance(width: 3 * size, polarity: .nmos), golden.nmosResistance))
        #expect(isClose(technology.onResistance(width: 3 * size, polarity: .pmos), golden.pmosResistance))
        #expect(isClose(technology.transconductance(width: 2 * size, polarity: .nmos), golden.nmosTransconductance))
        #expect(isClose(technology.transconductance(width: 2 * size, polarity: .pmos), golden.pmosTransconductance))
    }

    @Test("Gates", arguments: DeviceGolden.all)
    func gates(golden: DeviceGolden) throws {
        let technology = try Technology(
            node: golden.node, roadmap: golden.roadmap, temperature: golden.temperature)
        let size = technology.featureSize
        let height = 28 * size
        for (kind, inputs, nmos, pmos, expected) in golden.gates {
            let gate = LogicGate(kind, inputs: inputs, nmosWidth: nmos * size, pmosWidth: pmos * size)
            let load = technology.capacitances(of: gate, regionHeight: height)
            let layout = technology.layout(of: gate, regionHeight: height)
            #expect(isClose(load.input, expected.input), "\(gate)")
            #expect(isClose(load.output, expected.output), "\(gate)")
            #expect(isClose(layout.width, expected.width), "\(gate)")
            #expect(isClose(technology.leakageCurrent(of: gate), expected.leakage), "\(gate)")
        }
    }

    @Test("Pass gates", arguments: DeviceGolden.all)
    func passGates(golden: DeviceGolden) throws {
        let technology = try Technology(node: golden.node, roadmap: golden.roadmap)
        let size = technology.featureSize
        let layout = technology.passGateLayout(nmosWidth: 33.3 * size, pmosWidth: 50 * size, folds: 3)
        #expect(isClose(layout.width, golden.passGate.width))
        #expect(isClose(layout.height, golden.passGate.height))
    }
}

extension DeviceGolden {
    static let all = [
        DeviceGolden(
            node: 130, roadmap: .highPerformance, temperature: 300,
            gateCapacitance: 1.3925483728e-15, nmosDrain: 1.32158758344809e-15, pmosDrain: 2.69269944277502e-15,
            nmosResistance: 5519.71326164875, pmosResistance: 11937.984496124,
            nmosTransconductance: 0.000262157643908078, pmosTransconductance: 0.000173662804720834,
            inverter: GateGolden(
                input: 8.70342733e-16, output: 5.67539715922771e-16, width: 9.88e-07, leakage: 3.2539e-08),
            foldedInverter: GateGolden(
                input: 1.740685466e-14, output: 3.72222437025499e-15, width: 2.964e-06, leakage: 6.5078e-07),
            foldedNor2: GateGolden(
                input: 6.6146047708e-15, output: 6.47448640184018e-15, width: 2.964e-06, leakage: 1.976e-07),
            nand3: GateGolden(
                input: 3.6554394786e-15, output: 9.65217757328367e-15, width: 4.446e-06, leakage: 1.0902762e-07),
            foldedNand2: GateGolden(
                input: 8.70342733e-15, output: 6.26278660564525e-15, width: 3.952e-06, leakage: 2.500992e-07),
            nor3: GateGolden(
                input: 2.2628911058e-15, output: 2.05382069869768e-15, width: 1.976e-06, leakage: 1.4508e-07),
            nand2: GateGolden(
                input: 1.2184798262e-15, output: 8.70126792810697e-16, width: 1.482e-06, leakage: 3.751488e-08),
            passGate: Footprint(width: 1.976e-06, height: 4.53266666666667e-06)),
        DeviceGolden(
            node: 65, roadmap: .lowStandbyPower, temperature: 387,
            gateCapacitance: 1.24449936e-15, nmosDrain: 5.28293334905091e-16, pmosDrain: 1.01454972969242e-15,
            nmosResistance: 50330.7560470581, pmosResistance: 86275.0832508026,
            nmosTransconductance: 5.71670485256566e-05, pmosTransconductance: 6.54029792454546e-05,
            inverter: GateGolden(
                input: 7.778121e-16, output: 2.54433362531987e-16, width: 4.94e-07, leakage: 1.46124225e-10),
            foldedInverter: GateGolden(
                input: 1.5556242e-14, output: 1.43899806808009e-15, width: 1.482e-06, leakage: 2.9224845e-09),
            foldedNor2: GateGolden(
                input: 5.91137196e-15, output: 2.57184080990126e-15, width: 1.482e-06, leakage: 9.6985044e-10),
            nand3: GateGolden(
                input: 3.26681082e-15, output: 3.8336721219705e-15, width: 2.223e-06, leakage: 4.593359745e-10),
            foldedNand2: GateGolden(
                input: 7.778121e-15, output: 2.39670824742026e-15, width: 1.976e-06, leakage: 1.05367392e-09),
            nor3: GateGolden(
                input: 2.02231146e-15, output: 8.06258844334019e-16, width: 9.88e-07, leakage: 7.12074402e-10),
            nand2: GateGolden(
                input: 1.08893694e-15, output: 3.64476780170231e-16, width: 7.41e-07, leakage: 1.58051088e-10),
            passGate: Footprint(width: 9.88e-07, height: 2.26633333333333e-06)),
        DeviceGolden(
            node: 32, roadmap: .lowStandbyPower, temperature: 300,
            gateCapacitance: 4.3281950208e-16, nmosDrain: 2.28931370613526e-16, pmosDrain: 4.18679951826059e-16,
            nmosResistance: 27647.0343218927, pmosResistance: 41484.375,
            nmosTransconductance: 0.000174329399997872, pmosTransconductance: 8.10359320302608e-05,
            inverter: GateGolden(
                input: 2.705121888e-16, output: 1.19602902979767e-16, width: 2.432e-07, leakage: 8.008e-12),
            foldedInverter: GateGolden(
                input: 5.410243776e-15, output: 6.069866255022e-16, width: 7.296e-07, leakage: 1.6016e-10),
            foldedNor2: GateGolden(
                input: 2.05589263488e-15, output: 1.10896498857691e-15, width: 7.296e-07, leakage: 4.868864e-11),
            nand3: GateGolden(
                input: 1.13615119296e-15, output: 1.65291249291239e-15, width: 1.0944e-06, leakage: 2.6810784e-11),
            foldedNand2: GateGolden(
                input: 2.705121888e-15, output: 1.00238381705924e-15, width: 9.728e-07, leakage: 6.150144e-11),
            nor3: GateGolden(
                input: 7.0333169088e-16, output: 3.44387872113312e-16, width: 4.864e-07, leakage: 3.5747712e-11),
            nand2: GateGolden(
                input: 3.7871706432e-16, output: 1.63588861708072e-16, width: 3.648e-07, leakage: 9.225216e-12),
            passGate: Footprint(width: 4.864e-07, height: 1.11573333333333e-06)),
        DeviceGolden(
            node: 22, roadmap: .lowStandbyPower, temperature: 345,
            gateCapacitance: 2.516448e-16, nmosDrain: 1.5016024556761e-16, pmosDrain: 2.69302703613061e-16,
            nmosResistance: 35440.6942559928, pmosResistance: 50854.332505197,
            nmosTransconductance: 0.000229191535539881, pmosTransconductance: 9.29834080589428e-05,
            inverter: GateGolden(
                input: 1.57278e-16, output: 8.08199602549251e-17, width: 1.672e-07, leakage: 2.698025e-11),
            foldedInverter: GateGolden(
                input: 3.14556e-15, output: 3.93926133056382e-16, width: 5.016e-07, leakage: 5.39605e-10),
            foldedNor2: GateGolden(
                input: 1.1953128e-15, output: 7.25990390839442e-16, width: 5.016e-07, leakage: 1.6403992e-10),
            nand3: GateGolden(
                input: 6.605676e-16, output: 1.08205110146933e-15, width: 7.524e-07, leakage: 9.0329877e-11),
            foldedNand2: GateGolden(
                input: 1.57278e-15, output: 6.48299146639591e-16, width: 6.688e-07, leakage: 2.0720832e-10),
            nor3: GateGolden(
                input: 4.089228e-16, output: 2.24622908243471e-16, width: 3.344e-07, leakage: 1.20439836e-10),
            nand2: GateGolden(
                input: 2.201892e-16, output: 1.0873272702842e-16, width: 2.508e-07, leakage: 3.1081248e-11),
            passGate: Footprint(width: 3.344e-07, height: 7.67066666666667e-07)),
        DeviceGolden(
            node: 14, roadmap: .highPerformance, temperature: 400,
            gateCapacitance: 2.816352e-16, nmosDrain: 1.06445630256543e-16, pmosDrain: 2.3099895289786e-16,
            nmosResistance: 8492.68841394826, pmosResistance: 11486.3836908565,
            nmosTransconductance: 0.000192448216236552, pmosTransconductance: 0.00011329846113776,
            inverter: GateGolden(
                input: 2.816352e-16, output: 5.89758752424996e-17, width: 1.484e-07, leakage: 2.9251348e-07),
            foldedInverter: GateGolden(
                input: 4.0837104e-15, output: 2.77558823975369e-16, width: 4.452e-07, leakage: 4.823798e-06),
            foldedNor2: GateGolden(
                input: 1.6194024e-15, output: 4.98464185477857e-16, width: 4.452e-07, leakage: 9.79011936e-07),
            nand3: GateGolden(
                input: 9.153144e-16, output: 2.06466252938921e-16, width: 2.968e-07, leakage: 1.06068732e-06),
            foldedNand2: GateGolden(
                input: 2.112264e-15, output: 4.95921636013476e-16, width: 4.452e-07, leakage: 2.18980608e-06),
            nor3: GateGolden(
                input: 5.632704e-16, output: 1.72948340700806e-16, width: 2.968e-07, leakage: 7.188008688e-07),
            nand2: GateGolden(
                input: 3.52044e-16, output: 8.33177695762316e-17, width: 2.226e-07, leakage: 4.37961216e-07),
            passGate: Footprint(width: 2.968e-07, height: 3.434e-07)),
        DeviceGolden(
            node: 7, roadmap: .lowStandbyPower, temperature: 300,
            gateCapacitance: 1.46112108e-16, nmosDrain: 5.45332450976278e-17, pmosDrain: 8.24349486755846e-17,
            nmosResistance: 17130.6512759577, pmosResistance: 19106.3708939447,
            nmosTransconductance: 0.000263115777343875, pmosTransconductance: 4.64133670497104e-05,
            inverter: GateGolden(
                input: 1.82640135e-16, output: 3.22483339099212e-17, width: 7.42e-08, leakage: 6.4910048e-12),
            foldedInverter: GateGolden(
                input: 2.92224216e-15, output: 1.59895991060137e-16, width: 2.968e-07, leakage: 1.08115072e-10),
            foldedNor2: GateGolden(
                input: 1.132368837e-15, output: 2.48784976358718e-16, width: 2.226e-07, leakage: 3.268e-11),
            nand3: GateGolden(
                input: 6.57504486e-16, output: 9.37866381443882e-17, width: 1.484e-07, leakage: 2.018567232e-11),
            foldedNand2: GateGolden(
                input: 1.46112108e-15, output: 2.07795052380576e-16, width: 2.968e-07, leakage: 4.167364608e-11),
            nor3: GateGolden(
                input: 4.01808297e-16, output: 9.37866381443882e-17, width: 1.484e-07, leakage: 2.3994e-11),
            nand2: GateGolden(
                input: 2.55696189e-16, output: 4.40444234986082e-17, width: 1.113e-07, leakage: 8.334729216e-12),
            passGate: Footprint(width: 1.484e-07, height: 1.957e-07)),
    ]
}
