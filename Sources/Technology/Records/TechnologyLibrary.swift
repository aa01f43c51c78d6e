// SPDX-License-Identifier: Apache-2.0

/// The process nodes that a run can choose from: the records of one source.
public struct TechnologyLibrary: Sendable {
    /// Whose records they are.
    public let name: String
    /// The records, from the largest to the smallest node.
    public let nodes: [ProcessNode]
    /// The node of a run that names none.
    public let standard: ProcessNode

    /// A library of those records, in any order; `standard` is one of them.
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
    /// - Throws: ``TechnologyError/unknownNode(_:allowed:)``.
    public func node(_ nanometers: Int) throws(TechnologyError) -> ProcessNode {
        guard let node = nodes.first(where: { $0.nanometers == nanometers }) else {
            throw .unknownNode(nanometers, allowed: nodeNames)
        }
        return node
    }

    /// The wire of a width [nm] at a temperature [K], from any node that has it.
    ///
    /// - Throws: ``TechnologyError/unknownWireWidth(_:allowed:)``.
    public func wire(nanometers: Int, temperature: Double = 300) throws(TechnologyError) -> Wire {
        guard let node = nodes.first(where: { $0.wire.nanometers == nanometers }) else {
            throw .unknownWireWidth(nanometers, allowed: wireWidths)
        }
        return node.wire.wire(temperature: temperature)
    }
}
