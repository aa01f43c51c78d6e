// SPDX-License-Identifier: Apache-2.0

import Architecture
import Foundation
import Plots
import Revisions
import Technology
import Testing
import Workload

@testable import Reporting

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct FloorplanDrawingTests {
    private func picture(
        _ network: Network? = nil, assignments: [String] = [], geometry: FloorplanGeometry? = Samples.geometry
    ) throws -> String {
        let configuration = try Samples.configuration(assignments)
        let network = try network ?? Samples.network()
        let inputs = try DesignInputs(configuration: configuration, weightBits: 8, activationBits: 8)
        return try FloorplanReport(
            floorplan: try Floorplan(network: network, inputs: inputs), network: network,
            configuration: configuration, weightBits: 8, geometry: geometry
        ).plot().svg()
    }

    private func elements(_ text: String) throws -> PictureReader {
        let reader = PictureReader()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        return reader
    }

    private func layer(_ name: String?, channels: Int = 32) throws -> Layer {
        try Layer(
            inputHeight: 8, inputWidth: 8, inputChannels: channels, kernelHeight: 3, kernelWidth: 3,
            outputChannels: channels, name: name)
    }

    @Test func itIsXMLWithWordsForThoseWhoDoNotSeeIt() throws {
        let reader = try elements(picture())
        #expect(reader.names.first == "svg")
        #expect(reader.texts["title"]?.first == "Floorplan: 9 tiles, 30.6 % of the cells in use")
        #expect(reader.texts["desc"]?.first?.contains("1 conv, \"first\": 1 tile, 25.0 %") == true)
        #expect(reader.texts["text"]?.contains("2: 8 tiles, 31.2 %") == true)
    }

    @Test func namesAreNoMarkup() throws {
        let network = try Network(layers: [layer("</title><b>&\"'\u{1}"), layer("<!--")])
        let reader = try elements(picture(network))
        #expect(!reader.names.contains("b"))
        #expect(reader.texts["desc"]?.first?.contains("1 </title><b>&\"'\u{FFFD}: ") == true)
    }

    @Test func tilesAreToScale() throws {
        let text = try picture()
        // Novel tiles are 40 by 10 µm, conventional ones 20 by 30, in places of 40 by 30: three rows and columns, and a
        // strip of 500 µm² at 90 µm. The picture is as wide as a column, without 3 points at each side.
        let scale = (252 - 6) / (120 + 500.0 / 90)
        let sizes = text.matches(of: /width="([0-9.]+)" height="([0-9.]+)" fill="#[0-9a-f]+" fill-opacity/).map {
            (Double($0.1) ?? 0, Double($0.2) ?? 0)
        }
        // Gaps are 4 % of the shorter side.
        #expect(abs(sizes[0].0 - 39.6 * scale) < 0.02 && abs(sizes[0].1 - 9.6 * scale) < 0.02)
        #expect(abs(sizes[1].0 - 19.2 * scale) < 0.02 && abs(sizes[1].1 - 29.2 * scale) < 0.02)
        // A quarter of a tile's cells is in use.
        let used = text.matches(of: /height="([0-9.]+)" fill="#[0-9a-f]+">/).compactMap { Double($0.1) }
        #expect(abs(used[0] - 0.25 * sizes[0].1) < 0.02)
        #expect(text.contains(">20 µm</text>"))
    }

    @Test func withoutSizesThereIsNoScale() throws {
        let reader = try elements(picture(geometry: nil))
        #expect(reader.texts["text"]?.contains { $0.hasSuffix("µm") || $0.hasSuffix("mm") } == false)
    }

    @Test func manyTilesAreDrawnRowByRow() throws {
        let network = try Network(layers: (0..<200).map { try layer("block \($0)", channels: 512) })
        let text = try picture(network, assignments: ["numRowSubArray=16", "numColSubArray=16"])
        _ = try elements(text)
        #expect(text.utf8.count < 1_000_000)
        #expect(text.contains(">200</text>"))
    }
}

/// What stands in a picture.
private final class PictureReader: NSObject, XMLParserDelegate {
    var names: [String] = []
    var texts: [String: [String]] = [:]
    private var text = ""

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        names.append(name)
        text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        texts[name, default: []].append(text)
        text = ""
    }
}
