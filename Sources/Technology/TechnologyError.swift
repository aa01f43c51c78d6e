// SPDX-License-Identifier: Apache-2.0

/// What can be wrong with the choice of a process, a wire or a cell.
public enum TechnologyError: Error, Equatable, Sendable {
    /// No transistor data for this node [nm]; `allowed` lists the nodes that there are, `knownTo` the names of other
    /// libraries that have it.
    case unknownNode(Int, allowed: [Int], knownTo: [String] = [])
    /// No transistors of this roadmap at a node [nm].
    case unknownRoadmap(DeviceRoadmap, node: Int)
    /// The record of a node [nm] has no fits of the power and delay of flash converters.
    case noFlashFit(node: Int)
    /// The transistor data end before this temperature [K].
    case temperatureOutOfRange(Double, allowed: ClosedRange<Double>)
    /// No resistivity for wires of this width [nm]; `allowed` lists the widths that there are.
    case unknownWireWidth(Int, allowed: [Int])
    /// A table, called by its model card, holds so many values of those that it needs.
    case incompleteTable(String, node: Int, values: Int, needed: Int)
    /// The access transistor that the cell needs for its current is wider than the cell; both widths in feature sizes.
    case accessTransistorTooWide(Double, cellWidth: Double)
}

extension TechnologyError: CustomStringConvertible {
    /// The error in words, with what is allowed.
    public var description: String {
        switch self {
        case .unknownNode(let node, let allowed, let knownTo):
            "no transistor data for a \(node) nm node (allowed: \(Self.list(allowed)))" + Self.hint(knownTo)
        case .unknownRoadmap(let roadmap, let node):
            "no \(roadmap == .highPerformance ? "high-performance" : "low-standby-power") transistors are known of the "
                + "\(node) nm node"
        case .noFlashFit(let node):
            "the record of the \(node) nm node has no fits of flash converters, which these circuits need"
        case .temperatureOutOfRange(let temperature, let allowed):
            "temperature \(temperature) K is out of range (allowed: \(Self.range(allowed)) K)"
        case .unknownWireWidth(let width, let allowed):
            "no resistivity for wires of \(width) nm (allowed: \(Self.list(allowed)))"
        case .incompleteTable(let card, let node, let values, let needed):
            "the record of the \(node) nm node is incomplete: a row of \(card) has \(values) values (needed: \(needed))"
        case .accessTransistorTooWide(let width, let cellWidth):
            "the access transistor needs a width of \(Self.rounded(width)) F, but the cell is \(cellWidth) F wide: "
                + "widen the cell or choose a device of a higher on-resistance"
        }
    }

    private static func list(_ values: [Int]) -> String {
        values.map(String.init).joined(separator: ", ")
    }

    /// Who else has what is missing.
    private static func hint(_ libraries: [String]) -> String {
        libraries.isEmpty ? "" : "; \(libraries.joined(separator: " and ")) has it"
    }

    private static func range(_ values: ClosedRange<Double>) -> String {
        values.lowerBound == values.upperBound
            ? "\(values.lowerBound)" : "\(values.lowerBound) to \(values.upperBound)"
    }

    private static func rounded(_ value: Double) -> Double {
        (value * 100).rounded() / 100
    }
}
