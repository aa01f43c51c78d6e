// SPDX-License-Identifier: Apache-2.0

import NeuroSim15Technology
import Technology
import Testing
import _TestSupport

/// What holds for gates of any size in cells of any height.
@Suite struct DeviceRuleTests {
    @Test func randomGatesHaveFiniteFiguresThatAreNotNegative() throws {
        var generator = SeededGenerator(seed: 15)
        for _ in 0..<6000 {
            let process = generator.pick(Processes.all)
            let technology = try Processes.make(process.node, process.roadmap)
            let size = technology.featureSize
            let gate = LogicGate(
                generator.pick(LogicGate.Kind.allCases), inputs: Int.random(in: 1...9, using: &generator),
                nmosWidth: max(0, Double.random(in: -5...150, using: &generator)) * size,
                pmosWidth: max(0, Double.random(in: -5...150, using: &generator)) * size)
            let region = Double.random(in: 0...200, using: &generator) * size
            let load = technology.capacitances(of: gate, regionHeight: region)
            let layout = technology.layout(of: gate, regionHeight: region)
            let large = technology.enlarged(gate, regionHeight: region)
            let figures = [
                load.input, load.output, layout.width, layout.height, technology.leakageCurrent(of: gate),
                large.nmosWidth, large.pmosWidth,
            ]
            #expect(figures.allSatisfy { $0.isFinite && $0 >= 0 }, "\(gate) in \(region) at \(process)")
        }
    }

    /// An enlarged gate is of the same kind, and one without a transistor of a kind gets none.
    @Test(arguments: Processes.all)
    func enlargedGatesAreWiderGates(process: (node: Int, roadmap: DeviceRoadmap)) throws {
        let technology = try Processes.make(process.node, process.roadmap)
        let size = technology.featureSize
        let region = DesignRules.maximumTransistorHeight * size
        for (nmos, pmos) in [(2.0, 2.0), (4, 2), (2, 4), (0, 2), (2, 0), (3, 3.7), (2, 0.5)] {
            let gate = LogicGate(.nand, inputs: 2, nmosWidth: nmos * size, pmosWidth: pmos * size)
            let large = technology.enlarged(gate, regionHeight: region)
            #expect(large.kind == .nand && large.inputs == 2)
            #expect(large.nmosWidth >= gate.nmosWidth && large.pmosWidth >= gate.pmosWidth)
            #expect((large.nmosWidth > 0) == (nmos > 0) && (large.pmosWidth > 0) == (pmos > 0))
        }
        let smallest = LogicGate(.inverter, nmosWidth: 2 * size, pmosWidth: 2 * size)
        let large = technology.enlarged(smallest, regionHeight: region)
        #expect(isClose(large.nmosWidth, large.pmosWidth))
        #expect(process.node <= 2 || large.nmosWidth > 1.5 * smallest.nmosWidth)
        let wide = LogicGate(.inverter, nmosWidth: 400 * size, pmosWidth: 400 * size)
        #expect(technology.enlarged(wide, regionHeight: region) == wide)
    }

    @Test(arguments: [5, 2])
    func unitsAreWholeDevices(node: Int) throws {
        let technology = try Processes.make(node, .lowStandbyPower)
        #expect(technology.unitWidth == 2 * technology.featureSize)
        #expect(technology.drawnWidth(unitWidths: 3.2) == 8 * technology.featureSize)
        #expect(technology.drawnWidth(unitWidths: 0.1) == 2 * technology.featureSize)
        let one = technology.gateCapacitance(width: technology.unitWidth)
        #expect(isClose(technology.gateCapacitance(width: 0.1 * technology.unitWidth), one))
        #expect(isClose(technology.gateCapacitance(width: 1.5 * technology.unitWidth), 2 * one))
        let step = technology.extent(unitWidths: 3) - technology.extent(unitWidths: 2)
        #expect(
            isClose(step, node == 5 ? 28e-9 : 26e-9)
                && isClose(technology.extent(unitWidths: 1), node == 5 ? 6e-9 : 15e-9))
    }

    @Test func planarWidthsAreWhatIsDrawn() throws {
        let technology = try Processes.make(22, .lowStandbyPower)
        let size = technology.featureSize
        #expect(technology.unitWidth == size && technology.drawnWidth(unitWidths: 3.2) == 3.2 * size)
        #expect(technology.drawnWidth(unitWidths: 0.1) == size && technology.extent(unitWidths: 3) == 3 * size)
        #expect(technology.standardCellHeight == 28 * size && technology.metal2Pitch == 3.2 * size)
    }

    /// Gates are cut where the process can and where a design asks for it; a NOR gate is not.
    @Test func sheetsAreCutOnDemand() throws {
        let whole = try Processes.make(2, .lowStandbyPower, cutsSheets: false)
        let cut = try Processes.make(2, .lowStandbyPower)
        let size = cut.featureSize
        let region = 28 * size
        let nand = LogicGate(.nand, inputs: 2, nmosWidth: 4 * size, pmosWidth: 2 * size)
        let nor = LogicGate(.nor, inputs: 2, nmosWidth: 4 * size, pmosWidth: 2 * size)
        #expect(cut.cut(nand) == LogicGate(.nand, inputs: 2, nmosWidth: 2 * size, pmosWidth: 2 * size))
        #expect(cut.cut(nor) == nor && whole.cut(nand) == nand)
        #expect(cut.cutInverterRatio == 0.5 && cut.cutNandResistanceRatio == 1.5)
        for technology in [whole, try Processes.make(3, .lowStandbyPower), try Processes.make(130, .highPerformance)] {
            #expect(technology.cutInverterRatio == 1 && technology.cutNandResistanceRatio == 1)
            let plain = technology.capacitances(of: nand, regionHeight: region)
            #expect(technology.cutCapacitances(of: nand, regionHeight: region) == plain)
        }
        #expect(
            cut.cutCapacitances(of: nor, regionHeight: region) == cut.capacitances(of: nor, regionHeight: region))
    }

    /// A cell of a region of another height has as many devices as fit.
    @Test(arguments: [14, 5, 2])
    func highRegionsFoldLess(node: Int) throws {
        let technology = try Processes.make(node, .lowStandbyPower)
        let size = technology.featureSize
        let inverter = LogicGate(.inverter, nmosWidth: 60 * size, pmosWidth: 0)
        let widths = [28.0, 60, 110, 400].map { technology.layout(of: inverter, regionHeight: $0 * size).width }
        #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 >= $1 } && widths[0] > widths[3])
        #expect(isClose(widths[3], 2 * technology.gatePitch))
    }

    /// Transistors of cells are in whole devices where the process has those, and folded to the region that is given.
    @Test func transistorsOfCellsAreInUnitsOfTheProcess() throws {
        let transistors = SRAMTransistors(accessWidth: 1, nmosWidth: 1, pmosWidth: 1)
        for node in [22, 7, 1] {
            let technology = try Processes.make(node, .lowStandbyPower)
            let region = 28 * technology.featureSize
            let cell = SRAMCell(transistors: transistors, regionHeight: region, technology: technology)
            let unit = technology.unitWidth
            #expect(cell.accessWidth == unit)
            #expect(cell.accessResistance == technology.onResistance(width: unit, polarity: .nmos))
            #expect(
                cell.accessCapacitance
                    == technology.drainCapacitance(width: unit, polarity: .nmos, regionHeight: region))
        }
        let fins = try Processes.make(5, .lowStandbyPower)
        let access = try AccessTransistor(
            cellResistance: 20e3, cellWidth: 40, regionHeight: 28 * fins.featureSize, technology: fins)
        let devices = fins.onResistance(width: fins.unitWidth, polarity: .nmos) * 0.2 / 5e3
        #expect(isClose(access.width, devices * fins.unitWidth))
        let extent = fins.extent(unitWidths: devices * 1e3) / fins.featureSize
        #expect(extent > 40)
        let error = #expect(throws: TechnologyError.self) {
            try AccessTransistor(cellResistance: 20, cellWidth: 40, technology: fins)
        }
        guard case .accessTransistorTooWide(let found, cellWidth: 40) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(isClose(found, extent))
    }
}
