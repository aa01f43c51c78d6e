// SPDX-License-Identifier: Apache-2.0

import Macro

/// A published macro: its design, and what was measured.
public struct PublishedChip: Sendable {
    /// An operating point.
    public struct Point: Sendable {
        /// Its name.
        public let name: String
        /// The design at this point, which may read fewer rows or bits at once.
        public let design: MacroDesign
        /// The matrix-vector multiplication.
        public let task: MacroTask
        /// What was measured, by figure.
        public let measured: [MeasuredFigure: Double]
        /// Figures that count in statistics; the others are shown only.
        public let scored: Set<MeasuredFigure>
    }

    /// Its name in the file.
    public let id: String
    /// The title of the publication.
    public let title: String
    /// Chips of one family share a design line, and are left out of a fit together.
    public let family: String
    /// The kind of macro.
    public let kind: MacroKind
    /// Operating points.
    public let points: [Point]
    /// Area of the macro [m²]; nil where it is not published.
    public let area: Double?
    /// Whether the area counts in statistics.
    public let scoresArea: Bool
    /// Values of the design that stand in for unpublished ones.
    let assumed: [String]
}

/// A figure that was measured.
public enum MeasuredFigure: String, Sendable, CaseIterable {
    /// Energy of a matrix-vector multiplication [J].
    case energy = "energyPerMVM"
    /// Area of the macro [m²].
    case area
    /// Time of a matrix-vector multiplication [s].
    case latency = "latencyPerMVM"

    /// The figure in words.
    public var title: String {
        switch self {
        case .energy: "energy"
        case .area: "area"
        case .latency: "latency"
        }
    }

    /// Its unit.
    public var unit: String {
        switch self {
        case .energy: "J"
        case .area: "m^2"
        case .latency: "s"
        }
    }

    /// The figure of a macro by the model, in SI units.
    public func value(of macro: Macro) -> Double {
        switch self {
        case .energy: macro.energy
        case .area: macro.area
        case .latency: macro.latency
        }
    }
}
