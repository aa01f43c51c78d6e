// SPDX-License-Identifier: Apache-2.0

/// The usual wires of the arrays at a node, as they are tabulated.
public struct WireTable: Sendable, Equatable {
    /// The width [nm], by which a wire is chosen.
    public let nanometers: Int
    /// The thickness over the width.
    public let aspectRatio: Figure<PureNumber>
    /// The resistivity at 300 K, with scattering in thin wires.
    public let resistivity: Figure<OhmMeter>
    /// The capacitance of a wire per length.
    public let capacitancePerLength: Figure<FaradPerMeter>

    /// Wires of that width [nm] and those figures.
    public init(
        nanometers: Int, aspectRatio: Figure<PureNumber>, resistivity: Figure<OhmMeter>,
        capacitancePerLength: Figure<FaradPerMeter>
    ) {
        self.nanometers = nanometers
        self.aspectRatio = aspectRatio
        self.resistivity = resistivity
        self.capacitancePerLength = capacitancePerLength
    }

    /// The wire at a temperature [K].
    public func wire(temperature: Double) -> Wire {
        wire(width: Double(nanometers), temperature: temperature)
    }

    /// A wire of another width [nm] with the aspect ratio and the resistivity of these, at a temperature [K].
    func wire(width: Double, temperature: Double) -> Wire {
        Wire(
            width: width * 1e-9, aspectRatio: aspectRatio.value, resistivity: resistivity.value,
            temperature: temperature)
    }
}
