// SPDX-License-Identifier: Apache-2.0

/// What is public about the silicon of a technology node: sizes, speed and voltages of a foundry's logic process.
public struct SiliconNode: Sendable, Equatable {
    /// The node by its name [nm].
    public let nanometers: Int
    /// Feature size, as the name of the node says it [m].
    public let featureSize: Double
    /// Area of a gate with two inputs [m²].
    public let gateArea: Double
    /// Area of the smallest six-transistor cell, drawn with the rules for memory [m²].
    public let sramCellArea: Double
    /// Delay of an inverter that drives four others at the nominal supply [s].
    public let fanOutDelay: Double
    /// Nominal supply [V].
    public let supplyVoltage: Double
    /// Threshold voltage of the transistors, as the delay over the supply shows it [V].
    public let thresholdVoltage: Double
    /// Gate capacitance beside that of planar transistors in the same area [1]; above 1 for fins.
    public let gateGain: Double
    /// The figures of this node that nobody published, and that are interpolated between other nodes.
    public let interpolated: [String]

    /// A node of the given figures, in the units of the properties.
    public init(
        nanometers: Int, featureSize: Double, gateArea: Double, sramCellArea: Double, fanOutDelay: Double,
        supplyVoltage: Double, thresholdVoltage: Double, gateGain: Double = 1, interpolated: [String] = []
    ) {
        self.nanometers = nanometers
        self.featureSize = featureSize
        self.gateArea = gateArea
        self.sramCellArea = sramCellArea
        self.fanOutDelay = fanOutDelay
        self.supplyVoltage = supplyVoltage
        self.thresholdVoltage = thresholdVoltage
        self.gateGain = gateGain
        self.interpolated = interpolated
    }
}
