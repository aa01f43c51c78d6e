// SPDX-License-Identifier: Apache-2.0

/// A unit of a tabulated figure. Units are types, so that a record with a figure in another unit does not compile.
public protocol PhysicalUnit: Sendable {
    /// The unit as it is written.
    static var symbol: String { get }
}

/// Pure numbers.
public enum PureNumber: PhysicalUnit {
    /// 1.
    public static let symbol = "1"
}

/// Voltages.
public enum Volt: PhysicalUnit {
    /// V.
    public static let symbol = "V"
}

/// Lengths.
public enum Meter: PhysicalUnit {
    /// m.
    public static let symbol = "m"
}

/// Times.
public enum Second: PhysicalUnit {
    /// s.
    public static let symbol = "s"
}

/// Powers.
public enum Watt: PhysicalUnit {
    /// W.
    public static let symbol = "W"
}

/// Capacitances per length.
public enum FaradPerMeter: PhysicalUnit {
    /// F/m.
    public static let symbol = "F/m"
}

/// Capacitances.
public enum Farad: PhysicalUnit {
    /// F.
    public static let symbol = "F"
}

/// Capacitances per area.
public enum FaradPerSquareMeter: PhysicalUnit {
    /// F/m².
    public static let symbol = "F/m²"
}

/// Transconductances per width of a gate.
public enum SiemensPerMeter: PhysicalUnit {
    /// S/m.
    public static let symbol = "S/m"
}

/// Lengths in units of the feature size of the node.
public enum FeatureSize: PhysicalUnit {
    /// Feature sizes.
    public static let symbol = "feature sizes"
}

/// Currents per width of a gate.
public enum AmperePerMeter: PhysicalUnit {
    /// A/m.
    public static let symbol = "A/m"
}

/// Resistivities.
public enum OhmMeter: PhysicalUnit {
    /// Ω·m.
    public static let symbol = "Ω·m"
}
