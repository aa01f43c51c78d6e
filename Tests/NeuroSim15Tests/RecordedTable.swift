// SPDX-License-Identifier: Apache-2.0

import Foundation
import NeuroSim15Technology
import Technology
import Testing

/// A table of figures that DNN+NeuroSim V1.5 printed.
struct RecordedTable {
    /// A row, by the names of its columns.
    struct Row {
        let fields: [String: Substring]

        func text(_ column: String) throws -> String { String(try #require(fields[column])) }

        func number(_ column: String) throws -> Double { try #require(Double(try text(column))) }

        func integer(_ column: String) throws -> Int { try #require(Int(try text(column))) }

        var roadmap: DeviceRoadmap {
            fields["roadmap"] == "highPerformance" ? .highPerformance : .lowStandbyPower
        }
    }

    let rows: [Row]

    /// A table of the folder `Fixtures`.
    init(_ name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name).csv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let columns = try #require(lines.first).split(separator: ",").map(String.init)
        rows = try lines.dropFirst().map { line in
            let fields = line.split(separator: ",")
            try #require(fields.count == columns.count, "\(line)")
            return Row(fields: Dictionary(uniqueKeysWithValues: zip(columns, fields)))
        }
    }

    /// The rows of a node.
    func rows(of node: Int) throws -> [Row] { try rows.filter { try $0.integer("node") == node } }
}

/// The processes of DNN+NeuroSim V1.5.
enum Processes {
    static let library = TechnologyLibrary.neuroSim15
    /// Its nodes [nm].
    static let nodes = library.nodeNames
    /// Nodes with roadmaps that they have.
    static let all: [(node: Int, roadmap: DeviceRoadmap)] = library.nodes.flatMap { node in
        node.roadmaps.map { (node: node.nanometers, roadmap: $0) }
    }

    static func make(
        _ node: Int, _ roadmap: DeviceRoadmap, temperature: Double = 300, cutsSheets: Bool = true
    ) throws -> Technology {
        try Technology(library.node(node), roadmap: roadmap, temperature: temperature, cutsSheets: cutsSheets)
    }
}
