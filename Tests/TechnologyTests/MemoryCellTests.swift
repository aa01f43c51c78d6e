// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Technology
import Testing
import _TestSupport

@Suite("Memory cells")
struct MemoryCellTests {
    private let device = MemoryDevice(
        onResistance: 240e3, offResistance: 240e5, readVoltage: 0.5, readPulseWidth: 10e-9, writeVoltage: 4,
        writePulseWidth: 50e-9, nonlinearity: nil, potentiationLevels: 60, depressionLevels: 40, accessVoltage: 1.1,
        accessResistance: 15e3, gateCapacitance: 2.1717e-18, polarization: 0.2)
    private let transistors = SRAMTransistors(accessWidth: 1.31, nmosWidth: 2.08, pmosWidth: 1.23)

    private func sram(height: Double, width: Double, technology: Technology) -> SixTransistorCell {
        SixTransistorCell(
            transistors: transistors, geometry: CellGeometry(height: height, width: width), device: device,
            technology: technology)
    }

    private func resistive(
        width: Double = 4, device: MemoryDevice? = nil, technology: Technology
    ) throws(TechnologyError) -> OneTransistorResistiveCell {
        try OneTransistorResistiveCell(
            geometry: CellGeometry(height: 4, width: width), device: device ?? self.device, technology: technology)
    }

    private func ferroelectric(technology: Technology) throws(TechnologyError) -> FerroelectricCell {
        try FerroelectricCell(
            geometry: CellGeometry(height: 4, width: 4), device: device, technology: technology)
    }

    private func crossPoint(device: MemoryDevice? = nil, node: Int) throws(TechnologyError) -> CrossPointCell {
        CrossPointCell(
            element: .resistive, geometry: CellGeometry(height: 2, width: 2),
            featureSize: try TechnologyLibrary.neuroSim21.node(node).cells.crossPointFeatureSize.value,
            device: device ?? self.device)
    }

    @Test("SRAM cells of the reference")
    func sramGolden() throws {
        let cases: [(node: Int, roadmap: DeviceRoadmap, temperature: Double, size: Footprint, figures: [Double])] = [
            (
                130, .highPerformance, 350, Footprint(width: 20, height: 8),
                [14163.524326312887, 2.1319825262828965e-16, 1.2566813174500591e-15]
            ),
            (
                22, .lowStandbyPower, 300, Footprint(width: 20, height: 8),
                [65921.620179473306, 3.2946962077532546e-17, 2.0728621841280917e-16]
            ),
            (
                7, .lowStandbyPower, 300, Footprint(width: 30, height: 20),
                [34261.302551915345, 1.3169622482447743e-17, 1.5500203739236896e-16]
            ),
        ]
        for (node, roadmap, temperature, size, figures) in cases {
            let technology = try Technology(node: node, roadmap: roadmap, temperature: temperature)
            let made = sram(height: size.height, width: size.width, technology: technology)
            let latch = made.latch
            #expect(isClose(latch.accessResistance, figures[0]))
            #expect(isClose(latch.accessCapacitance, figures[1]))
            #expect(isClose(latch.storageCapacitance, figures[2]))
            #expect(isClose(latch.accessWidth, 1.31 * technology.featureSize))
            #expect(made.readOut == .bitlines(latch) && made.readOut.bitlineAccessResistance == latch.accessResistance)
            #expect(made.mostBits == 1 && made.leakagePower > 0 && made.writePulseWidth > 0)
            #expect(latch.storageCapacitance > latch.junctionCapacitance)
            #expect(latch.flipResistance == (latch.pullDownResistance + latch.pullUpResistance) / 2)
            #expect(made.readResistance.on == 240e3)
        }
    }

    @Test("1T1R cells of the reference")
    func accessTransistorGolden() throws {
        let cases: [(node: Int, roadmap: DeviceRoadmap, temperature: Double, figures: [Double])] = [
            (
                130, .highPerformance, 350,
                [8.0401606425702839e-09, 1.0765685211405615e-17, 1.3917797244377729e-16]
            ),
            (22, .lowStandbyPower, 300, [6.3328703119080701e-09, 9.0547379719661591e-18, 2.6536654409337449e-17]),
            (7, .lowStandbyPower, 300, [7.9943039287802489e-10, 3.6528026999999999e-17, 1.3169622482447743e-17]),
        ]
        for (node, roadmap, temperature, figures) in cases {
            let technology = try Technology(node: node, roadmap: roadmap, temperature: temperature)
            let cells: [any TransistorSelectedCell] = [
                try resistive(technology: technology), try ferroelectric(technology: technology),
            ]
            for made in cells {
                #expect(isClose(made.access.width, figures[0]))
                #expect(isClose(made.access.gateCapacitance, figures[1]))
                #expect(isClose(made.access.drainCapacitance, figures[2]))
                #expect(made.wordlineLoad == made.access.gateCapacitance)
                #expect(made.columnLoad == made.access.drainCapacitance)
                #expect(made.access.resistance == 60e3)
                #expect(made.readResistance == CellResistance(on: 300e3, off: 2406e4))
                #expect(isClose(made.readResistance.average, 1218e4))
                #expect(made.readOut == .current && made.readOut.bitlineAccessResistance == 0)
            }
            #expect(cells.map(\.seriesResistance) == [15e3, 0])
        }
    }

    @Test("Nonlinear cross-point cells of the reference")
    func crossPointGolden() throws {
        var steep = device
        steep.nonlinearity = 10
        let made = try crossPoint(device: steep, node: 32)
        #expect(made.selection == .crossing && made.wordlineLoad == 0 && made.columnLoad == 0)
        #expect(made.readResistance == CellResistance(on: 240e3, off: 240e5))
        #expect(isClose(made.halfWriteResistance.on, 203968.4173866162))
        #expect(isClose(made.halfWriteResistance.off, 20396841.738661621))
        #expect(isClose(made.halfWriteResistance.average, 10300405.078024119))
        #expect(isClose(made.fullWriteResistance.on, 40793.683477323255))
        #expect(isClose(made.fullWriteResistance.average, 2060081.0156048243))
        // From half to full write voltage, the current grows tenfold on top of twice the voltage over it.
        #expect(isClose(made.halfWriteResistance.on / made.fullWriteResistance.on, 10 / 2))
        #expect(isClose(made.featureSize, 40e-9))
    }

    @Test("A linear cross-point cell has one resistance")
    func linearCrossPoint() throws {
        let made = try crossPoint(node: 14)
        #expect(made.halfWriteResistance == made.readResistance)
        #expect(made.fullWriteResistance == made.readResistance)
    }

    @Test("A nonlinear device with an access transistor stays linear")
    func nonlinearityNeedsCrossPoint() throws {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        var steep = device
        steep.nonlinearity = 10
        let write = Self.write(lines: 1e-15)
        let linear = try resistive(technology: technology).writeEnergy(of: write)
        #expect(try resistive(device: steep, technology: technology).writeEnergy(of: write) == linear)
        #expect(
            try crossPoint(device: steep, node: 32).writeEnergy(of: write) > crossPoint(node: 32).writeEnergy(of: write)
        )
    }

    @Test("Set and reset voltages add up in squares")
    func writeVoltage() throws {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        let made = try ferroelectric(technology: technology)
        #expect(isClose(made.writeVoltage, 5.6568542494923806, relative: 1e-15))
        #expect(made.device.writeVoltage == 4)
        #expect(made.device.maximumWritePulses == 60)
    }

    @Test("An access transistor that is wider than the cell is refused")
    func accessTransistorTooWide() throws {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        var low = device
        low.onResistance = 10e3
        // 1.77 x 0.9 V / (600.2 A/m x 32 nm) = 82.94 kOhm of one F, a fifth of which is to drop to 2.5 kOhm.
        let expected = 1.77 * 0.9 / (600.2 * 32e-9) * 0.2 / 2500
        let error = #expect(throws: TechnologyError.self) {
            try resistive(device: low, technology: technology)
        }
        guard case .accessTransistorTooWide(let width, let cellWidth) = error else {
            Issue.record("not the error of a wide transistor: \(String(describing: error))")
            return
        }
        #expect(isClose(width, expected) && cellWidth == 4)
        let wide = try resistive(width: 7, device: low, technology: technology)
        #expect(isClose(wide.access.width, expected * 32e-9))
    }

    @Test("Relaxed cells line up with the circuits around the array")
    func footprints() throws {
        let technology = try Technology(node: 22, roadmap: .lowStandbyPower)
        let size = technology.featureSize
        let latch = sram(height: 8, width: 20, technology: technology)
        #expect(isClose(latch.footprint(technology: technology).area, 160 * size * size))
        let tall = latch.footprint(technology: technology, relaxingHeight: true, relaxingWidth: true)
        #expect(isClose(tall.height, 28 * size) && isClose(tall.width, 20 * size))
        let narrow = sram(height: 8, width: 5, technology: technology)
        #expect(isClose(narrow.footprint(technology: technology, relaxingWidth: true).width, 7.6 * size))
        let made = try resistive(technology: technology)
        #expect(isClose(made.footprint(technology: technology, relaxingWidth: true).width, 15.2 * size))
        let crossing = try crossPoint(node: 22)
        #expect(isClose(crossing.footprint(technology: technology).width, 64e-9))
        #expect(isClose(crossing.footprint(technology: technology, relaxingWidth: true).width, 15.2 * size))
    }

    // MARK: Laws of all cells

    /// Two rows set with three pulses, one reset with two, on lines of one capacitance [F].
    private static func write(lines: Double, scale: Double = 1) -> CellWrite {
        CellWrite(
            setStep: CellWrite.Step(rows: 2, columns: 3, pulses: 6 * scale, idleRows: 4, idleColumns: 5),
            resetStep: CellWrite.Step(rows: 1, columns: 2, pulses: 2 * scale, idleRows: 5, idleColumns: 6),
            averagePulses: 8.0 / 3, totalPulses: 8 * scale, writtenCells: 8 * scale,
            flips: (rows: 8 * scale, cellsPerRow: 1), pulsedConductance: 20e-6 * scale,
            endpointConductance: 16e-6 * scale, lines: WriteLines(rowWire: lines, wordline: lines, column: lines))
    }

    private func allCells() throws -> [any MemoryCell] {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        return [
            sram(height: 8, width: 20, technology: technology), try resistive(technology: technology),
            try ferroelectric(technology: technology), try crossPoint(node: 32),
            CrossPointCell(
                element: .ferroelectric(technology: technology), geometry: CellGeometry(height: 2, width: 2),
                featureSize: 40e-9, device: device),
        ]
    }

    @Test("Figures of every cell are finite and not negative")
    func finite() throws {
        for cell in try allCells() {
            let figures = [
                cell.heightInFeatureSizes, cell.widthInFeatureSizes, cell.featureSize, cell.passGatesPerColumn,
                cell.wordlineLoad, cell.columnLoad, cell.readVoltage, cell.seriesResistance, cell.writeVoltage,
                cell.writePulseWidth, cell.leakagePower, cell.leastConductance,
                cell.writeEnergy(of: Self.write(lines: 1e-14)),
            ]
            #expect(figures.allSatisfy { $0.isFinite && $0 >= 0 }, "\(cell)")
            #expect(cell.greatestConductance > cell.leastConductance && cell.leastConductance > 0)
            #expect(cell.readResistance.on >= cell.stateResistance.on)
            #expect(cell.writeRule.signedPulses(from: cell.leastConductance, to: cell.greatestConductance) > 0)
        }
    }

    @Test("Twice the pulses and cells take at most twice the energy, and longer lines never less")
    func writesGrow() throws {
        for cell in try allCells() {
            let one = cell.writeEnergy(of: Self.write(lines: 1e-14))
            let two = cell.writeEnergy(of: Self.write(lines: 1e-14, scale: 2))
            #expect(one > 0 && two > one && two <= 2 * one * (1 + 1e-12), "\(cell)")
            #expect(cell.writeEnergy(of: Self.write(lines: 2e-14)) >= one)
        }
    }
}
