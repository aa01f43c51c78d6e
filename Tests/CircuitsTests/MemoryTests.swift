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
            buffer.readLatency(lines: 1), buffer.writeLatency(lines: 1), buffer.readEnergy(bits: 1),
            buffer.writeEnergy(bits: 1),
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
        #expect(small.readLatency(lines: 1) < large.readLatency(lines: 1))
        #expect(small.writeLatency(lines: 1) < large.writeLatency(lines: 1))
    }

    @Test func staticMemoryIsDenserThanFlipFlops() throws {
        let flipFlops = try Self.buffer(bits: 65536, lineBits: 256)
        let cells = try Self.buffer(bits: 65536, lineBits: 256, sram: true)
        #expect(cells.area < flipFlops.area / 4)
    }

    @Test(arguments: [false, true]) func costsAreProportional(sram: Bool) throws {
        let buffer = try Self.buffer(bits: 16384, lineBits: 128, sram: sram)
        #expect(abs(buffer.readLatency(lines: 12) / buffer.readLatency(lines: 3) - 4) < 1e-12)
        #expect(abs(buffer.writeEnergy(bits: 12) / buffer.writeEnergy(bits: 3) - 4) < 1e-12)
        #expect(buffer.readEnergy(bits: 0) == 0 && buffer.writeLatency(lines: 0) == 0)
    }

    @Test func partlyFilledLineIsSharedOutOverTheFullOnes() throws {
        let full = try Self.buffer(bits: 256, lineBits: 64)
        let partly = try Self.buffer(bits: 248, lineBits: 64)
        let ratio = partly.readLatency(lines: 1) / full.readLatency(lines: 1)
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
        #expect(DRAM(.hbm2).readLatency(bits: 15.2e12) == 1)
        #expect(DRAM(.gddr5).readLatency(bits: 4.288e12) == 1)
        #expect(abs(DRAM(.hbm2).readEnergy(bits: 1e12) - 3.9) < 1e-12)
        #expect(abs(DRAM(.gddr5).readEnergy(bits: 1e12) - 14) < 1e-12)
        #expect(DRAM(.hbm2).readEnergy(bits: 0) == 0)
    }
}
