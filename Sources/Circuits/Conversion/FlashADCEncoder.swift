// SPDX-License-Identifier: Apache-2.0

import Foundation
import Technology

/// Encoders that turn the thermometer code of flash converters into binary numbers.
///
/// An inverter and a two-input NAND for each level find the edge of the thermometer code, a wide NAND over half of the
/// levels makes each output bit. Equations and constants: table of sources in Sources/References.
public struct FlashADCEncoder: CircuitModel, Equatable {
    /// The rectangle of all encoders [m].
    public let footprint: Footprint
    /// The static power of all encoders [W].
    public let leakagePower: Double

    private let inverterTimeConstant: Double
    private let nandTimeConstant: Double
    private let energyPerConversion: Double

    /// A row of encoders.
    ///
    /// - Parameters:
    ///   - levels: number of output codes of a converter, 2 or more [1].
    ///   - encoders: number of encoders, one for each converter [1].
    ///   - layout: the width or height into which the encoders are packed.
    ///   - technology: process of the transistors.
    public init(levels: Int, encoders: Int, layout: LayoutConstraint, technology: Technology) {
        let gates = Gates(levels: levels, technology: technology)
        let supply = technology.supplyVoltage
        let bits = log2(Double(max(1, levels))).rounded(.up)
        let edgeGates = Double(levels) + bits
        let edgeLeakage = technology.leakageCurrent(of: gates.inverter) + technology.leakageCurrent(of: gates.nand)
        let wideLeakage = technology.leakageCurrent(of: gates.wideNand)
        let leakageCurrent = edgeLeakage * edgeGates + wideLeakage * bits
        let switchedCapacitance = gates.edgeCapacitance * edgeGates + gates.wideCapacitance * bits

        footprint = gates.footprint(levels: levels, encoders: encoders, layout: layout)
        leakagePower = leakageCurrent * supply * Double(encoders)
        energyPerConversion = switchedCapacitance * supply * supply * Double(encoders)
        inverterTimeConstant = gates.inverterTimeConstant(technology)
        nandTimeConstant = gates.nandTimeConstant(technology)
    }

    /// Operations of the encoders.
    public enum Operation: Sendable {
        /// Each encoder encodes the code of one conversion; the comparators' outputs have the slope `inputRamp`.
        case encode(inputRamp: Ramp = .step)
    }

    /// Time [s] and energy [J] of one operation. As in the model, only the two stages up to the wide NAND count.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .encode(let inputRamp):
            let first = stageTiming(timeConstant: inverterTimeConstant, input: inputRamp)
            let second = stageTiming(timeConstant: nandTimeConstant, input: first.outputRamp)
            return OperationCost(latency: first.delay + second.delay, energy: energyPerConversion)
        }
    }
}

extension FlashADCEncoder {
    /// The gates of one encoder.
    private struct Gates {
        let inverter: LogicGate
        let nand: LogicGate
        let wideNand: LogicGate
        private let inverterLayout: Footprint
        private let nandLayout: Footprint
        private let wideLayout: Footprint
        private let inverterLoad: GateCapacitances
        private let nandLoad: GateCapacitances
        private let wideLoad: GateCapacitances

        init(levels: Int, technology: Technology) {
            let nmosWidth = ConverterCells.nmosWidth(technology)
            let pmosWidth = ConverterCells.pmosWidth(technology)
            let height = ConverterCells.cellHeight(technology)
            inverter = LogicGate(.inverter, nmosWidth: nmosWidth, pmosWidth: pmosWidth)
            nand = LogicGate(.nand, inputs: 2, nmosWidth: 2 * nmosWidth, pmosWidth: pmosWidth)
            wideNand = LogicGate(.nand, inputs: max(1, levels / 2), nmosWidth: 2 * nmosWidth, pmosWidth: pmosWidth)
            inverterLayout = technology.layout(of: inverter, regionHeight: height)
            nandLayout = technology.layout(of: nand, regionHeight: height)
            wideLayout = technology.layout(of: wideNand, regionHeight: height)
            inverterLoad = technology.capacitances(of: inverter, regionHeight: inverterLayout.height)
            nandLoad = technology.capacitances(of: nand, regionHeight: nandLayout.height)
            wideLoad = technology.capacitances(of: wideNand, regionHeight: wideLayout.height)
        }

        /// Capacitance that an inverter and a two-input NAND switch [F].
        var edgeCapacitance: Double { inverterLoad.input + inverterLoad.output + nandLoad.input + nandLoad.output }
        /// Capacitance that a wide NAND switches [F].
        var wideCapacitance: Double { wideLoad.input + wideLoad.output }

        /// Time constant of an inverter that drives two NAND inputs [s].
        func inverterTimeConstant(_ technology: Technology) -> Double {
            let pullDown = technology.onResistance(width: inverter.nmosWidth, polarity: .nmos) * 2
            return pullDown * (inverterLoad.output + nandLoad.input * 2)
        }

        /// Time constant of a NAND that drives all inputs of a wide NAND [s].
        func nandTimeConstant(_ technology: Technology) -> Double {
            let pullUp = technology.onResistance(width: nand.pmosWidth, polarity: .pmos)
            return pullUp * (nandLoad.output + wideLoad.input * Double(wideNand.inputs))
        }

        /// Encoders packed in lines, at least one in a line.
        func footprint(levels: Int, encoders: Int, layout: LayoutConstraint) -> Footprint {
            let width = 2 * inverterLayout.width + nandLayout.width + wideLayout.width
            let height = Double(max(1, levels - 1)) * max(inverterLayout.height, nandLayout.height)
            switch layout {
            case .free: return Footprint(width: width * Double(encoders), height: height)
            case .width(let available):
                let rows = Self.lineCount(units: encoders, extent: width, available: available)
                return Footprint(width: max(available, width), height: height * rows)
            case .height(let available):
                let columns = Self.lineCount(units: encoders, extent: height, available: available)
                return Footprint(width: width * columns, height: max(available, height))
            }
        }

        /// Number of lines when a line is filled until its end is reached or passed, as in the model.
        private static func lineCount(units: Int, extent: Double, available: Double) -> Double {
            let fitting = max(1, (available / extent).rounded(.up))
            return (Double(units) / min(Double(max(1, units)), fitting)).rounded(.up)
        }
    }
}
