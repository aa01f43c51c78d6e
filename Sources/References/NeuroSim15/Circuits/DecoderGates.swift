// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// The gates of an address decoder, how many there are of each, and how they are wired.
struct DecoderGates: Sendable {
    /// The number of NOR, one a line; none where the NAND2 are enough.
    let norCount: Int

    private let output: AddressDecoder.Output
    private let inverterCount: Int
    private let nandCount: Int
    /// Wires between the NAND2 and the NOR.
    private let trackCount: Int
    /// An address bit without a partner goes to half of the NOR directly.
    private let unpairedBits: Int
    private let inverter: StandardCell
    private let nand: StandardCell
    private let nor: StandardCell
    private let driver: StandardCell
    private let nandInput: Double
    private let nandOutput: Double
    private let norInput: Double
    private let norOutput: Double

    /// The gates of a decoder of so many address bits.
    init(
        addressBits: Int, output: AddressDecoder.Output, sizing: AddressDecoder.Sizing, technology: Technology
    ) {
        self.output = output
        unpairedBits = addressBits % 2
        inverterCount = addressBits
        nandCount = 4 * (addressBits / 2)
        let needsNor = addressBits > 2
        norCount = needsNor ? 1 << min(addressBits, 48) : 0
        trackCount = needsNor ? nandCount + 2 * unpairedBits : 0
        let norInputs = (addressBits + 1) / 2
        switch sizing {
        case .outputDrivers(let factor):
            let width = 2 * StandardCell.smallestWidth(technology) * factor
            inverter = .enlargedInverter(technology: technology)
            nand = .enlargedNand2(technology: technology)
            nor = .enlargedNor(inputs: norInputs, technology: technology)
            driver = StandardCell(
                LogicGate(.inverter, nmosWidth: width, pmosWidth: technology.pmosToNmosRatio * width),
                technology: technology)
        case .uniform(let drive):
            inverter = .inverter(drive: drive, technology: technology)
            nand = .nand2(drive: drive, technology: technology)
            nor = .nor(inputs: norInputs, drive: drive, technology: technology)
            driver = .inverter(drive: 3 * drive, technology: technology)
        }
        nandInput = nandCount > 0 ? nand.inputCapacitance : 0
        nandOutput = nandCount > 0 ? nand.outputCapacitance : 0
        norInput = needsNor ? nor.inputCapacitance : 0
        norOutput = needsNor ? nor.outputCapacitance : 0
    }

    // MARK: Layout

    /// The width of the output stage of one NOR [m].
    private var outputStageWidth: Double {
        switch output {
        case .wordlines: driver.footprint.width * 2
        case .multiplexerGates: nand.footprint.width + driver.footprint.width * 2
        }
    }

    /// The rectangle of all gates [m]. In columns of a given height the inverters take no width.
    func footprint(layout: LayoutConstraint, technology: Technology) -> Footprint {
        let tracks = technology.decoderWirePitch * Double(trackCount)
        guard case .height(let available) = layout else {
            let height = max(nor.footprint.height * Double(norCount), nand.footprint.height * Double(nandCount))
            let gateWidth = inverter.footprint.width + nand.footprint.width + tracks + nor.footprint.width
            return Footprint(width: gateWidth + outputStageWidth, height: height)
        }
        let selectors = (nor.footprint.width + outputStageWidth) * columns(of: nor, count: norCount, in: available)
        let predecoders = nand.footprint.width * columns(of: nand, count: nandCount, in: available)
        return Footprint(width: predecoders + tracks + selectors, height: max(available, nor.footprint.height))
    }

    private func columns(of cell: StandardCell, count: Int, in available: Double) -> Double {
        Double(LinePacking(unitCount: count, unitExtent: cell.footprint.height, available: available).lineCount)
    }

    // MARK: Power

    /// Static power [W]; the drivers of a multiplexer leak like small inverters.
    var leakagePower: Double {
        let predecoding = inverter.leakagePower * Double(inverterCount) + nand.leakagePower * Double(nandCount)
        let stage =
            switch output {
            case .wordlines: driver.leakagePower * 2
            case .multiplexerGates: nand.leakagePower + inverter.leakagePower * 2
            }
        return predecoding + (nor.leakagePower + stage) * Double(norCount)
    }

    /// The capacitance that one decoding charges [F]: in each group of four NAND2 one switches, of all NOR one.
    var switchedCapacitance: Double {
        let pairedInverter = inverter.inputCapacitance + nandInput * 2
        let unpairedInverter = inverter.inputCapacitance + norInput * Double(norCount) / 2
        let selectedNand = nandOutput + norInput * Double(norCount) / 4
        let predecoding =
            pairedInverter * Double(inverterCount - unpairedBits) + unpairedInverter * Double(unpairedBits)
        return predecoding + selectedNand * Double(nandCount) / 4 + norOutput + norLoad + outputStageCapacitance
    }

    private var outputStageCapacitance: Double {
        let pair = driver.inputCapacitance + driver.outputCapacitance
        return switch output {
        case .wordlines: pair * 2
        case .multiplexerGates: nandOutput + driver.inputCapacitance + pair + driver.outputCapacitance
        }
    }

    // MARK: Delay

    /// What a NOR drives [F]; before the drivers of a wordline that is taken as a small inverter.
    private var norLoad: Double {
        switch output {
        case .wordlines: inverter.inputCapacitance
        case .multiplexerGates: nandInput
        }
    }

    /// Time constants [s] of inverter, NAND2 and NOR, as far as the decoder has them.
    ///
    /// The last of them drives the load where there are too few address bits for the next. An inverter drives two NAND2, a
    /// NAND2 a quarter of the NOR. A NOR pulls up through PMOS in series, taken as two whatever the number of inputs.
    func decodingTimeConstants(load: Double) -> [Double] {
        let inverterLoad = nandCount > 0 ? nandInput * 2 : load
        var constants = [inverter.nmosResistance * (inverter.outputCapacitance + inverterLoad)]
        if nandCount > 0 {
            let nandLoad = norCount > 0 ? norInput * Double(norCount) / 4 : load
            constants.append(nand.nmosResistance * 2 * (nandOutput + nandLoad))
        }
        if norCount > 0 {
            constants.append(nor.pmosResistance * 2 * (norOutput + norLoad))
        }
        return constants
    }

    /// Time constants [s] of the output stage.
    ///
    /// A wordline of n cells with R and C from end to end adds RC (1 + 1/n) / 2. The enabling NAND2 is taken to conduct
    /// through one of its transistors and to drive a small inverter.
    func drivingTimeConstants(load: LineLoad, cells: Double, complementLoad: Double) -> [Double] {
        switch output {
        case .wordlines:
            let driverLoad = driver.outputCapacitance + driver.inputCapacitance
            let lineLoad = driver.outputCapacitance + load.capacitance
            let line = load.resistance * (load.capacitance + load.capacitance / cells) / 2
            return [driver.nmosResistance * driverLoad, driver.pmosResistance * lineLoad + line]
        case .multiplexerGates:
            let enableLoad = nandOutput + inverter.inputCapacitance
            let trueLoad = driver.outputCapacitance + driver.inputCapacitance + load.capacitance
            return [
                nand.nmosResistance * enableLoad, driver.pmosResistance * trueLoad,
                driver.nmosResistance * (driver.outputCapacitance + complementLoad),
            ]
        }
    }
}
