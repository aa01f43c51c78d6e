// SPDX-License-Identifier: Apache-2.0

import Technology

/// A decoder that turns a binary address into one selected line.
///
/// Two-bit predecoding: inverters give the complements, four NAND2 decode each pair of address bits, one NOR per output
/// collects a line from every pair. Behind each NOR stands an output stage: two inverters that drive a wordline, or a
/// NAND2 with enable and two inverters that drive the two gates of a column multiplexer. Stages and gate sizes after
/// the decoder of CACTI (S. J. E. Wilton, N. P. Jouppi, IEEE JSSC 31(5), 1996); delays by Horowitz' formula. Equations
/// and constants: table of sources in Sources/References.
public struct RowDecoder: CircuitModel {
    /// The loads at the outputs of a decoder.
    public enum Output: Sendable {
        /// Wordlines, through two inverters.
        case wordlines
        /// The NMOS and PMOS gates of a column multiplexer, through an enabled pair of complementary drivers.
        case multiplexerGates
    }

    /// The number of address bits.
    public let addressBits: Int
    /// The load of the decoder.
    public let output: Output
    /// The rectangle that the decoder takes [m].
    public let footprint: Footprint
    /// Static power [W].
    public let leakagePower: Double

    private let gates: Gates
    private let supplyVoltage: Double

    /// Sizes a decoder for `addressBits` bits, all of whose gates are `driveStrength` times the minimum [1].
    ///
    /// It stands beside the array: a height in `layout` folds it into columns of that height; a width has no effect.
    public init(
        addressBits: Int, output: Output = .wordlines, driveStrength: Double = 1, layout: LayoutConstraint = .free,
        technology: Technology
    ) {
        let gates = Gates(addressBits: addressBits, output: output, drive: driveStrength, technology: technology)
        self.addressBits = addressBits
        self.output = output
        self.gates = gates
        supplyVoltage = technology.supplyVoltage
        footprint = gates.footprint(layout: layout, technology: technology)
        leakagePower = gates.leakagePower
    }

    /// Delay from an address edge to the last driver, and the slope with which the driver before the last one switches.
    ///
    /// - Parameters:
    ///   - loadCapacitance: the wordline, or all NMOS gates of the multiplexer that one output opens [F].
    ///   - complementLoadCapacitance: all PMOS gates of the multiplexer that one output opens [F].
    ///   - inputRamp: the edge of the address.
    /// - Returns: the delay [s] and the slope of the edge.
    public func timing(
        loadCapacitance: Double, complementLoadCapacitance: Double = 0, inputRamp: Ramp = .step
    ) -> StageTiming {
        let decoding = StageChain(
            timeConstants: gates.decodingTimeConstants(loadCapacitance: loadCapacitance), inputRamp: inputRamp)
        let driving = StageChain(
            timeConstants: gates.drivingTimeConstants(
                loadCapacitance: loadCapacitance, complementLoadCapacitance: complementLoadCapacitance),
            inputRamp: gates.norCount > 0 ? decoding.outputRamp : .step)
        return StageTiming(delay: decoding.delay + driving.delay, outputRamp: driving.lastInputRamp)
    }

    /// Operations of a decoder.
    public enum Operation: Sendable {
        /// It selects one line, in a read or a write. The loads are those that
        /// ``RowDecoder/timing(loadCapacitance:complementLoadCapacitance:inputRamp:)`` describes [F].
        case select(load: Double = 0, complementLoad: Double = 0, inputRamp: Ramp = .step)
    }

    /// Time [s] of one operation, and its energy [J] when every address bit rises; without the load.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .select(let load, let complementLoad, let inputRamp):
            let single = timing(
                loadCapacitance: load, complementLoadCapacitance: complementLoad, inputRamp: inputRamp)
            return OperationCost(
                latency: single.delay, energy: gates.switchedCapacitance * supplyVoltage * supplyVoltage)
        }
    }
}

extension RowDecoder {
    /// The gates of a decoder, how many there are of each, and how they are wired.
    private struct Gates: Sendable {
        let output: Output
        let inverterCount: Int
        let nandCount: Int
        let norCount: Int
        /// Lines of metal 3 between the NAND2 and the NOR.
        let trackCount: Int
        /// An address bit without a partner goes to half of the NOR directly.
        let unpairedBits: Int
        let inverter: StandardCell
        let nand: StandardCell
        let nor: StandardCell
        let driver: StandardCell
        let nandInput: Double
        let nandOutput: Double
        let norInput: Double
        let norOutput: Double

        init(addressBits: Int, output: Output, drive: Double, technology: Technology) {
            self.output = output
            unpairedBits = addressBits % 2
            inverterCount = addressBits
            nandCount = 4 * (addressBits / 2)
            let needsNor = addressBits > 2
            norCount = needsNor ? 1 << min(addressBits, 48) : 0
            trackCount = needsNor ? nandCount + 2 * unpairedBits : 0
            inverter = .inverter(drive: drive, technology: technology)
            driver = .inverter(drive: 3 * drive, technology: technology)
            nand = .nand2(drive: drive, technology: technology)
            nor = .nor(inputs: (addressBits + 1) / 2, drive: drive, technology: technology)
            nandInput = nandCount > 0 ? nand.inputCapacitance : 0
            nandOutput = nandCount > 0 ? nand.outputCapacitance : 0
            norInput = needsNor ? nor.inputCapacitance : 0
            norOutput = needsNor ? nor.outputCapacitance : 0
        }

        /// The width of the output stage of one NOR [m].
        private var outputStageWidth: Double {
            switch output {
            case .wordlines: driver.footprint.width * 2
            case .multiplexerGates: nand.footprint.width + inverter.footprint.width * 2
            }
        }

        func footprint(layout: LayoutConstraint, technology: Technology) -> Footprint {
            let tracks = DesignRules.metal3Pitch * Double(trackCount) * technology.featureSize
            guard case .height(let available) = layout else {
                let height = max(nor.footprint.height * Double(norCount), nand.footprint.height * Double(nandCount))
                let gateWidth = inverter.footprint.width + nand.footprint.width + tracks + nor.footprint.width
                return Footprint(width: gateWidth + outputStageWidth, height: height)
            }
            let norColumns = columns(of: nor, count: norCount, available: available)
            let nandColumns = columns(of: nand, count: nandCount, available: available)
            let inverterColumns = columns(of: inverter, count: inverterCount, available: available)
            let predecoderWidth = inverter.footprint.width * inverterColumns + nand.footprint.width * nandColumns
            let selectorWidth = (nor.footprint.width + outputStageWidth) * norColumns
            return Footprint(
                width: predecoderWidth + tracks + selectorWidth, height: max(available, nor.footprint.height))
        }

        private func columns(of cell: StandardCell, count: Int, available: Double) -> Double {
            let packing = LinePacking(unitCount: count, unitExtent: cell.footprint.height, available: available)
            return Double(packing.lineCount)
        }

        var leakagePower: Double {
            let predecoding = inverter.leakagePower * Double(inverterCount) + nand.leakagePower * Double(nandCount)
            let stage =
                switch output {
                case .wordlines: driver.leakagePower * 2
                case .multiplexerGates: nand.leakagePower + inverter.leakagePower * 2
                }
            return predecoding + (nor.leakagePower + stage) * Double(norCount)
        }

        /// What a NOR drives [F]. Before the wordline driver that is taken as a minimum inverter.
        private var norLoad: Double {
            switch output {
            case .wordlines: inverter.inputCapacitance
            case .multiplexerGates: nandInput
            }
        }

        /// Time constants [s] of inverter, NAND2 and NOR, as far as the decoder has them.
        ///
        /// The inverter drives two NAND2; a NAND2 drives a quarter of the NOR. The NOR pulls up through PMOS in series,
        /// taken as two whatever the number of inputs.
        func decodingTimeConstants(loadCapacitance: Double) -> [Double] {
            let inverterLoad = nandCount > 0 ? nandInput * 2 : loadCapacitance
            var constants = [inverter.nmosResistance * (inverter.outputCapacitance + inverterLoad)]
            if nandCount > 0 {
                let nandLoad = norCount > 0 ? norInput * Double(norCount) / 4 : loadCapacitance
                constants.append(nand.nmosResistance * 2 * (nandOutput + nandLoad))
            }
            if norCount > 0 {
                constants.append(nor.pmosResistance * 2 * (norOutput + norLoad))
            }
            return constants
        }

        /// Time constants [s] of the output stage.
        ///
        /// The enabling NAND2 is taken to conduct through one of its transistors only.
        func drivingTimeConstants(loadCapacitance: Double, complementLoadCapacitance: Double) -> [Double] {
            switch output {
            case .wordlines:
                let driverLoad = driver.outputCapacitance + driver.inputCapacitance
                let lineLoad = driver.outputCapacitance + loadCapacitance
                return [driver.nmosResistance * driverLoad, driver.pmosResistance * lineLoad]
            case .multiplexerGates:
                let enableLoad = nandOutput + inverter.inputCapacitance
                let trueLoad = inverter.outputCapacitance + inverter.inputCapacitance + loadCapacitance
                let complementLoad = inverter.outputCapacitance + complementLoadCapacitance
                return [
                    nand.nmosResistance * enableLoad, inverter.pmosResistance * trueLoad,
                    inverter.nmosResistance * complementLoad,
                ]
            }
        }

        /// The capacitance that one decoding charges [F]: in each group of four NAND2 one switches, of all NOR one.
        var switchedCapacitance: Double {
            let pairedBits = inverterCount - unpairedBits
            let pairedInverter = inverter.inputCapacitance + nandInput * 2
            let unpairedInverter = inverter.inputCapacitance + norInput * Double(norCount) / 2
            let selectedNand = nandOutput + norInput * Double(norCount) / 4
            let predecoding = pairedInverter * Double(pairedBits) + unpairedInverter * Double(unpairedBits)
            let selection = selectedNand * Double(nandCount) / 4 + norOutput + norLoad
            return predecoding + selection + outputStageCapacitance
        }

        private var outputStageCapacitance: Double {
            let inverterPair = inverter.inputCapacitance + inverter.outputCapacitance
            return switch output {
            case .wordlines: (driver.inputCapacitance + driver.outputCapacitance) * 2
            case .multiplexerGates: nandOutput + inverter.inputCapacitance + inverterPair + inverter.outputCapacitance
            }
        }
    }
}
