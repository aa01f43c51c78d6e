// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Testing
import _TestSupport

@testable import Technology

@Suite("Logic gates")
struct GateTests {
    private func gate(_ kind: LogicGate.Kind, _ inputs: Int, _ nmos: Double, _ pmos: Double, _ technology: Technology)
        -> LogicGate
    {
        let size = technology.featureSize
        return LogicGate(kind, inputs: inputs, nmosWidth: nmos * size, pmosWidth: pmos * size)
    }

    @Test("An unfolded inverter is two gate pitches wide", arguments: allProcesses)
    func inverterLayout(node: Int, roadmap: DeviceRoadmap) throws {
        let technology = try Technology(node: node, roadmap: roadmap)
        let inverter = gate(.inverter, 1, 2, 2 * technology.pmosToNmosRatio, technology)
        let height = standardHeight(technology)
        let layout = technology.layout(of: inverter, regionHeight: height)
        let pitch = technology.isFinFET ? 1.4 + 3.9 : 1.0 + 2.8
        #expect(layout.height == height)
        #expect(isClose(layout.width, 2 * pitch * technology.featureSize, relative: 1e-14))
        #expect(isClose(layout.area, layout.width * layout.height, relative: 1e-15))
    }

    @Test("Unfolded inputs share their diffusions", arguments: [32, 7])
    func inputsShareDiffusions(node: Int) throws {
        let technology = try Technology(node: node, roadmap: .lowStandbyPower)
        let height = standardHeight(technology)
        let widths = (1...6).map {
            technology.layout(of: gate(.nand, $0, 3, 3, technology), regionHeight: height).width
        }
        let pitch = widths[0] / 2
        for (index, width) in widths.enumerated() {
            #expect(isClose(width, Double(index + 2) * pitch, relative: 1e-13))
        }
    }

    @Test("A NAND is a NOR with its transistors swapped", arguments: [130, 22, 14, 7])
    func nandMirrorsNor(node: Int) throws {
        let technology = try Technology(node: node, roadmap: .lowStandbyPower)
        let height = standardHeight(technology)
        for (inputs, narrow, wide) in [(2, 3.0, 6.0), (3, 20.0, 45.0), (4, 2.0, 90.0)] {
            let nor = gate(.nor, inputs, narrow, wide, technology)
            let nand = gate(.nand, inputs, wide, narrow, technology)
            let norLoad = technology.capacitances(of: nor, regionHeight: height)
            let nandLoad = technology.capacitances(of: nand, regionHeight: height)
            #expect(isClose(norLoad.output, nandLoad.output, relative: 1e-12))
            #expect(isClose(norLoad.input, nandLoad.input, relative: 1e-12))
        }
    }

    @Test("Wider gates never get narrower", arguments: allProcesses)
    func layoutGrows(node: Int, roadmap: DeviceRoadmap) throws {
        let technology = try Technology(node: node, roadmap: roadmap)
        let height = standardHeight(technology)
        for kind in LogicGate.Kind.allCases {
            let layouts = (1...200).map {
                technology.layout(of: gate(kind, 2, Double($0), 1.5 * Double($0), technology), regionHeight: height)
            }
            #expect(zip(layouts, layouts.dropFirst()).allSatisfy { $0.width <= $1.width })
            #expect(layouts[199].width > 5 * layouts[0].width)
        }
    }

    @Test("The input of a planar gate is the gates of its two transistors")
    func planarInput() throws {
        let technology = try Technology(node: 45, roadmap: .highPerformance)
        let load = technology.capacitances(
            of: gate(.nand, 3, 7, 5, technology), regionHeight: standardHeight(technology))
        let gates = technology.gateCapacitance(width: 12 * technology.featureSize)
        #expect(isClose(load.input, gates, relative: 1e-14))
    }

    @Test("The output of an unfolded inverter is its two drains")
    func inverterOutput() throws {
        for node in [32, 7] {
            let technology = try Technology(node: node, roadmap: .lowStandbyPower)
            let size = technology.featureSize
            let height = standardHeight(technology)
            let load = technology.capacitances(of: gate(.inverter, 1, 4, 6, technology), regionHeight: height)
            let down = technology.drainCapacitance(width: 4 * size, polarity: .nmos, regionHeight: height)
            let up = technology.drainCapacitance(width: 6 * size, polarity: .pmos, regionHeight: height)
            #expect(isClose(load.output, down + up, relative: 1e-14))
        }
    }

    @Test("Leakage grows with width, inputs and temperature", arguments: allProcesses)
    func leakage(node: Int, roadmap: DeviceRoadmap) throws {
        let cold = try Technology(node: node, roadmap: roadmap)
        let hot = try Technology(node: node, roadmap: roadmap, temperature: 380)
        for kind in LogicGate.Kind.allCases {
            let small = gate(kind, 2, 2, 4, cold)
            let leak = cold.leakageCurrent(of: small)
            #expect(leak > 0)
            #expect(hot.leakageCurrent(of: small) > leak)
            #expect(isClose(cold.leakageCurrent(of: gate(kind, 2, 4, 8, cold)), 2 * leak))
        }
        let inverter = cold.leakageCurrent(of: gate(.inverter, 1, 2, 2, cold))
        let nor = cold.leakageCurrent(of: gate(.nor, 2, 2, 2, cold))
        #expect(isClose(nor / cold.nmosOffCurrent, 1.9 * cold.channelWidth(drawnWidth: 2 * cold.featureSize)))
        #expect(inverter < nor + cold.leakageCurrent(of: gate(.nand, 2, 2, 2, cold)))
    }

    @Test("An inverter has one input")
    func inverterInputs() {
        #expect(LogicGate(.inverter, inputs: 5, nmosWidth: 1, pmosWidth: 1).inputs == 1)
        #expect(LogicGate(.nor, inputs: 0, nmosWidth: 1, pmosWidth: 1).inputs == 1)
    }

    @Test("More fingers make a pass gate wider and flatter", arguments: [65, 10])
    func passGateFolds(node: Int) throws {
        let technology = try Technology(node: node, roadmap: .highPerformance)
        let width = 60 * technology.featureSize
        let layouts = (1...5).map {
            technology.passGateLayout(nmosWidth: width, pmosWidth: 1.2 * width, folds: $0)
        }
        for (flat, folded) in zip(layouts, layouts.dropFirst()) {
            #expect(folded.width > flat.width)
            #expect(folded.height < flat.height)
        }
        let zeroFolds = technology.passGateLayout(nmosWidth: width, pmosWidth: 1.2 * width, folds: 0)
        #expect(zeroFolds == layouts[0])
    }

    @Test("Random gates have finite figures that are not negative")
    func randomGates() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<4000 {
            let process = allProcesses[Int.random(in: 0..<allProcesses.count, using: &generator)]
            let technology = try Technology(node: process.node, roadmap: process.roadmap)
            let kind = LogicGate.Kind.allCases[Int.random(in: 0..<3, using: &generator)]
            let nmos = max(0, Double.random(in: -5...120, using: &generator))
            let pmos = max(0, Double.random(in: -5...120, using: &generator))
            let random = gate(kind, Int.random(in: 1...9, using: &generator), nmos, pmos, technology)
            let height = Double.random(in: 0...60, using: &generator) * technology.featureSize
            let load = technology.capacitances(of: random, regionHeight: height)
            let layout = technology.layout(of: random, regionHeight: height)
            let figures = [load.input, load.output, layout.width, technology.leakageCurrent(of: random)]
            #expect(figures.allSatisfy { $0.isFinite && $0 >= 0 }, "\(random) in \(height) at \(process)")
            #expect(load.output < 1e-10)
        }
    }

    @Test("A cell that is lower than its margins does not fold its transistors", arguments: [32, 7])
    func noRoom(node: Int) throws {
        let technology = try Technology(node: node, roadmap: .lowStandbyPower)
        let size = technology.featureSize
        let high = technology.drainCapacitance(width: 2 * size, polarity: .nmos, regionHeight: 28 * size)
        for height in [3.6, 2, 0] {
            let low = technology.drainCapacitance(width: 2 * size, polarity: .nmos, regionHeight: height * size)
            #expect(low == high)
        }
    }
}
