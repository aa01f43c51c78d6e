// SPDX-License-Identifier: Apache-2.0

import Foundation
import Technology

/// How the bits of a buffer are divided into lines.
struct BufferLines: Sendable {
    /// Capacity, at least one bit [bit].
    let bits: Int
    /// Length of a line, at least one bit [bit].
    let lineBits: Int

    init(bits: Int, lineBits: Int) {
        self.bits = max(1, bits)
        self.lineBits = max(1, lineBits)
    }

    /// Lines, the last one perhaps partly filled [1].
    var count: Int { (bits + lineBits - 1) / lineBits }

    /// Lines that are full, but at least one [1].
    var fullCount: Int { max(1, bits / lineBits) }

    /// Lines with the filled part of the last one over the full lines [1].
    var latencyShare: Double { max(1, Double(bits) / Double(lineBits)) / Double(fullCount) }

    /// Address bits of a line [bit].
    var addressBits: Int { count > 1 ? Int.bitWidth - (count - 1).leadingZeroBitCount : 0 }
}

/// The array of a buffer with its periphery.
protocol BufferArray: Sendable {
    /// Area with periphery [m²].
    var area: Double { get }
    /// Height of the storage array [m].
    var height: Double { get }
    /// Static power [W].
    var leakagePower: Double { get }
    /// Time to read one line [s].
    var readLineLatency: Double { get }
    /// Time to write one line [s].
    var writeLineLatency: Double { get }
    /// Energy to read all full lines once [J].
    var readSweepEnergy: Double { get }
    /// Energy to write all full lines once [J].
    var writeSweepEnergy: Double { get }
}

/// Lines of D flip-flops behind a line decoder. An access takes half a clock period after the decoder, and a sweep
/// clocks and switches each flip-flop once.
struct RegisterFileArray: BufferArray {
    let area: Double
    let height: Double
    let leakagePower: Double
    let readLineLatency: Double
    let readSweepEnergy: Double

    var writeLineLatency: Double { readLineLatency }
    var writeSweepEnergy: Double { readSweepEnergy }

    init(lines: BufferLines, clockFrequency: Double, technology: Technology) {
        let register = DFlipFlop(count: lines.bits, clockFrequency: clockFrequency, technology: technology)
        let bit = DFlipFlop(count: 1, clockFrequency: clockFrequency, technology: technology).footprint
        let height = bit.height * Double(lines.count)
        let decoder = RowDecoder(addressBits: lines.addressBits, layout: .height(height), technology: technology)
        let wordline = bit.width * Double(lines.lineBits) * technology.wireCapacitancePerLength
        self.height = height
        area = register.area + decoder.area
        leakagePower = register.leakagePower + decoder.leakagePower
        let storing = register.cost(of: .store())
        let selecting = decoder.cost(of: .select(load: wordline))
        readLineLatency = selecting.latency + storing.latency
        readSweepEnergy = selecting.energy * Double(lines.fullCount) + storing.energy
    }
}

/// Lines of SRAM cells behind a line decoder, with prechargers and write drivers at the columns. The sense amplifiers
/// and the leakage of the cells are left out.
struct SRAMBufferArray: BufferArray {
    let area: Double
    let height: Double
    let leakagePower: Double
    let readLineLatency: Double
    let writeLineLatency: Double
    let readSweepEnergy: Double
    let writeSweepEnergy: Double

    init(
        lines: BufferLines, cell: SRAMCell, cellSize: Footprint, minimumSenseVoltage: Double, wireResistance: Double,
        technology: Technology
    ) {
        let width = cellSize.width * Double(lines.lineBits)
        let height = cellSize.height * Double(lines.count)
        let decoder = RowDecoder(addressBits: lines.addressBits, layout: .height(height), technology: technology)
        let precharger = Precharger(columnCount: lines.lineBits, layout: .width(width), technology: technology)
        let writeDriver = SRAMWriteDriver(columnCount: lines.lineBits, layout: .width(width), technology: technology)
        let bitline = LineLoad(
            capacitance: height * technology.wireCapacitancePerLength, resistance: height * wireResistance)
        self.height = height
        area = width * height + decoder.area + precharger.area + writeDriver.area
        leakagePower = decoder.leakagePower + precharger.leakagePower + writeDriver.leakagePower

        let decoding = decoder.timing(loadCapacitance: width * technology.wireCapacitancePerLength)
        let readPrecharge = precharger.cost(of: .prechargeForRead(bitline: bitline))
        let writePrecharge = precharger.cost(of: .prechargeForWrite(bitline: bitline, columnActivity: 1))
        let writing = writeDriver.cost(of: .write(bitline: bitline, columnActivity: 1))
        let prepared = decoding.delay + readPrecharge.latency
        let sensed = Self.sensing(
            cell: cell, bitline: bitline, swing: minimumSenseVoltage / 2, supplyVoltage: technology.supplyVoltage)
        readLineLatency = prepared + stageTiming(timeConstant: sensed, input: decoding.outputRamp).delay
        writeLineLatency = prepared + writing.latency

        let sweep = Double(lines.fullCount)
        let decodingEnergy = decoder.cost(of: .select()).energy * sweep
        readSweepEnergy = decodingEnergy + readPrecharge.energy * sweep
        writeSweepEnergy = decodingEnergy + writePrecharge.energy * sweep + writing.energy * sweep
    }

    /// Time constant in which a cell discharges its bitline by the swing that is sensed [s].
    private static func sensing(
        cell: SRAMCell, bitline: LineLoad, swing: Double, supplyVoltage: Double
    ) -> Double {
        let timeConstant = bitline.timeConstant(
            driverResistance: cell.accessResistance + cell.pullDownResistance,
            driverCapacitance: cell.accessCapacitance)
        return timeConstant * log(supplyVoltage / (supplyVoltage - swing))
    }
}
