// SPDX-License-Identifier: Apache-2.0

import Technology

/// A register of D flip-flops, each of the size of twelve smallest inverters: transmission gates and inverters of
/// minimum size. Equations and constants: table of sources in Sources/References.
public struct DFlipFlop: CircuitModel {
    /// Inverter widths that one flip-flop takes in layout [1].
    static let widthInInverters = 12.0
    /// Inverters through which one flip-flop leaks [1].
    static let leakingInverters = 8.0

    /// Number of flip-flops [1].
    public let count: Int
    /// The rectangle that the circuit takes [m].
    public let footprint: Footprint
    /// Static power [W].
    public let leakagePower: Double
    /// Drain capacitance of a transmission gate, the load that a flip-flop is to the circuit before it [F].
    public let transmissionGateDrainCapacitance: Double

    private let clockFrequency: Double
    private let clockEnergyPerBit: Double
    private let dataEnergyPerBit: Double

    /// Makes a register.
    /// - Parameters:
    ///   - count: number of flip-flops.
    ///   - clockFrequency: [Hz].
    ///   - layout: a height, a width, or one row.
    ///   - technology: the process.
    public init(count: Int, clockFrequency: Double, layout: LayoutConstraint = .free, technology: Technology) {
        let inverter = StandardCell.inverter(technology: technology)
        self.count = count
        self.clockFrequency = clockFrequency
        footprint = Self.footprint(count: count, layout: layout, inverter: inverter.footprint)
        leakagePower = inverter.leakagePower * Self.leakingInverters * Double(count)
        transmissionGateDrainCapacitance = inverter.outputCapacitance
        clockEnergyPerBit = Self.clockEnergyPerBit(inverter: inverter, technology: technology)
        dataEnergyPerBit = Self.dataEnergyPerBit(inverter: inverter, technology: technology)
    }

    private static func footprint(count: Int, layout: LayoutConstraint, inverter: Footprint) -> Footprint {
        let bitWidth = inverter.width * widthInInverters
        guard count > 0 else { return .zero }
        switch layout {
        case .free:
            return Footprint(width: bitWidth * Double(count), height: inverter.height)
        case .height(let height):
            let columns = LinePacking(unitCount: count, unitExtent: inverter.height, available: height)
            return Footprint(width: bitWidth * Double(columns.lineCount), height: columns.lineLength)
        case .width(let width):
            let rows = LinePacking(unitCount: count, unitExtent: bitWidth, available: width)
            return Footprint(width: rows.lineLength, height: inverter.height * Double(rows.lineCount))
        }
    }

    /// Energy of one clock cycle in one flip-flop, whether or not its value changes [J]: four inverters and the
    /// gates of two transmission-gate pairs.
    static func clockEnergyPerBit(inverter: StandardCell, technology: Technology) -> Double {
        let nmosWidth = DesignRules.minimumNmosSize * technology.featureSize
        let nmosGate = technology.gateCapacitance(width: nmosWidth)
        let pmosGate = technology.gateCapacitance(width: nmosWidth * technology.pmosToNmosRatio)
        let voltage = technology.supplyVoltage
        let gates = 2 * (nmosGate + pmosGate) * voltage * voltage
        return 4 * inverter.switchingEnergy(supplyVoltage: voltage) + gates
    }

    /// Energy of a rising value on its way from input to output of one flip-flop [J]: four transmission-gate drains
    /// and, on input, feedback and output side together, two inverter inputs and two inverter outputs.
    static func dataEnergyPerBit(inverter: StandardCell, technology: Technology) -> Double {
        let voltage = technology.supplyVoltage
        let drains = 4 * inverter.outputCapacitance * voltage * voltage
        return 2 * inverter.switchingEnergy(supplyVoltage: voltage) + drains
    }

    /// Operations of a register.
    public enum Operation: Sendable {
        /// One clock cycle: every flip-flop is clocked, and `activeBits` of them take a new value [1], all by default
        /// and never more than there are.
        case store(activeBits: Double? = nil)
    }

    /// Time [s], half a clock period, and energy [J] of one operation.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .store(let activeBits):
            let active = min(activeBits ?? Double(count), Double(count))
            return OperationCost(
                latency: 1 / (2 * clockFrequency),
                energy: clockEnergyPerBit * Double(count) + dataEnergyPerBit * active)
        }
    }
}
