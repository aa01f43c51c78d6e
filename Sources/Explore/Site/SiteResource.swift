// SPDX-License-Identifier: Apache-2.0

/// What the server has behind the token. Nothing else has an answer, and none of it is a file.
enum SiteResource: String, CaseIterable {
    case page = ""
    case style = "explore.css"
    /// The scripts that draw reports.
    case charts = "charts.js"
    /// The scripts of the form, snapshots and the front.
    case script = "explore.js"
    /// Networks and versions.
    case catalog
    /// The parameters of a revision.
    case schema
    /// The report on a design as JSON.
    case evaluate
    /// The same as a page.
    case report
    /// The floorplan of a design as a picture.
    case floorplan
    /// The parameters of an uploaded file.
    case parameters
    /// The points of a sweep so far.
    case front
    case startFront = "front/start"
    case stopFront = "front/stop"

    /// The method of HTTP.
    var method: String {
        switch self {
        case .page, .style, .charts, .script, .catalog, .schema, .front: "GET"
        case .evaluate, .report, .floorplan, .parameters, .startFront, .stopFront: "POST"
        }
    }
}

/// The query of an address: words, without escapes, because none of ours needs any.
struct SiteQuery {
    private let values: [String: String]

    init(_ text: String) {
        var values: [String: String] = [:]
        for pair in text.split(separator: "&").prefix(16) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            values[String(parts[0])] = parts.count == 2 ? String(parts[1]) : ""
        }
        self.values = values
    }

    subscript(name: String) -> String? { values[name] }

    /// A whole number that is not negative; nil where there is none.
    func number(_ name: String) -> Int? { values[name].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }
}
