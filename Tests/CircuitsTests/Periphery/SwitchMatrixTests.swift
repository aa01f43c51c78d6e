// SPDX-License-Identifier: Apache-2.0

import Circuits
import NeuroSim21Technology
import Technology
import Testing

struct SwitchMatrixTests {
    private static let allLines = [
        SwitchMatrix.Lines.wordlines, .sourcelines, .crossPointRows, .crossPointColumns,
    ]

    private static let recorded: [(lines: SwitchMatrix.Lines, golden: GoldenCase)] = [
        (
            SwitchMatrix.Lines.wordlines,
            GoldenCase(
                Process(node: 7, roadmap: .highPerformance, temperature: 300), length: 3584.5, count: 128,
                resistance: 240000,
                expected: [
                    1.0388e-06, 2.5091500000000002e-05, 1.6940548222271432e-09, 1.6293698814847621e-09,
                    7729774415.212608, 2.945039415725143e-13, 2.8731405616594735e-13, 3.0541022310400006e-06,
                ])
        ),
        (
            SwitchMatrix.Lines.sourcelines,
            GoldenCase(
                Process(node: 22, roadmap: .lowStandbyPower, temperature: 300), length: 3584.5, count: 128,
                resistance: 240000,
                expected: [
                    7.885900000000001e-05, 2.8552146954003927e-06, 1.6952835253353033e-09, 1.6301890168902022e-09,
                    7681139499.220381, 5.418050800274189e-13, 1.1541919481023113e-11, 4.441360293235588e-09,
                ])
        ),
        (
            SwitchMatrix.Lines.crossPointRows,
            GoldenCase(
                Process(node: 32, roadmap: .lowStandbyPower, temperature: 350), length: 1111, count: 100,
                resistance: 6000,
                expected: [
                    4.5964800000000004e-05, 3.5552e-05, 1.6164925246149632e-09, 1.5776616830766422e-09,
                    12876362710.464699, 6.140617746507323e-12, 3.7359830076785515e-11, 2.7516184704000008e-08,
                ])
        ),
        (
            SwitchMatrix.Lines.crossPointColumns,
            GoldenCase(
                Process(node: 130, roadmap: .highPerformance, temperature: 300), length: nil, count: 16,
                resistance: 6000,
                expected: [
                    3.1616e-05, 5.90926090689339e-05, 1.6177727328212792e-09, 1.5785151552141863e-09,
                    12736394614.161324, 1.2387183243544995e-12, 5.527050166829023e-11, 6.8511059348837206e-06,
                ])
        ),
        (
            SwitchMatrix.Lines.sourcelines,
            GoldenCase(
                Process(node: 22, roadmap: .lowStandbyPower, temperature: 300), length: 3584.5, count: 128,
                resistance: 24000000,
                expected: [
                    7.885900000000001e-05, 2.622550146954004e-06, 9.475708764556255e-09, 6.817139176370837e-09,
                    188071059.7992172, 5.418050800274189e-13, 5.224879642036984e-12, 4.441360293235588e-09,
                ])
        ),
        (
            SwitchMatrix.Lines.sourcelines,
            GoldenCase(
                Process(node: 22, roadmap: .highPerformance, temperature: 300), length: 3584.5, count: 128,
                resistance: 24000000,
                expected: [
                    7.885900000000001e-05, 2.621194311111111e-06, 9.47525667378266e-09, 6.816837782521774e-09,
                    188081720.92203656, 3.884199903157777e-13, 5.034468331645678e-12, 4.0990617600000005e-06,
                ])
        ),
    ]

    @Test func agreesWithTheReference() throws {
        for (lines, golden) in Self.recorded {
            let matrix = SwitchMatrix(
                lines: lines, lineCount: golden.count, lineResistance: golden.resistance / 64,
                readVoltage: PeripheryStimulus.readVoltage, writeVoltage: PeripheryStimulus.writeVoltage,
                writtenCells: golden.count / 3, clockFrequency: 1e9,
                layout: lines.areRows ? try golden.height : try golden.width,
                technology: try golden.process.technology)
            let (load, edge) = (PeripheryStimulus.line, PeripheryStimulus.edge)
            expectFigures(
                [
                    "width": matrix.footprint.width, "height": matrix.footprint.height,
                    "three reads": (matrix.cost(of: .read(load: load, inputRamp: edge, lineActivity: 0)) * 3).latency,
                    "two writes":
                        (matrix.cost(of: .write(load: load, inputRamp: edge, columnActivity: 0, pulses: 0)) * 2
                        + matrix.cost(of: .scan) * 3).latency,
                    "ramp": matrix.timing(load: load, inputRamp: edge).outputRamp.slope,
                    "read energy": (matrix.cost(of: .read(load: LineLoad(capacitance: 0), lineActivity: 0.3)) * 3)
                        .energy,
                    "write energy":
                        (matrix.cost(of: .write(load: LineLoad(capacitance: 0), columnActivity: 0.2, pulses: 5)) * 2
                        + matrix.cost(of: .scan) * 3).energy,
                    "leakage": matrix.leakagePower,
                ], equal: golden.expected)
        }
    }

    @Test(arguments: [
        GoldenCase(
            Process(node: 7, roadmap: .highPerformance, temperature: 300), length: 3584.5, count: 128,
            expected: [
                1.1872e-06, 2.5091500000000002e-05, 1.823289977456498e-09, 1.7155266516376653e-09, 4639797409.747542,
                3.135459291779857e-13, 2.877066914195774e-13, 3.0541022310400006e-06,
            ]),
        GoldenCase(
            Process(node: 22, roadmap: .lowStandbyPower, temperature: 300), length: 3584.5, count: 100,
            expected: [
                2.6752000000000002e-06, 7.885900000000001e-05, 2.343827822231301e-09, 2.062551881487534e-09,
                1777613821.7789607, 4.776963449323913e-13, 4.247196650745044e-13, 3.469812729090303e-09,
            ]),
        GoldenCase(
            Process(node: 130, roadmap: .highPerformance, temperature: 300), length: nil, count: 16,
            expected: [
                1.5808e-05, 5.824e-05, 1.7656677123818022e-09, 1.6771118082545348e-09, 5646150924.9731045,
                1.3532541520306814e-12, 1.2604540316184995e-12, 6.8511059348837206e-06,
            ]),
        GoldenCase(
            Process(node: 32, roadmap: .lowStandbyPower, temperature: 350), length: 1111, count: 512,
            expected: [
                5.44768e-05, 3.5552e-05, 2.5744273643589837e-09, 2.2162849095726556e-09, 1396092513.7967968,
                4.686439875884608e-12, 4.1839642874243816e-12, 1.4088286568448004e-07,
            ]),
    ])
    func wordlineMatrixAgreesWithTheReference(golden: GoldenCase) throws {
        let matrix = WordlineSwitchMatrix(
            rowCount: golden.count, accessVoltage: PeripheryStimulus.accessVoltage,
            readVoltage: PeripheryStimulus.readVoltage, clockFrequency: 1e9, layout: try golden.height,
            technology: try golden.process.technology)
        let (load, edge) = (PeripheryStimulus.line, PeripheryStimulus.edge)
        expectFigures(
            [
                "width": matrix.footprint.width, "height": matrix.footprint.height,
                "three reads": (matrix.cost(of: .read(load: load, inputRamp: edge, rowActivity: 0)) * 3).latency,
                "two writes": (matrix.cost(of: .write(load: load, inputRamp: edge)) * 2 + matrix.cost(of: .scan) * 3)
                    .latency,
                "ramp": matrix.timing(load: load, inputRamp: edge).outputRamp.slope,
                "read energy": (matrix.cost(of: .read(load: LineLoad(capacitance: 0), rowActivity: 0.3)) * 3).energy,
                "write energy":
                    (matrix.cost(of: .write(load: LineLoad(capacitance: 0))) * 2 + matrix.cost(of: .scan) * 3).energy,
                "leakage": matrix.leakagePower,
            ], equal: golden.expected)
    }

    private static func matrix(
        _ lines: SwitchMatrix.Lines, count: Int = 128, resistance: Double = 2e3, layout: LayoutConstraint = .free,
        technology: Technology
    ) -> SwitchMatrix {
        SwitchMatrix(
            lines: lines, lineCount: count, lineResistance: resistance, readVoltage: 0.5, writeVoltage: 4,
            clockFrequency: 1e9, layout: layout, technology: technology)
    }

    @Test(arguments: Process.representatives) func everyKindIsPhysical(process: Process) throws {
        let technology = try process.technology
        for lines in Self.allLines {
            for layout in [LayoutConstraint.free, .height(1e-9), .width(1e-9), .height(1e-4), .width(1e-4)] {
                let matrix = Self.matrix(lines, layout: layout, technology: technology)
                expectPhysical(matrix)
                let energy = matrix.cost(of: .write(load: LineLoad(capacitance: 0), columnActivity: 0.5, pulses: 3))
                    .energy
                #expect(energy.isFinite && energy > 0)
            }
        }
    }

    @Test func onlyTheSideOfTheArrayShapesTheMatrix() throws {
        let technology = try Technology(node: 22, roadmap: .lowStandbyPower)
        for lines in Self.allLines {
            let free = Self.matrix(lines, technology: technology)
            let ignored = Self.matrix(
                lines, layout: lines.areRows ? .width(3e-5) : .height(3e-5), technology: technology)
            let folded = Self.matrix(
                lines, layout: lines.areRows ? .height(3e-5) : .width(3e-5), technology: technology)
            #expect(ignored.footprint == free.footprint)
            #expect((lines.areRows ? folded.footprint.height : folded.footprint.width) == 3e-5)
        }
    }

    @Test func readsOfColumnsOnlyScan() throws {
        let technology = try Technology(node: 22, roadmap: .lowStandbyPower)
        for lines in Self.allLines {
            let matrix = Self.matrix(lines, technology: technology)
            let idle = matrix.cost(of: .read(load: LineLoad(capacitance: 0), lineActivity: 0)).energy
            let busy = matrix.cost(of: .read(load: LineLoad(capacitance: 0), lineActivity: 1)).energy
            #expect(lines.areRows ? busy > idle : busy == idle)
            #expect(matrix.cost(of: .scan).energy == idle)
        }
    }

    @Test func pulsesAndActivityRaiseTheWriteEnergyOfColumnsOnly() throws {
        let technology = try Technology(node: 22, roadmap: .lowStandbyPower)
        for lines in Self.allLines {
            let matrix = Self.matrix(lines, technology: technology)
            let few = matrix.cost(of: .write(load: LineLoad(capacitance: 0), columnActivity: 0.5, pulses: 2)).energy
            let many = matrix.cost(of: .write(load: LineLoad(capacitance: 0), columnActivity: 0.5, pulses: 20)).energy
            let everywhere = matrix.cost(of: .write(load: LineLoad(capacitance: 0), columnActivity: 1, pulses: 20))
                .energy
            #expect(lines.areRows ? many == few : many > few)
            #expect(lines.areRows ? everywhere == many : everywhere > many)
        }
    }

    @Test func lowerLineResistanceWantsWiderAndFasterGates() throws {
        let technology = try Technology(node: 22, roadmap: .lowStandbyPower)
        let strong = Self.matrix(.wordlines, resistance: 100, technology: technology)
        let weak = Self.matrix(.wordlines, resistance: 1e5, technology: technology)
        #expect(strong.gateResistance == 25)
        #expect(strong.area > weak.area)
        let load = LineLoad(capacitance: 1e-12)
        #expect(strong.timing(load: load).delay < weak.timing(load: load).delay)
        let resistive = LineLoad(capacitance: 1e-12, resistance: 1e4)
        #expect(strong.timing(load: resistive).delay > strong.timing(load: load).delay)
    }

    @Test func scanningTakesHalfAPeriodPerOperation() throws {
        let technology = try Technology(node: 22, roadmap: .lowStandbyPower)
        let load = LineLoad(capacitance: 0)
        let rows = WordlineSwitchMatrix(
            rowCount: 8, accessVoltage: 1.1, readVoltage: 0.5, clockFrequency: 1e9, technology: technology)
        let scanning = rows.cost(of: .read(load: load, rowActivity: 0)).latency - rows.timing(load: load).delay
        #expect(abs(scanning - 0.5e-9) < 1e-18)
    }

    @Test(arguments: Process.representatives) func energyOfRowsGrowsWithTheirNumberAndActivity(process: Process) throws
    {
        let technology = try process.technology
        let energies = [16, 64, 256].map { count in
            WordlineSwitchMatrix(
                rowCount: count, accessVoltage: 1.1, readVoltage: 0.5, clockFrequency: 1e9, technology: technology
            ).cost(of: .read(load: LineLoad(capacitance: 0), rowActivity: 0.5)).energy
        }
        #expect(abs(energies[1] - 4 * energies[0]) < 1e-9 * energies[1])
        #expect(abs(energies[2] - 4 * energies[1]) < 1e-9 * energies[2])
    }
}
