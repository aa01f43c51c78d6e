// SPDX-License-Identifier: Apache-2.0

/// Errors in the choice of a process, a wire or a cell.
public enum TechnologyError: Error, Equatable, Sendable {
    /// No transistor data for this node [nm]; `allowed` lists the nodes that there are.
    case unknownNode(Int, allowed: [Int])
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
        case .unknownNode(let node, let allowed):
            "no transistor data for a \(node) nm node (allowed: \(Self.list(allowed)))"
        case .temperatureOutOfRange(let temperature, let allowed):
            "temperature \(temperature) K is out of range (allowed: \(allowed.lowerBound) to \(allowed.upperBound) K)"
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

    private static func rounded(_ value: Double) -> Double {
        (value * 100).rounded() / 100
    }
}
