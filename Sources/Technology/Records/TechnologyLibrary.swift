// SPDX-License-Identifier: Apache-2.0

/// The process nodes that a run can choose from: the records of one source.
public struct TechnologyLibrary: Sendable {
    /// Whose records they are.
    public let name: String
    /// The records, from the largest to the smallest node.
    public let nodes: [ProcessNode]
    /// The node of a run that names none.
    public let standard: ProcessNode

    /// A library of those records, in any order, of which `standard` is one.
    public init(name: String, nodes: [ProcessNode], standard: ProcessNode) {
        self.name = name
        self.nodes = nodes.sorted { $0.nanometers > $1.nanometers }
        self.standard = standard
    }

    /// The names of the nodes, largest first [nm].
    public var nodeNames: [Int] { nodes.map(\.nanometers) }

    /// The widths that the wires of its nodes have, widest first [nm].
    public var wireWidths: [Int] { Array(Set(nodes.map(\.wire.nanometers))).sorted(by: >) }

    /// The record of a node [nm].
    ///
    /// - Parameters:
    ///   - nanometers: The name of the node [nm].
    ///   - others: Other libraries, of which an error names those that have the node.
    /// - Returns: The record.
    /// - Throws: ``TechnologyError/unknownNode(_:allowed:knownTo:)``.
    public func node(_ nanometers: Int, besides others: [TechnologyLibrary] = []) throws(TechnologyError) -> ProcessNode
    {
        guard let node = nodes.first(where: { $0.nanometers == nanometers }) else {
            let knownTo = others.filter { $0.nodeNames.contains(nanometers) }.map(\.name)
            throw .unknownNode(nanometers, allowed: nodeNames, knownTo: knownTo)
        }
        return node
    }

    /// The wire of a width [nm] at a temperature [K], of whatever node has it.
    ///
    /// - Throws: ``TechnologyError/unknownWireWidth(_:allowed:)``.
    public func wire(nanometers: Int, temperature: Double = 300) throws(TechnologyError) -> Wire {
        guard let node = nodes.first(where: { $0.wire.nanometers == nanometers }) else {
            throw .unknownWireWidth(nanometers, allowed: wireWidths)
        }
        return node.wire.wire(temperature: temperature)
    }

    /// A wire of any width [nm]: the aspect ratio and the resistivity are those of the widest usual wire that is not wider.
    ///
    /// - Parameters:
    ///   - width: The width [nm].
    ///   - isBranch: Whether the wire runs between blocks.
    ///   - temperature: The temperature [K].
    /// - Returns: The wire.
    /// - Throws: ``TechnologyError/unknownWireWidth(_:allowed:)`` for a wire that is narrower than all usual ones.
    public func wire(
        likeWidth width: Double, isBranch: Bool = false, temperature: Double = 300
    ) throws(TechnologyError) -> Wire {
        let tables = nodes.map { isBranch ? $0.branchWire : $0.wire }
        let fitting = tables.filter { Double($0.nanometers) <= width }
        guard let table = fitting.max(by: { $0.nanometers < $1.nanometers }) else {
            throw .unknownWireWidth(width > 0 ? Int(width) : 0, allowed: wireWidths)
        }
        return table.wire(width: width, temperature: temperature)
    }
}
