// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Testing
import _TestSupport

@testable import Technology

@Suite("Transistors")
struct TransistorTests {
    @Test("A wider transistor has more gate and less resistance", arguments: allProcesses)
    func widthMatters(node: Int, roadmap: DeviceRoadmap) throws {
        let technology = try Technology(node: node, roadmap: roadmap)
        let widths = (1...60).map { Double($0) * technology.featureSize }
        for (narrow, wide) in zip(widths, widths.dropFirst()) {
            let gates = (technology.gateCapacitance(width: narrow), technology.gateCapacitance(width: wide))
            #expect(technology.isFinFET ? gates.0 <= gates.1 : gates.0 < gates.1)
            for polarity in TransistorPolarity.allCases {
                let before = technology.onResistance(width: narrow, polarity: polarity)
                let after = technology.onResistance(width: wide, polarity: polarity)
                #expect(technology.isFinFET ? before >= after : before > after)
                let gain = technology.transconductance(width: wide, polarity: polarity)
                #expect(gain > technology.transconductance(width: narrow, polarity: polarity))
            }
        }
    }

    @Test("Resistance times width is constant for planar transistors")
    func planarResistanceScales() throws {
        let technology = try Technology(node: 22, roadmap: .lowStandbyPower)
        let one = technology.onResistance(width: 1e-7, polarity: .nmos)
        let ten = technology.onResistance(width: 1e-6, polarity: .nmos)
        #expect(isClose(one, 10 * ten, relative: 1e-14))
    }

    @Test("A FinFET has whole fins: two feature sizes of drawn width are one")
    func finsAreWhole() throws {
        let technology = try Technology(node: 7, roadmap: .lowStandbyPower)
        let fin = try #require(technology.fin)
        #expect(fin.channelWidth == 2 * fin.height + fin.width)
        let one = technology.gateCapacitance(width: 1.9 * technology.featureSize)
        #expect(isClose(one, technology.gateCapacitancePerWidth * fin.channelWidth, relative: 1e-14))
        #expect(technology.gateCapacitance(width: 0.1 * technology.featureSize) == one)
        #expect(isClose(technology.gateCapacitance(width: 3.9 * technology.featureSize), 2 * one))
    }

    @Test("Hot transistors resist more", arguments: allProcesses)
    func heatMatters(node: Int, roadmap: DeviceRoadmap) throws {
        let cold = try Technology(node: node, roadmap: roadmap)
        let hot = try Technology(node: node, roadmap: roadmap, temperature: 400)
        let width = 4 * cold.featureSize
        for polarity in TransistorPolarity.allCases {
            let before = cold.onResistance(width: width, polarity: polarity)
            #expect(hot.onResistance(width: width, polarity: polarity) > before)
        }
        #expect(hot.gateCapacitance(width: width) == cold.gateCapacitance(width: width))
    }

    @Test("The drain grows with the width until the transistor is folded", arguments: allProcesses)
    func drainGrows(node: Int, roadmap: DeviceRoadmap) throws {
        let technology = try Technology(node: node, roadmap: roadmap)
        let widths = (1...12).map { 2 * Double($0) * technology.featureSize }
        let drains = widths.map {
            technology.drainCapacitance(width: $0, polarity: .nmos, regionHeight: standardHeight(technology))
        }
        #expect(zip(drains, drains.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(drains[11] > 2 * drains[1])
    }

    @Test("Folding into two fingers shares the drain between them")
    func foldingSharesDrain() throws {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        let size = technology.featureSize
        let height = 28 * size
        // Of 28 F, 24.4 F are left for a diffusion; 48.8 F are two fingers, whose common drain has no free ends.
        let unfolded = technology.drainCapacitance(width: 48.7 * size, polarity: .nmos, regionHeight: 100 * size)
        let folded = technology.drainCapacitance(width: 48.7 * size, polarity: .nmos, regionHeight: height)
        let channel = technology.drainToChannelCapacitance
        let area = 2 * 2.8 * size * 24.4 * size * technology.junctionCapacitance
        let edges = (2 * 2 * 2.8 * size + 24.4 * size) * technology.sidewallCapacitance
        #expect(isClose(folded, area + edges + 2 * 24.4 * size * channel))
        #expect(folded < 1.1 * unfolded)
    }

    @Test("No transistor has no load")
    func zeroWidth() throws {
        for node in [32, 7] {
            let technology = try Technology(node: node, roadmap: .lowStandbyPower)
            #expect(technology.gateCapacitance(width: 0) == 0)
            #expect(technology.drainCapacitance(width: 0, polarity: .nmos, regionHeight: 1e-6) == 0)
            #expect(technology.onResistance(width: 0, polarity: .pmos) == .infinity)
        }
    }
}

@Suite("Stage timing")
struct StageTimingTests {
    @Test("A step leaves the RC delay of the stage")
    func stepInput() {
        let timing = stageTiming(timeConstant: 1e-10, input: .step)
        #expect(isClose(timing.delay, 0.693147180559945 * 1e-10, relative: 1e-9))
        #expect(isClose(timing.outputRamp.slope, 0.5 / timing.delay, relative: 1e-15))
    }

    @Test("A slow edge rules the delay")
    func slowInput() {
        // For a slope s and a small time constant t, the delay tends to the root of t / (2 s).
        let timing = stageTiming(timeConstant: 1e-12, input: Ramp(slope: 1e3))
        #expect(isClose(timing.delay, (1e-12 / 2e3).squareRoot(), relative: 1e-6))
    }

    @Test("Slower edges and greater loads take longer and hand on slower edges")
    func monotone() {
        let slopes = [1e20, 1e12, 1e11, 1e10, 1e9, 1e8].map(Ramp.init(slope:))
        let times = [1e-13, 1e-12, 1e-11, 1e-10, 1e-9]
        for (steep, flat) in zip(slopes, slopes.dropFirst()) {
            for (short, long) in zip(times, times.dropFirst()) {
                let fast = stageTiming(timeConstant: short, input: steep)
                for slow in [
                    stageTiming(timeConstant: short, input: flat), stageTiming(timeConstant: long, input: steep),
                ] {
                    #expect(slow.delay > fast.delay)
                    #expect(slow.outputRamp.slope < fast.outputRamp.slope)
                }
            }
        }
    }

    @Test("A stage without a time constant hands on a step at once")
    func noTimeConstant() {
        let timing = stageTiming(timeConstant: 0, input: Ramp(slope: 1e9))
        #expect(timing == StageTiming(delay: 0, outputRamp: .step))
    }

    @Test("Figures of the reference model")
    func golden() {
        let timing = stageTiming(timeConstant: 3e-12, input: Ramp(slope: 3e10))
        #expect(isClose(timing.delay, 7.3704868987919523e-12))
        #expect(isClose(timing.outputRamp.slope, 67838123432.788635))
    }
}
