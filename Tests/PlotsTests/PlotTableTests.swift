// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Plots

/// The table beside a picture has what the picture shows.
@Suite struct PlotTableTests {
    private func rows(_ plot: Plot) -> [[String: String]] {
        let lines = plot.csv.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    private func blocks(_ plot: Plot) -> [PlotFrame] {
        plot.drawing(PlotStyle()).marks.compactMap { mark in
            if case .rectangle(let frame, .some, .some) = mark.shape, mark.note != nil { return frame }
            return nil
        }
    }

    @Test func barsAreAsLongAsTheTableSays() throws {
        let rows = rows(PlotSamples.bars).filter { $0["series"] != "total" }
        let values = rows.compactMap { $0["value"].flatMap(Double.init) }
        let blocks = blocks(PlotSamples.bars)
        #expect(values == [1e-6, 2e-6, 5e-7, 4e-6, 1e-9] && blocks.count == values.count)
        for (value, block) in zip(values, blocks) {
            #expect(abs(block.width / blocks[0].width - value / values[0]) < 1e-6)
        }
        #expect(rows.map { $0["item"] ?? "" } == ["first", "first", "first", "second", "second"])
        #expect(rows.allSatisfy { $0["unit"] == "J" && $0["panel"] == "energy" })
    }

    @Test func columnsAreAsHighAsTheTableSays() throws {
        let plot = PlotSamples.columns(60)
        let values = rows(plot).filter { $0["series"] != "total" }.compactMap { $0["value"].flatMap(Double.init) }
        let blocks = blocks(plot)
        #expect(values.count == 120 && blocks.count == 120)
        for (value, block) in zip(values, blocks) {
            #expect(abs(block.height / blocks[0].height - value / values[0]) < 1e-6 * value / values[0] + 1e-9)
        }
    }

    @Test func sharesAddUpAndKeepTheFigures() throws {
        let plot = try #require(PlotSamples.all.first { $0.name == "shares" }).plot
        let rows = rows(plot)
        let shares = rows.compactMap { $0["share"].flatMap(Double.init) }
        #expect(shares == [0.75, 0.25, 0.5, 0.25, 0.25])
        #expect(rows.filter { $0["series"] == "total" }.compactMap { $0["unit"] } == ["m^2", "J"])
        let blocks = blocks(plot)
        #expect(abs(blocks[0].width / blocks[1].width - 3) < 1e-9)
    }

    @Test func pointsStandWhereTheTableSays() throws {
        let rows = rows(PlotSamples.curves)
        #expect(rows.count == 5 && rows.last?["series"] == "floating point")
        #expect(rows[0]["low"] == "0.4" && rows[0]["high"] == "0.6" && rows[1]["low"] == "")
        let places = PlotSamples.curves.drawing(PlotStyle()).marks.compactMap { mark -> PlotPoint? in
            if case .lines(let lines, let stroke) = mark.shape, stroke.width == 1, lines[0].count == 2 {
                return lines[0][0]
            }
            return nil
        }
        // Curves begin at 50 % and 60 %, and the level line is at 95 %.
        let heights = rows.compactMap { $0["value"].flatMap(Double.init) }
        #expect(heights == [0.5, 0.75, 0.6, 0.9, 0.95])
        #expect(places.count >= 2 && places[1].y < places[0].y)
    }

    @Test func theFrontIsMarked() {
        #expect(rows(PlotSamples.points).map { $0["best"] ?? "" } == ["1", "1", "0"])
        #expect(rows(PlotSamples.points).map { $0["item"] ?? "" } == ["a=1", "a=2", "a=3"])
    }

    @Test func manyPointsAreThinnedAndTheFrontStays() {
        let points = (0..<20_000).map { CurvePanel.Point(Double($0), 1, isBest: $0 == 19_999) }
        let thinned = [CurvePanel.Series("a", look: 0, points: points, isJoined: false)].thinned
        #expect(thinned[0].points.count <= 5001 && thinned[0].points.last?.isBest == true)
    }

    @Test func whatNeverEndsIsAWord() throws {
        let plot = try #require(PlotSamples.all.first { $0.name.hasPrefix("what never ends") }).plot
        #expect(rows(plot)[0]["value"] == "never")
        #expect(plot.svg().contains(">never</text>") && plot.svg().contains(">exact</text>"))
    }
}
