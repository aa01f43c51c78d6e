// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import NetworkCatalog
import ReportKit
import Workload

/// The networks that are known by their names.
public struct CatalogReport: Sendable {
    /// Formats of the report.
    public enum Format: String, Sendable, CaseIterable {
        /// A table.
        case text
        /// A tree with the schema `tessera.networks/1`.
        case json
        /// A table with one row a network.
        case csv
    }

    /// A network with its counts.
    struct Entry {
        let known: CatalogNetwork
        let network: Network
    }

    let entries: [Entry]

    /// Counts the layers of all networks.
    ///
    /// - Throws: `InputError` when a network cannot be made.
    public init() throws(InputError) {
        var entries: [Entry] = []
        for known in CatalogNetwork.all { entries.append(Entry(known: known, network: try known.network())) }
        self.entries = entries
    }

    /// The report as text in a format.
    ///
    /// - Throws: `InputError` of kind `internalError` when a count is impossible.
    public func rendered(as format: Format) throws(InputError) -> String { try checked(as: format) }

    private var text: String {
        let rows = entries.map { entry in
            [
                entry.known.name, entry.known.input.text, "\(entry.network.layers.count)",
                FigureText.fourDigits(Double(entry.network.weightCount) * 1e-6),
                FigureText.fourDigits(Double(entry.network.multiplyAccumulates) * 1e-9),
                entry.network.dynamicMultiplyAccumulates == 0
                    ? "" : FigureText.fourDigits(Double(entry.network.dynamicMultiplyAccumulates) * 1e-9),
                entry.known.source,
            ]
        }
        let table = TextTable(
            header: [
                "network", "input", "layers", "weights, 10^6", "static MACs, 10^9", "dynamic MACs, 10^9", "source",
            ],
            rows: rows, leftAligned: ["network", "input", "source"])
        return table.lines.joined(separator: "\n") + "\n"
    }
}

extension CatalogNetwork.Input {
    /// The input in a few words.
    fileprivate var text: String {
        switch self {
        case .image(let channels, let height, let width): "\(channels)x\(height)x\(width)"
        case .text(let tokens, let most, _): "\(tokens) tokens, at most \(most)"
        }
    }
}

extension CatalogReport: Report {
    package static let schemaName = "tessera.networks/1"
    package static let subject = "networks that are known by their names"

    package static let contents: [ReportMember<CatalogReport>] = [
        ReportMember("networks", "the networks") { $0.entries }
    ]

    package func text(as format: Format, document: JSONValue, command: [String]?) throws(InputError) -> String {
        switch format {
        case .text: text
        case .json: document.text
        case .csv: CSVColumn.table(Entry.columns, entries)
        }
    }
}

extension CatalogReport.Entry: ReportObject {
    static let reportName = "network with a name"

    static let reportMembers: [ReportMember<CatalogReport.Entry>] = [
        ReportMember("name", "the name") { $0.known.name },
        ReportMember("source", "the paper or manual that the extents come from") { $0.known.source },
        ReportMember("image", "channels, height and width of an image; null for text") { $0.image },
        ReportMember("tokens", "tokens of text that the counts are for; null for images") { $0.known.defaultTokens },
        ReportMember("mostTokens", "tokens that it reads at most; null for images") { $0.mostTokens },
        ReportMember("layers", "layers with weights") { $0.network.layers.count },
        ReportMember("weights", "weights of these layers, without biases") { $0.network.weightCount },
        ReportMember("staticMultiplyAccumulates", "multiply-accumulate operations with weights") {
            $0.network.multiplyAccumulates
        },
        ReportMember("dynamicMultiplyAccumulates", "multiply-accumulate operations of activations with each other") {
            $0.network.dynamicMultiplyAccumulates
        },
    ]

    static let columns: [CSVColumn<CatalogReport.Entry>] = [
        CSVColumn("name", "networks.name") { $0.known.name },
        CSVColumn("image", "networks.image") { $0.image?.map(String.init).joined(separator: "x") ?? "" },
        CSVColumn("tokens", "networks.tokens") { $0.known.defaultTokens.map(String.init) ?? "" },
        CSVColumn("most_tokens", "networks.mostTokens") { $0.mostTokens.map(String.init) ?? "" },
        CSVColumn("layers", "networks.layers") { "\($0.network.layers.count)" },
        CSVColumn("weights", "networks.weights") { "\($0.network.weightCount)" },
        CSVColumn("static_multiply_accumulates", "networks.staticMultiplyAccumulates") {
            "\($0.network.multiplyAccumulates)"
        },
        CSVColumn("dynamic_multiply_accumulates", "networks.dynamicMultiplyAccumulates") {
            "\($0.network.dynamicMultiplyAccumulates)"
        },
        CSVColumn("source", "networks.source") { $0.known.source },
    ]

    private var image: [Int]? {
        if case .image(let channels, let height, let width) = known.input { [channels, height, width] } else { nil }
    }

    private var mostTokens: Int? { if case .text(_, let most, _) = known.input { most } else { nil } }
}
