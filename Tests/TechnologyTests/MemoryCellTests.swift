import Technology
import Testing

@Suite("Memory cells")
struct MemoryCellTests {
    private let device = MemoryDevice(
        onResistance: 240e3, offResistance: 240e5, readVoltage: 0.5, readPulseWidth: 10e-9, writeVoltage: 4,
        writePulseWidth: 50e-9, nonlinearity: nil, potentiationLevels: 60, depressionLevels: 40, accessVoltage: 1.1,
        accessResistance: 15e3, gateCapacitance: 2.1717e-18, polarization: 0.2)
    private let transistors = SRAMTransistors(accessWidth: 1.31, nmosWidth: 2.08, pmosWidth: 1.23)

    private func cell(
        _ type: CellType, _ access: AccessDevice = .cmos, height: Double, width: Double,
        device: MemoryDevice? = nil, technology: Technology
    ) throws(TechnologyError) -> MemoryCell {
        try MemoryCell(
            type: type, accessDevice: access, heightInFeatureSizes: height, widthInFeatureSizes: width,
            crossPointFeatureSize: Wire.standardFeatureSize(node: technology.node), device: device ?? self.device,
            transistors: transistors, minimumSenseVoltage: 0.1, technology: technology)
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
            let made = try cell(.sram, height: size.height, width: size.width, technology: technology)
            let sram = try #require(made.sram)
            #expect(isClose(sram.accessResistance, figures[0]))
            #expect(isClose(sram.accessCapacitance, figures[1]))
            #expect(isClose(sram.storageCapacitance, figures[2]))
            #expect(isClose(made.accessTransistorWidth, 1.31 * technology.featureSize))
            #expect(made.accessResistance == sram.accessResistance)
            #expect(sram.storageCapacitance > sram.junctionCapacitance)
            #expect(sram.flipResistance == (sram.pullDownResistance + sram.pullUpResistance) / 2)
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
            for type in [CellType.rram, .fefet] {
                let made = try cell(type, height: 4, width: 4, technology: technology)
                #expect(isClose(made.accessTransistorWidth, figures[0]))
                #expect(isClose(made.accessGateCapacitance, figures[1]))
                #expect(isClose(made.accessDrainCapacitance, figures[2]))
                #expect(made.accessResistance == 60e3)
                #expect(made.readResistance == CellResistance(on: 300e3, off: 2406e4))
                #expect(isClose(made.readResistance.average, 1218e4))
                #expect(made.fullWriteResistance == made.readResistance)
                #expect(made.sram == nil)
            }
        }
    }

    @Test("Nonlinear cross-point cells of the reference", arguments: [AccessDevice.bjt, .diode, .none])
    func crossPointGolden(access: AccessDevice) throws {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        var steep = device
        steep.nonlinearity = 10
        let made = try cell(.rram, access, height: 2, width: 2, device: steep, technology: technology)
        #expect(made.isCrossPoint && made.accessTransistorWidth == 0 && made.accessDrainCapacitance == 0)
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
        let technology = try Technology(node: 14, roadmap: .highPerformance)
        let made = try cell(.rram, .none, height: 2, width: 2, technology: technology)
        #expect(made.halfWriteResistance == made.readResistance)
        #expect(made.fullWriteResistance == made.readResistance)
    }

    @Test("A nonlinear device with an access transistor stays linear")
    func nonlinearityNeedsCrossPoint() throws {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        var steep = device
        steep.nonlinearity = 10
        let made = try cell(.rram, .cmos, height: 4, width: 4, device: steep, technology: technology)
        #expect(made.halfWriteResistance == made.readResistance)
    }

    @Test("Set and reset voltages add up in squares")
    func writeVoltage() throws {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        let made = try cell(.fefet, height: 4, width: 4, technology: technology)
        #expect(isClose(made.writeVoltage, 5.6568542494923806, relative: 1e-15))
        #expect(made.device.writeVoltage == 4)
        #expect(made.maximumWritePulses == 60)
    }

    @Test("An access transistor that is wider than the cell is refused")
    func accessTransistorTooWide() throws {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        var low = device
        low.onResistance = 10e3
        // 1.77 x 0.9 V / (600.2 A/m x 32 nm) = 82.94 kOhm of one F, a fifth of which is to drop to 2.5 kOhm.
        let expected = 1.77 * 0.9 / (600.2 * 32e-9) * 0.2 / 2500
        let error = #expect(throws: TechnologyError.self) {
            try cell(.rram, height: 4, width: 4, device: low, technology: technology)
        }
        guard case .accessTransistorTooWide(let width, let cellWidth) = error else {
            Issue.record("not the error of a wide transistor: \(String(describing: error))")
            return
        }
        #expect(isClose(width, expected) && cellWidth == 4)
        let wide = try cell(.rram, height: 4, width: 7, device: low, technology: technology)
        #expect(isClose(wide.accessTransistorWidth, expected * 32e-9))
        _ = try cell(.rram, .none, height: 2, width: 2, device: low, technology: technology)
    }

    @Test("Relaxed cells line up with the circuits around the array")
    func footprints() throws {
        let technology = try Technology(node: 22, roadmap: .lowStandbyPower)
        let size = technology.featureSize
        let sram = try cell(.sram, height: 8, width: 20, technology: technology)
        #expect(isClose(sram.footprint(technology: technology).area, 160 * size * size))
        let tall = sram.footprint(technology: technology, relaxingHeight: true, relaxingWidth: true)
        #expect(isClose(tall.height, 28 * size) && isClose(tall.width, 20 * size))
        let narrow = try cell(.sram, height: 8, width: 5, technology: technology)
        #expect(isClose(narrow.footprint(technology: technology, relaxingWidth: true).width, 7.6 * size))
        let resistive = try cell(.rram, height: 4, width: 4, technology: technology)
        #expect(isClose(resistive.footprint(technology: technology, relaxingWidth: true).width, 15.2 * size))
        let crossing = try cell(.rram, .none, height: 2, width: 2, technology: technology)
        #expect(isClose(crossing.footprint(technology: technology).width, 64e-9))
        #expect(isClose(crossing.footprint(technology: technology, relaxingWidth: true).width, 15.2 * size))
    }
}
