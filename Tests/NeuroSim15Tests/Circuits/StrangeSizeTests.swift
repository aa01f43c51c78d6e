// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Testing

@testable import NeuroSim15

/// Circuits of sizes that no array has are circuits, too.
@Suite struct StrangeSizeTests {
    static let counts = [0, 1, 2, 1000]
    static let layouts = [LayoutConstraint.free, .height(1e-9), .width(1e-9), .height(1), .width(1)]

    private func expectPhysical<Circuit: CircuitModel>(
        _ circuit: Circuit, _ operation: Circuit.Operation, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let cost = circuit.cost(of: operation)
        for figure in [
            circuit.footprint.width, circuit.footprint.height, circuit.leakagePower, cost.latency, cost.energy,
        ] {
            #expect(figure.isFinite && figure >= 0, sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: counts, layouts) func driversArePhysical(count: Int, layout: LayoutConstraint) throws {
        for process in [RecordedProcess.low22, .hot90] {
            let technology = try process.technology
            for lines in [LineSwitchMatrix.Lines.rows, .columns] {
                expectPhysical(
                    LineSwitchMatrix(
                        lines: lines, lineCount: count, lineResistance: 1, sizeFactor: 0.1, readVoltage: 0.5,
                        layout: layout, technology: technology), .read(load: Stimulus.line, lineActivity: 1))
            }
            expectPhysical(
                AccessSwitchMatrix(
                    rowCount: count, sizeFactor: 6, accessVoltage: 1.1, readVoltage: 0.5, layout: layout,
                    technology: technology), .read(load: Stimulus.line, rowActivity: 0))
            expectPhysical(
                GatedWordlineDriver(
                    wordlineCount: count, readVoltage: 0.5, layout: layout, technology: technology),
                .read(load: Stimulus.line, inputRamp: .step))
            expectPhysical(
                CrossPointRowDriver(
                    wordlineCount: count, cellsPerWordline: count, cellResistance: 1e3, readVoltage: 0.5,
                    layout: layout, technology: technology), .read(selected: 1, load: Stimulus.line))
            expectPhysical(
                AnalogMultiplexer(
                    inputCount: count, selectionCount: 8, gates: .columnResistance(1), readVoltage: 0.5,
                    layout: layout, technology: technology), .pass())
            expectPhysical(
                LevelShifter(lineCount: count, drawing: .logic, layout: layout, technology: technology),
                .read(load: 0, lineActivity: 1))
            expectPhysical(
                WordlineRepeaters(
                    count: count, size: 0.1, wordlineCount: count, layout: layout, technology: technology),
                .drive(section: Stimulus.line, voltage: 1, rowActivity: 1))
        }
    }

    @Test(arguments: counts, layouts) func circuitsAtBitlinesArePhysical(
        count: Int, layout: LayoutConstraint
    ) throws {
        let technology = try RecordedProcess.low22.technology
        expectPhysical(
            BitlinePrecharger(columnCount: count, layout: layout, technology: technology),
            .prechargeForRead(bitline: Stimulus.line))
        expectPhysical(
            BitlineWriteDriver(columnCount: count, layout: layout, technology: technology),
            .write(bitline: Stimulus.line, columnActivity: 1))
        expectPhysical(
            BitlineSenseAmplifier(
                columns: count, columnsPerRead: 1, pitch: 0, senseVoltage: 0.1, layout: layout,
                technology: technology), .sense)
    }

    @Test(arguments: counts, layouts) func storesArePhysical(count: Int, layout: LayoutConstraint) throws {
        let technology = try RecordedProcess.low22.technology
        expectPhysical(
            FlipFlopRegister(count: count, layout: layout, technology: technology), .store(clockPeriod: 1e-9))
        for storage in [LineBuffer.Storage.registerFile, .sram(LineBufferTests.cells(technology))] {
            expectPhysical(
                LineBuffer(
                    bits: count, lineBits: count, storage: storage, clockFrequency: 1e9, decoderDriver: 1,
                    wires: LineBufferTests.wires, layout: layout, technology: technology), .read(lines: 1, bits: 1))
        }
        expectPhysical(
            SigmoidTable(
                entries: SigmoidTable.Entries(bits: count, count: count), unitCount: count,
                storage: .resistive(CellResistance(on: 1e3, off: 1e4), readVoltage: 0.5),
                cellSize: Footprint(width: 1e-7, height: 1e-7), decoderDriver: 1, layout: layout,
                technology: technology), .lookUp)
    }

    @Test(arguments: 0...24) func decodersOfAllAddressesArePhysical(bits: Int) throws {
        let technology = try RecordedProcess.low22.technology
        for layout in Self.layouts {
            for output in [AddressDecoder.Output.wordlines, .multiplexerGates] {
                expectPhysical(
                    AddressDecoder(
                        addressBits: bits, output: output, sizing: .outputDrivers(0.1), layout: layout,
                        technology: technology),
                    .select(load: Stimulus.line, cells: 64, complementLoad: 1e-15))
            }
        }
    }
}
