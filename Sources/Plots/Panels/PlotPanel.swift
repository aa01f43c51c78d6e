// SPDX-License-Identifier: Apache-2.0

/// A panel of a picture: bars, columns or curves with their axes.
protocol PanelDrawing: Sendable {
    /// Whether it takes the whole width of a picture, and not half of it, where there is room for two.
    var isWide: Bool { get }
    /// Its looks, with what they mean.
    var legend: [LegendEntry] { get }
    /// The data that it shows.
    var data: [PlotDatum] { get }
    /// Height that it needs [pt].
    func height(_ style: PlotStyle) -> Double
    /// Room for what stands left of its vertical axis, in a panel of some width [pt].
    func leftRoom(_ width: Double, _ style: PlotStyle) -> Double
    /// Room right of its horizontal axis, in a panel of some width [pt].
    func rightRoom(_ width: Double, _ style: PlotStyle) -> Double
    /// What it consists of, in a frame, with so much room left and right of the axes [pt].
    func marks(in frame: PlotFrame, left: Double, right: Double, _ style: PlotStyle) -> [PlotMark]
}

/// A panel of a picture.
package enum PlotPanel: Sendable {
    /// Bars from left to right, one below the other.
    case bars(BarPanel)
    /// Columns beside each other.
    case columns(ColumnPanel)
    /// Curves or points in a plane.
    case curves(CurvePanel)

    var drawing: any PanelDrawing {
        switch self {
        case .bars(let panel): panel
        case .columns(let panel): panel
        case .curves(let panel): panel
        }
    }
}

/// A part of a bar or of a column.
package struct BarPart: Sendable {
    /// What it is, in words.
    let name: String
    /// The number of its look.
    let look: Int
    /// The figure in SI.
    let value: Double

    /// A part.
    ///
    /// - Parameters:
    ///   - name: what it is, in words.
    ///   - look: the number of its look; the same part has the same one in all pictures.
    ///   - value: the figure in SI.
    package init(_ name: String, look: Int, value: Double) {
        self.name = name
        self.look = look
        self.value = value
    }
}

/// A bar or a column.
package struct PlotBar: Sendable {
    /// What it stands for.
    let label: String
    /// The figure in SI; nil where there is none, and infinity where it never ends.
    let value: Double?
    /// Its parts, where they add up to it; empty for a plain bar.
    let parts: [BarPart]
    /// Ends of a whisker, in the unit of the figure; nil for none.
    let interval: ClosedRange<Double>?
    /// What stands at its end in place of the figure; nil for the figure.
    let text: String?

    /// A bar.
    ///
    /// - Parameters:
    ///   - label: what it stands for.
    ///   - value: the figure in SI; nil where there is none.
    ///   - parts: its parts, if they add up to it.
    ///   - interval: ends of a whisker.
    ///   - text: what stands at its end in place of the figure.
    package init(
        _ label: String, value: Double?, parts: [BarPart] = [], interval: ClosedRange<Double>? = nil,
        text: String? = nil
    ) {
        self.label = label
        self.value = value
        self.parts = parts.filter { $0.value > 0 }
        self.interval = interval
        self.text = text
    }

    /// The figure, if it can be drawn.
    var length: Double? { value.flatMap { $0.isFinite ? $0 : nil } }

    /// The parts, or the whole as one.
    var pieces: [(name: String?, look: BarLook, value: Double)] {
        parts.isEmpty
            ? length.map { [(nil, BarLook.whole, $0)] } ?? []
            : parts.map { ($0.name, BarLook.number($0.look), $0.value) }
    }

    /// What the table calls the whole of a bar with parts.
    static let total = "total"

    var legend: [LegendEntry] {
        parts.map { LegendEntry(name: $0.name, sign: .bar(BarLook.number($0.look))) }
    }

    /// Its rows of the table.
    func data(panel: String, unit: String) -> [PlotDatum] {
        guard !parts.isEmpty else {
            return [
                PlotDatum(
                    panel: panel, item: label, value: value, unit: unit, low: interval?.lowerBound,
                    high: interval?.upperBound)
            ]
        }
        let total = PlotDatum(panel: panel, item: label, series: Self.total, value: value, unit: unit)
        return parts.map { PlotDatum(panel: panel, item: label, series: $0.name, value: $0.value, unit: unit) } + [
            total
        ]
    }
}
