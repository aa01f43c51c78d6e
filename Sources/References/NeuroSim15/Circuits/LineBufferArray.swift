// SPDX-License-Identifier: Apache-2.0

import Circuits
import Foundation
import Technology

/// The cells of a buffer of SRAM.
struct SRAMStorage: Sendable, Equatable {
    /// Parts of an access that take energy.
    struct CountedParts: OptionSet, Sendable {
        /// One for each part.
        let rawValue: Int

        /// Bitlines that are charged.
        static let precharging = CountedParts(rawValue: 1)
        /// Amplifiers, with the time that they take.
        static let sensing = CountedParts(rawValue: 2)
        /// Storage nodes that flip.
        static let flipping = CountedParts(rawValue: 4)
        /// All parts.
        static let all: CountedParts = [.precharging, .sensing, .flipping]
    }

    /// One cell.
    let cell: SRAMBit
    /// The size of a cell [m].
    let cellSize: Footprint
    /// Bitline difference at which an amplifier is enabled [V].
    let minimumSenseVoltage: Double
    /// Parts of an access that take energy.
    var counted = CountedParts.all
}

/// The lines of a buffer with their periphery.
struct LineBufferArray: Sendable {
    /// Area with periphery [m²].
    let area: Double
    /// Height of the lines [m].
    let height: Double
    /// Static power [W].
    let leakagePower: Double
    /// Time to read one line [s].
    let readLineLatency: Double
    /// Time to write one line [s].
    let writeLineLatency: Double
    /// Energy to read all lines once [J].
    let readEnergy: Double
    /// Energy to write all lines once [J].
    let writeEnergy: Double

    /// Lines of flip-flops behind a decoder.
    ///
    /// A wordline is as long as its flip-flops are high. Energy is that of all flip-flops and of the decoding of full lines.
    init(
        registersIn size: LineBufferSize, clockFrequency: Double, decoderDriver: Double,
        activity: LineBuffer.Activity, wires: LineBuffer.Wires, technology: Technology
    ) {
        let register = FlipFlopRegister(count: size.bits, technology: technology)
        let height = register.bitHeight * Double(size.lines)
        let decoder = AddressDecoder(
            addressBits: size.addressBits, sizing: .outputDrivers(decoderDriver), layout: .height(height),
            technology: technology)
        let length = register.bitHeight * Double(size.lineBits)
        let wordline = LineLoad(
            capacitance: length * technology.wireCapacitancePerLength, resistance: length * wires.wordlineResistance)
        let decoding = decoder.cost(of: .select(load: wordline, cells: Double(size.lineBits)))
        let decodingAll = decoding.energy * Double(size.fullLines)
        let storing = register.storingEnergy() * activity.registers
        self.height = height
        area = register.area + decoder.area
        leakagePower = register.leakagePower + decoder.leakagePower
        readLineLatency = decoding.latency + 1 / clockFrequency / 2
        writeLineLatency = readLineLatency
        readEnergy = decodingAll * activity.decoder + storing
        writeEnergy = decodingAll + storing
    }

    /// Lines of SRAM cells behind a decoder, with prechargers, write drivers and amplifiers at the columns.
    ///
    /// The area of the amplifiers and the leakage of the cells are left out.
    init(
        _ storage: SRAMStorage, in size: LineBufferSize, decoderDriver: Double, activity: LineBuffer.Activity,
        wires: LineBuffer.Wires, technology: Technology
    ) {
        let width = storage.cellSize.width * Double(size.lineBits)
        let height = storage.cellSize.height * Double(size.lines)
        let periphery = SRAMPeriphery(
            size: size, width: width, height: height, pitch: storage.cellSize.width,
            senseVoltage: storage.minimumSenseVoltage, decoderDriver: decoderDriver, technology: technology)
        let lines = SRAMBufferLines(storage, size: size, width: width, height: height, wires, technology: technology)
        let read = periphery.readCost(lines: lines)
        let write = periphery.writeCost(lines: lines)
        let sensing = storage.counted.contains(.sensing) ? read.sensing : .zero
        let precharges = storage.counted.contains(.precharging)
        let supplySquare = technology.supplyVoltage * technology.supplyVoltage
        let selection = lines.wordlineCapacitance * supplySquare
        let flipping = storage.cell.storageCapacitance * supplySquare * Double(size.bits)
        let count = Double(size.lines)

        self.height = height
        area = width * height + periphery.area
        leakagePower = periphery.leakagePower
        readLineLatency = read.decoding.latency + read.precharging.latency + lines.discharge + sensing.latency
        writeLineLatency = write.precharging.latency + max(read.decoding.latency, write.driving.latency)
        let readPrecharge = precharges ? read.precharging.energy : 0
        let writePrecharge = precharges ? write.precharging.energy : 0
        readEnergy =
            (read.decoding.energy * activity.decoder + readPrecharge + sensing.energy + selection) * count
        writeEnergy =
            (read.decoding.energy + writePrecharge + write.driving.energy + selection) * count
            + (storage.counted.contains(.flipping) ? flipping : 0)
    }
}

/// Wordlines and bitlines of a buffer of SRAM.
private struct SRAMBufferLines {
    /// The wire of a wordline, without what hangs on it.
    let wordline: LineLoad
    /// The wire of a bitline, without what hangs on it.
    let bitline: LineLoad
    /// The wire of a wordline with the access transistors of its cells [F].
    let wordlineCapacitance: Double
    /// Time in which a cell discharges its bitline by half of the voltage that is sensed [s].
    let discharge: Double

    init(
        _ storage: SRAMStorage, size: LineBufferSize, width: Double, height: Double, _ wires: LineBuffer.Wires,
        technology: Technology
    ) {
        let cell = storage.cell
        let perLength = technology.wireCapacitancePerLength
        let supply = technology.supplyVoltage
        let rows = Double(size.lines)
        wordline = LineLoad(capacitance: width * perLength, resistance: width * wires.wordlineResistance)
        bitline = LineLoad(capacitance: height * perLength, resistance: height * wires.periphery)
        wordlineCapacitance = wordline.capacitance + 2 * cell.accessGateCapacitance * Double(size.lineBits)
        let load = bitline.capacitance + cell.bitlineLoad * rows
        let wire = load * (height * wires.bitlineResistance) * (1 + 1 / rows) / 2
        let elmore = (cell.accessResistance + cell.pullDownResistance) * load + wire
        discharge = elmore * log(supply / (supply - storage.minimumSenseVoltage / 2))
    }
}

/// The circuits around the cells of a buffer.
private struct SRAMPeriphery {
    private let size: LineBufferSize
    private let decoder: AddressDecoder
    private let precharger: BitlinePrecharger
    private let writeDriver: BitlineWriteDriver
    private let amplifiers: BitlineSenseAmplifier

    init(
        size: LineBufferSize, width: Double, height: Double, pitch: Double, senseVoltage: Double,
        decoderDriver: Double, technology: Technology
    ) {
        self.size = size
        decoder = AddressDecoder(
            addressBits: size.addressBits, sizing: .outputDrivers(decoderDriver), layout: .height(height),
            technology: technology)
        precharger = BitlinePrecharger(columnCount: size.lineBits, layout: .width(width), technology: technology)
        writeDriver = BitlineWriteDriver(columnCount: size.lineBits, layout: .width(width), technology: technology)
        amplifiers = BitlineSenseAmplifier(
            columns: size.lineBits, columnsPerRead: size.lineBits, pitch: pitch, senseVoltage: senseVoltage,
            technology: technology)
    }

    var area: Double { decoder.area + precharger.area + writeDriver.area }

    var leakagePower: Double {
        decoder.leakagePower + precharger.leakagePower + writeDriver.leakagePower + amplifiers.leakagePower
    }

    func readCost(
        lines: SRAMBufferLines
    ) -> (decoding: OperationCost, precharging: OperationCost, sensing: OperationCost) {
        (
            decoder.cost(of: .select(load: lines.wordline, cells: Double(size.lineBits))),
            precharger.cost(of: .prechargeForRead(bitline: lines.bitline)), amplifiers.cost(of: .sense)
        )
    }

    func writeCost(lines: SRAMBufferLines) -> (precharging: OperationCost, driving: OperationCost) {
        (
            precharger.cost(of: .prechargeForWrite(bitline: lines.bitline, columnActivity: 1)),
            writeDriver.cost(of: .write(bitline: lines.bitline, columnActivity: 1))
        )
    }
}
