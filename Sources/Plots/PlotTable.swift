// SPDX-License-Identifier: Apache-2.0

import ReportKit

/// A row of the table beside a picture: a bar or a part of one, or a point of a curve.
struct PlotDatum: Sendable {
    /// The panel of the picture.
    var panel: String
    /// The bar, or what a point stands for.
    var item: String?
    /// The part of a bar, or the curve.
    var series: String?
    /// The place of a point on the horizontal axis, and its unit.
    var x: Double?
    var xUnit: String?
    /// The figure in SI; nil where there is none.
    var value: Double?
    var unit: String?
    /// Share of a bar that shows shares [1].
    var share: Double?
    /// Ends of the whisker, in the unit of the figure.
    var low: Double?
    var high: Double?
    /// Whether a point is on the front.
    var isBest: Bool?
}

/// The data of a picture as CSV after RFC 4180. A column that no row needs is left out.
struct PlotTable {
    let rows: [PlotDatum]

    var text: String {
        let columns = Self.columns.filter { column in rows.contains { column.isNeeded($0) } }
        return CSVColumn.table(columns.map(\.column), rows)
    }

    private struct Entry {
        let column: CSVColumn<PlotDatum>
        let isNeeded: (PlotDatum) -> Bool
    }

    private static func entry(_ name: String, _ value: @escaping @Sendable (PlotDatum) -> String?) -> Entry {
        Entry(column: CSVColumn(name, nil) { value($0) ?? "" }, isNeeded: { value($0) != nil })
    }

    private static var columns: [Entry] {
        [
            entry("panel") { $0.panel }, entry("item") { $0.item }, entry("series") { $0.series },
            entry("x") { $0.x.map(place) }, entry("x_unit") { $0.xUnit }, entry("value") { $0.value.map(text) },
            entry("unit") { $0.unit }, entry("share") { $0.share.map(text) }, entry("low") { $0.low.map(text) },
            entry("high") { $0.high.map(text) }, entry("best") { $0.isBest.map { $0 ? "1" : "0" } },
        ]
    }

    /// Numbers of layers and epochs are whole.
    private static func place(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e6 ? String(Int(value)) : text(value)
    }

    private static func text(_ value: Double) -> String { value == .infinity ? FigureText.never : "\(value)" }
}
