// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Circuits
@testable import Technology

/// What must hold for buffers and the memory outside the chip.
@Suite struct MemoryTests {
    static func buffer(
        bits: Int, lineBits: Int, sram: Bool = false, layout: LayoutConstraint = .width(1e-4),
        process: ReferenceProcess = .lowStandbyPower32
    ) throws -> Buffer {
        let technology = try process.technology()
        let size = Footprint(
            width: process.sramCell.width * technology.featureSize,
            height: process.sramCell.height * technology.featureSize)
        let cell = SRAMCell(
            transistors: ReferenceProcess.sramTransistors, cellWidth: process.sramCell.width, technology: technology)
        let storage: Buffer.Storage = sram ? .sram(cell, size: size, minimumSenseVoltage: 0.1) : .registerFile
        return Buffer(
            bits: bits, lineBits: lineBits, storage: storage, clockFrequency: 1e9, layout: layout,
            wireResistance: try process.wireResistance(), technology: technology)
    }

    static func figures(_ buffer: Buffer) -> [Double] {
        buffer.staticFigures + [
            buffer.cost(of: .read(lines: 1, bits: 0)).latency, buffer.cost(of: .write(lines: 1, bits: 0)).latency,
            buffer.cost(of: .read(lines: 0, bits: 1)).energy,
            buffer.cost(of: .write(lines: 0, bits: 1)).energy,
        ]
    }

    @Test(arguments: ReferenceProcess.allCases, [false, true])
    func everyShapeIsFinite(process: ReferenceProcess, sram: Bool) throws {
        for (bits, lineBits) in [(1, 1), (32, 32), (8, 32), (64, 32), (96, 32), (100, 32), (4096, 1), (0, 0)] {
            let buffer = try Self.buffer(bits: bits, lineBits: lineBits, sram: sram, process: process)
            #expect(Self.figures(buffer).allSatisfy { $0.isFinite && $0 > 0 }, "\(bits) bits in lines of \(lineBits)")
        }
    }

    @Test(arguments: [false, true]) func capacityCosts(sram: Bool) throws {
        let small = try Self.buffer(bits: 4096, lineBits: 64, sram: sram)
        let large = try Self.buffer(bits: 65536, lineBits: 64, sram: sram)
        #expect(small.area < large.area)
        #expect(small.leakagePower < large.leakagePower)
        #expect(small.cost(of: .read(lines: 1, bits: 0)).latency < large.cost(of: .read(lines: 1, bits: 0)).latency)
        #expect(small.cost(of: .write(lines: 1, bits: 0)).latency < large.cost(of: .write(lines: 1, bits: 0)).latency)
    }

    @Test func staticMemoryIsDenserThanFlipFlops() throws {
        let flipFlops = try Self.buffer(bits: 65536, lineBits: 256)
        let cells = try Self.buffer(bits: 65536, lineBits: 256, sram: true)
        #expect(cells.area < flipFlops.area / 4)
    }

    @Test(arguments: [false, true]) func costsAreProportional(sram: Bool) throws {
        let buffer = try Self.buffer(bits: 16384, lineBits: 128, sram: sram)
        #expect(
            abs(
                buffer.cost(of: .read(lines: 12, bits: 0)).latency / buffer.cost(of: .read(lines: 3, bits: 0)).latency
                    - 4) < 1e-12)
        #expect(
            abs(
                buffer.cost(of: .write(lines: 0, bits: 12)).energy / buffer.cost(of: .write(lines: 0, bits: 3)).energy
                    - 4) < 1e-12)
        #expect(
            buffer.cost(of: .read(lines: 0, bits: 0)).energy == 0
                && buffer.cost(of: .write(lines: 0, bits: 0)).latency == 0)
    }

    @Test func partlyFilledLineIsSharedOutOverTheFullOnes() throws {
        let full = try Self.buffer(bits: 256, lineBits: 64)
        let partly = try Self.buffer(bits: 248, lineBits: 64)
        let ratio = partly.cost(of: .read(lines: 1, bits: 0)).latency / full.cost(of: .read(lines: 1, bits: 0)).latency
        #expect(abs(ratio - 248.0 / 64 / 3) < 1e-12)
    }

    @Test func areaDoesNotDependOnTheShape() throws {
        let areas = try [LayoutConstraint.free, .width(3e-5), .height(3e-5)].map {
            try Self.buffer(bits: 1024, lineBits: 32, layout: $0).area
        }
        #expect(abs(areas[1] / areas[0] - 1) < 1e-12)
        #expect(abs(areas[2] / areas[0] - 1) < 1e-12)
    }

    @Test func dramMovesBitsAtItsRate() {
        #expect(DRAM(.hbm2).cost(of: .transfer(bits: 15.2e12)).latency == 1)
        #expect(DRAM(.gddr5).cost(of: .transfer(bits: 4.288e12)).latency == 1)
        #expect(abs(DRAM(.hbm2).cost(of: .transfer(bits: 1e12)).energy - 3.9) < 1e-12)
        #expect(abs(DRAM(.gddr5).cost(of: .transfer(bits: 1e12)).energy - 14) < 1e-12)
        #expect(DRAM(.hbm2).cost(of: .transfer(bits: 0)).energy == 0)
    }
}
