// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Testing
import _TestSupport

@testable import NeuroSim15

/// Figures of DNN+NeuroSim V1.5 for buffers.
@Suite struct LineBufferTests {
    static let recorded:
        [Recorded<(bits: Int, line: Int, isSRAM: Bool, height: Double, width: Double, driver: Double)>] = [
            Recorded(
                .low22, (16384, 128, false, 0, 9000, 1),
                [
                    0.000198, 0.000103014035911, 1.04719902758e-09, 1.04719902758e-09, 7.39341592472e-16,
                    1.38279992169e-15, 5.73006870126e-07,
                ]),
            Recorded(
                .low22, (1000, 64, false, 5000, 0, 2),
                [
                    1.135490048e-05, 0.00011, 6.5038180416e-10, 6.5038180416e-10, 7.14070107413e-16, 8.77370220507e-16,
                    3.57772862716e-08,
                ]),
            Recorded(
                .low22, (64, 64, false, 0, 3000, 1),
                [
                    6.6e-05, 1.1984896e-06, 6.83723895512e-10, 6.83723895512e-10, 7.06297421966e-16, 7.21916511558e-16,
                    2.22068014662e-09,
                ]),
            Recorded(
                .low22, (16384, 128, true, 0, 9000, 1),
                [
                    0.000198, 1.31651128889e-05, 6.42232555707e-10, 5.66798960184e-10, 4.23745156985e-15,
                    5.63987314819e-15, 1.84554725923e-08,
                ]),
            Recorded(
                .low22, (1000, 64, true, 5000, 0, 2),
                [
                    2.6929408e-06, 0.00011, 1.63239323788e-10, 1.53814605888e-10, 6.67707595855e-16, 1.61538782323e-15,
                    8.05051898072e-09,
                ]),
            Recorded(
                .low22, (4096, 256, true, 0, 7000, 1),
                [
                    0.000154, 7.46541714286e-06, 5.83050583951e-10, 5.73625866051e-10, 6.45244772613e-16,
                    1.44485720339e-15, 2.86870139624e-08,
                ]),
            Recorded(
                .high22, (64, 64, false, 0, 3000, 1),
                [
                    6.6e-05, 1.1984896e-06, 5.80991774265e-10, 5.80991774265e-10, 5.06271426303e-16, 5.1607980731e-16,
                    2.04953088e-06,
                ]),
            Recorded(
                .high22, (4096, 256, true, 0, 7000, 1),
                [
                    0.000154, 7.46541714286e-06, 2.53772336895e-10, 2.49442896225e-10, 6.25906622492e-16,
                    1.18394089248e-15, 2.87484584928e-05,
                ]),
            Recorded(
                .warm32, (1000, 64, false, 5000, 0, 2),
                [
                    1.651621888e-05, 0.00016, 8.41354009565e-10, 8.41354009565e-10, 1.37764980174e-15,
                    1.69274807347e-15, 2.83367392307e-07,
                ]),
            Recorded(
                .warm32, (1000, 64, true, 5000, 0, 2),
                [
                    3.9170048e-06, 0.00016, 3.66461504554e-10, 3.49483995744e-10, 1.10542138749e-15, 2.88128169108e-15,
                    5.8727458435e-08,
                ]),
            Recorded(
                .high45, (16384, 128, false, 0, 9000, 1),
                [
                    0.000405, 0.000210710528, 7.9175917268e-10, 7.9175917268e-10, 1.64628999552e-15, 2.91059751998e-15,
                    0.00129578511898,
                ]),
            Recorded(
                .high45, (16384, 128, true, 0, 9000, 1),
                [
                    0.000405, 2.692864e-05, 3.44703489807e-10, 3.03772390855e-10, 1.19273499473e-14, 1.48883562623e-14,
                    4.45842333572e-05,
                ]),
            Recorded(
                .low65, (64, 64, false, 0, 3000, 1),
                [
                    0.000195, 3.540992e-06, 1.01432006521e-09, 1.01432006521e-09, 5.62426085669e-15, 5.7563005387e-15,
                    9.81495293641e-09,
                ]),
            Recorded(
                .low65, (4096, 256, true, 0, 7000, 1),
                [
                    0.000455, 2.20569142857e-05, 1.71890510257e-09, 1.70026960153e-09, 3.35129644069e-15,
                    9.40583200824e-15, 1.09930693098e-07,
                ]),
            Recorded(
                .hot90, (1000, 64, false, 5000, 0, 2),
                [
                    4.66050816e-05, 0.00045, 7.29633124761e-10, 7.29633124761e-10, 6.81634221564e-15, 8.16642409336e-15,
                    0.000646566681832,
                ]),
            Recorded(
                .hot90, (1000, 64, true, 5000, 0, 2),
                [
                    1.1169792e-05, 0.00045, 2.4492169566e-10, 2.37910579422e-10, 5.39709915918e-15, 1.28743036279e-14,
                    0.000111919250025,
                ]),
            Recorded(
                .low130, (16384, 128, false, 0, 9000, 1),
                [
                    0.00117, 0.000608719303111, 4.30378248913e-09, 4.30378248913e-09, 2.30849645467e-14,
                    4.28642256714e-14, 6.69008511634e-06,
                ]),
            Recorded(
                .low130, (16384, 128, true, 0, 9000, 1),
                [
                    0.00117, 7.77938488889e-05, 4.09361913396e-09, 3.91725851882e-09, 5.99126800249e-14,
                    1.00440064754e-13, 1.68012202214e-07,
                ]),
        ]

    static let recordedSmall:
        [Recorded<(bits: Int, line: Int, isSRAM: Bool, height: Double, width: Double, driver: Double)>] = [
            Recorded(
                .low14, (64, 64, false, 0, 3000, 1),
                [
                    4.2e-05, 1.64292052378e-06, 6.25632427846e-10, 6.25632427846e-10, 5.64334756864e-16,
                    5.8049415168e-16, 3.81228310528e-09,
                ]),
            Recorded(
                .low14, (4096, 256, true, 0, 7000, 1),
                [
                    9.8e-05, 5.935248192e-06, 3.32930680837e-10, 3.30423537252e-10, 4.71355190656e-16,
                    1.34011181824e-15, 3.63975919812e-08,
                ]),
            Recorded(
                .low10, (1000, 64, false, 5000, 0, 2),
                [
                    1.02423552e-05, 5e-05, 5.94285947151e-10, 5.94285947151e-10, 4.68635345325e-16, 5.510734065e-16,
                    6.84545869987e-08,
                ]),
            Recorded(
                .low10, (1000, 64, true, 5000, 0, 2),
                [
                    1.363968e-06, 5e-05, 9.48273814067e-11, 9.27640202061e-11, 3.3358054968e-16, 1.1239155828e-15,
                    1.13543550547e-08,
                ]),
            Recorded(
                .low7, (16384, 128, false, 0, 9000, 1),
                [
                    6.3e-05, 8.59880460277e-05, 8.87847649096e-10, 8.87847649096e-10, 4.27278604807e-16,
                    7.47890391665e-16, 1.22558312683e-06,
                ]),
            Recorded(
                .low7, (1000, 64, false, 5000, 0, 2),
                [
                    9.4904341633e-06, 3.5e-05, 5.73946385259e-10, 5.73946385259e-10, 4.13544902966e-16,
                    4.73216354837e-16, 7.59425606968e-08,
                ]),
            Recorded(
                .low7, (64, 64, false, 0, 3000, 1),
                [
                    2.1e-05, 1.00056641843e-06, 5.56883869032e-10, 5.56883869032e-10, 4.10876243367e-16,
                    4.19843162864e-16, 4.75436150784e-09,
                ]),
            Recorded(
                .low7, (16384, 128, true, 0, 9000, 1),
                [
                    6.3e-05, 4.53724165689e-06, 4.00616158452e-10, 3.88304320261e-10, 1.01264936457e-15,
                    1.74201984564e-15, 2.20250061477e-08,
                ]),
            Recorded(
                .low7, (1000, 64, true, 5000, 0, 2),
                [
                    1.0043330304e-06, 3.5e-05, 7.42807013299e-11, 7.2742563783e-11, 2.36263957685e-16,
                    7.13557557618e-16, 8.43487479852e-09,
                ]),
            Recorded(
                .low7, (4096, 256, true, 0, 7000, 1),
                [
                    4.9e-05, 2.673014912e-06, 1.48587872912e-10, 1.47049735365e-10, 2.28193411019e-16,
                    6.50980774597e-16, 2.81782175953e-08,
                ]),
            Recorded(
                .low5, (64, 64, false, 0, 3000, 1),
                [
                    1.5e-05, 9.40032e-07, 5.43173069997e-10, 5.43173069997e-10, 3.32115758319e-16, 3.39389306375e-16,
                    4.53897142272e-09,
                ]),
            Recorded(
                .low5, (4096, 256, true, 0, 7000, 1),
                [
                    3.5e-05, 1.97024e-06, 1.12739215051e-10, 1.11427616956e-10, 1.7294335937e-16, 5.15020981398e-16,
                    2.884789927e-08,
                ]),
            Recorded(
                .low3, (1000, 64, false, 5000, 0, 2),
                [
                    1.11771648e-05, 1.5e-05, 5.49828170848e-10, 5.49828170848e-10, 2.9614958884e-16, 3.390772168e-16,
                    7.48714250293e-08,
                ]),
            Recorded(
                .low3, (1000, 64, true, 5000, 0, 2),
                [
                    8.942592e-07, 1.5e-05, 4.79000403126e-11, 4.69167301192e-11, 1.31835953536e-16, 4.7407896704e-16,
                    8.31216724495e-09,
                ]),
            Recorded(
                .low2, (16384, 128, false, 0, 9000, 1),
                [
                    1.8e-05, 0.000113460906667, 7.37631702849e-10, 7.37631702849e-10, 2.98752688768e-16,
                    5.14467312861e-16, 9.40992840847e-07,
                ]),
            Recorded(
                .low2, (16384, 128, true, 0, 9000, 1),
                [
                    1.8e-05, 2.77703111111e-06, 2.35303496342e-10, 2.29513233257e-10, 2.99785701268e-16,
                    7.30155886611e-16, 1.35404467603e-08,
                ]),
            Recorded(
                .low1, (64, 64, false, 0, 3000, 1),
                [
                    3e-06, 1.6384e-06, 5.25717088625e-10, 5.25717088625e-10, 2.0326349475e-16, 2.06962695e-16,
                    5.30750373888e-09,
                ]),
            Recorded(
                .low1, (4096, 256, true, 0, 7000, 1),
                [
                    7e-06, 2.24256e-06, 4.84744902945e-11, 4.77740627272e-11, 6.2049267e-17, 2.1984966e-16,
                    2.33814446014e-08,
                ]),
        ]

    @Test func agreesWithTheReference() throws {
        for row in Self.recorded + Self.recordedSmall {
            let inputs = row.inputs
            let technology = try row.process.technology
            let buffer = LineBuffer(
                bits: inputs.bits, lineBits: inputs.line,
                storage: inputs.isSRAM ? .sram(Self.cells(technology, counted: .withoutSensing)) : .registerFile,
                clockFrequency: 1e9, decoderDriver: inputs.driver,
                activity: LineBuffer.Activity(registers: 0.5, decoder: 0.05), wires: Self.wires,
                layout: inputs.width > 0
                    ? .width(features: inputs.width, of: technology) : .height(features: inputs.height, of: technology),
                technology: technology)
            let read = buffer.cost(of: .read(lines: 1, bits: 1))
            let write = buffer.cost(of: .write(lines: 1, bits: 1))
            #expect(
                row.mismatches([
                    "width": buffer.footprint.width, "height": buffer.footprint.height, "read": read.latency,
                    "write": write.latency, "read energy": read.energy, "write energy": write.energy,
                    "leakage": buffer.leakagePower,
                ]) == [])
        }
    }

    static let wires = LineBuffer.Wires(wordlineResistance: 3e6, bitlineResistance: 5e6, periphery: 4e6)

    static func cells(_ technology: Technology, counted: SRAMStorage.CountedParts = .all) -> SRAMStorage {
        SRAMStorage(
            cell: SRAMBit(
                SRAMTransistors(accessWidth: 1, nmosWidth: 2, pmosWidth: 1.5), technology: technology),
            cellSize: Footprint(width: 28 * technology.featureSize, height: 10 * technology.featureSize),
            minimumSenseVoltage: 0.1, counted: counted)
    }

    private static func buffer(_ storage: LineBuffer.Storage, bits: Int = 4096, _ technology: Technology) -> LineBuffer
    {
        LineBuffer(
            bits: bits, lineBits: 64, storage: storage, clockFrequency: 1e9, decoderDriver: 1, wires: wires,
            technology: technology)
    }

    @Test func partsThatDoNotCountTakeNoEnergy() throws {
        let technology = try RecordedProcess.low22.technology
        func costs(_ counted: SRAMStorage.CountedParts) -> (read: OperationCost, write: OperationCost) {
            let buffer = Self.buffer(.sram(Self.cells(technology, counted: counted)), technology)
            return (buffer.cost(of: .read(lines: 1, bits: 64)), buffer.cost(of: .write(lines: 1, bits: 64)))
        }
        let all = costs(.all)
        let sensing = costs([.precharging, .flipping])
        #expect(sensing.read.energy < all.read.energy && sensing.read.latency < all.read.latency)
        #expect(sensing.write == all.write)
        let precharging = costs([.sensing, .flipping])
        #expect(precharging.read.energy < all.read.energy && precharging.write.energy < all.write.energy)
        #expect(precharging.read.latency == all.read.latency)
        let flipping = costs([.precharging, .sensing])
        #expect(flipping.read == all.read && flipping.write.energy < all.write.energy)
    }

    @Test func operationsAddUp() throws {
        let technology = try RecordedProcess.low22.technology
        for storage in [LineBuffer.Storage.registerFile, .sram(Self.cells(technology))] {
            let buffer = Self.buffer(storage, technology)
            let once = buffer.cost(of: .read(lines: 1, bits: 64))
            #expect(isClose(buffer.cost(of: .read(lines: 5, bits: 0)).latency, 5 * once.latency))
            #expect(isClose(buffer.cost(of: .read(lines: 0, bits: 320)).energy, 5 * once.energy))
        }
    }

    @Test func sizesOfNothingAreThoseOfABit() throws {
        let technology = try RecordedProcess.low22.technology
        for bits in [0, 1, 63, 65] {
            let buffer = Self.buffer(.registerFile, bits: bits, technology)
            #expect(buffer.area > 0 && buffer.cost(of: .read(lines: 1, bits: 1)).latency.isFinite)
        }
    }
}

extension SRAMStorage.CountedParts {
    /// What the reference counts where it never lays the amplifiers out.
    fileprivate static let withoutSensing: SRAMStorage.CountedParts = [.precharging, .flipping]
}
