// SPDX-License-Identifier: Apache-2.0

import ReportKit

@testable import Plots

/// Pictures of all panels, usual and odd ones.
enum PlotSamples {
    static let joule = PlotAxis("Energy", unit: FigureUnit("uJ", 1e6), base: "J")

    private static func parts(_ values: [Double]) -> [BarPart] {
        values.enumerated().map { BarPart("part \($0.offset)", look: $0.offset, value: $0.element) }
    }

    private static func bar(_ label: String, _ values: [Double]) -> PlotBar {
        PlotBar(label, value: values.reduce(0, +), parts: parts(values))
    }

    private static func plot(_ panels: PlotPanel...) -> Plot {
        Plot(title: "A <title> & more", description: "Words \u{1}", panels: panels)
    }

    private static let long = String(repeating: "a very long name of a layer ", count: 6)

    static let bars = plot(
        .bars(
            BarPanel(
                "energy", axis: joule, bars: [bar("first", [1e-6, 2e-6, 5e-7]), bar("second", [4e-6, 1e-9])])))

    static func columns(_ count: Int) -> Plot {
        plot(
            .columns(
                ColumnPanel(
                    "by layer", axis: joule, title: "Layer",
                    columns: (1...count).map { bar("layer \($0)", [1e-6 * Double($0), 3e-7]) })))
    }

    static let curves = plot(
        .curves(
            CurvePanel(
                "accuracy", x: PlotAxis("Epoch"), y: .percent("Accuracy"),
                series: [
                    .init("test", look: 0, points: [.init(1, 0.5, interval: 0.4...0.6), .init(2, 0.75)]),
                    .init("training", look: 1, points: [.init(1, 0.6), .init(2, 0.9)]),
                ], levels: [("floating point", 0.95)], isShare: true, hasWholeSteps: true)))

    static let points = plot(
        .curves(
            CurvePanel(
                "designs", x: joule, y: PlotAxis("Area", unit: FigureUnit("mm^2", 1e6), base: "m^2"),
                series: [
                    .init(
                        "SRAM", look: 0,
                        points: [
                            .init(1e-6, 4e-6, note: "a=1", isBest: true), .init(9e-5, 1e-6, note: "a=2", isBest: true),
                            .init(8e-5, 5e-6, note: "a=3", isBest: false),
                        ], isJoined: false)
                ])))

    static let tiles = TilePlot(
        title: "Tiles", description: "Two groups",
        groups: [
            .init(
                name: "first", words: "1 first: 1 tile", count: 1, share: 0.25,
                tiles: [.init(x: 0, y: 0, width: 1e-3, height: 1e-3)]),
            .init(
                name: long, words: long, count: 2, share: 1,
                tiles: [
                    .init(x: 1.1e-3, y: 0, width: 1e-3, height: 1e-3),
                    .init(x: 0, y: 1.1e-3, width: 1e-3, height: 5e-4),
                ]),
        ], width: 2.2e-3, height: 2.2e-3, strip: (width: 2e-4, words: "shared " + long), hasScale: true
    ).plot

    /// All of them by what they try.
    static let all: [(name: String, plot: Plot)] = [
        ("bars", bars), ("one layer", columns(1)), ("60 layers", columns(60)), ("600 layers", columns(600)),
        ("curves", curves), ("points", points), ("tiles", tiles),
        ("one bar", plot(.bars(BarPanel("x", axis: joule, bars: [bar("only", [1e-6])])))),
        ("a plain bar", plot(.bars(BarPanel("x", axis: joule, bars: [PlotBar("only", value: 1e-6)])))),
        (
            "zeros",
            plot(
                .bars(BarPanel("x", axis: joule, bars: [PlotBar("none", value: 0), PlotBar("none", value: nil)])),
                .columns(ColumnPanel("y", axis: joule, title: "Layer", columns: [PlotBar("none", value: 0)])))
        ),
        (
            "what never ends, and negative figures",
            plot(
                .bars(BarPanel("x", axis: joule, bars: [PlotBar("never", value: .infinity), bar("one", [1e-6])])),
                .columns(
                    ColumnPanel(
                        "y", axis: PlotAxis("Ratio", unit: FigureUnit("dB", 1), base: "dB"), title: "Layer",
                        columns: [
                            PlotBar("a", value: -12), PlotBar("b", value: 30),
                            PlotBar("c", value: nil, text: "exact"),
                        ])))
        ),
        (
            "long names",
            plot(
                .bars(
                    BarPanel(
                        "x", axis: PlotAxis(long, unit: FigureUnit("uJ", 1e6)),
                        bars: [PlotBar(long, value: 1e-6, parts: [BarPart(long, look: 3, value: 1e-6)], text: long)])),
                .curves(
                    CurvePanel(
                        "y", x: PlotAxis(long), y: PlotAxis(long),
                        series: [.init(long, look: 2, points: [.init(0, 1), .init(1, 1)])], words: [long, long])))
        ),
        (
            "shares",
            plot(
                .bars(
                    BarPanel(
                        "x", axis: .percent("Share"), bars: [bar("area", [3e-6, 1e-6]), bar("energy", [2, 1, 1])],
                        showsShares: true, units: ["m^2", "J"])))
        ),
        (
            "equal figures, one point, no point",
            plot(
                .curves(
                    CurvePanel("x", x: joule, y: joule, series: [.init("a", look: 0, points: [.init(1e-6, 1e-6)])])),
                .curves(CurvePanel("y", x: joule, y: joule, series: [.init("b", look: 0, points: [])])),
                .curves(
                    CurvePanel(
                        "z", x: joule, y: joule,
                        series: [.init("c", look: 0, points: [.init(0, 0), .init(1e-3, 0), .init(1, .infinity)])])))
        ),
    ]

    static let styles = [
        PlotStyle(), PlotStyle(width: PlotStyle.pageWidth), PlotStyle(width: 60e-3, fontSize: 16),
        PlotStyle(width: 500e-3, fontSize: 5),
    ]
}
