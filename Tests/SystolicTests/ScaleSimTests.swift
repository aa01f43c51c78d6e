// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import _TestSupport

@testable import Systolic

/// Figures of SCALE-Sim 3.0.0, all 30 columns.
@Suite struct ScaleSimTests {
    /// Rows that `Fixtures/make_fixtures.py` had from SCALE-Sim for random small layers.
    @Test func figuresEqualThoseOfScaleSim() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/rows.csv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 200)
        for line in lines {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let numbers = fields.map { Int($0) ?? 0 }
            let design = try SystolicDesign(
                rows: numbers[2], columns: numbers[3], dataflow: try #require(Dataflow(rawValue: fields[0])),
                ifmapKilowords: numbers[4], filterKilowords: numbers[5], ofmapKilowords: numbers[6],
                bandwidth: fields[1] == "CALC"
                    ? .calculated : .given(ifmap: numbers[8], filter: numbers[9], ofmap: numbers[7]))
            let shape = Array(numbers[11..<18])
            let layer =
                fields[10] == "gemm"
                ? try SystolicLayer(name: "L", rows: shape[0], columns: shape[1], depth: shape[2])
                : try SystolicLayer(
                    name: "L", inputHeight: shape[0], inputWidth: shape[1], filterHeight: shape[2],
                    filterWidth: shape[3], channels: shape[4], filters: shape[5], stride: shape[6])
            let found = try SystolicRun([layer], on: design).layers[0].columns
            let expected = try fields[18...].map { try #require(Double($0)) }
            #expect(expected.count == found.count)
            let wrong = zip(found, expected).filter { abs($0.value - $1) > 1e-9 * abs($1) }
            #expect(wrong.isEmpty, "\(wrong): \(line)")
        }
    }

    /// Runs of whole networks beside the package, where they are.
    @Test(.enabled(if: SharedRuns.isThere, "the runs of SCALE-Sim are not beside the package"))
    func figuresOfWholeNetworksEqualThoseOfScaleSim() throws {
        var rows = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: SharedRuns.folder.path).sorted()
        where name.hasSuffix(".json") {
            let data = try Data(contentsOf: SharedRuns.folder.appending(path: name))
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            let run = try decoder.decode(SharedRuns.Run.self, from: data)
            let figures = try SystolicRun(run.topology.systolicLayers(), on: run.config.design(), threads: 2).layers
            #expect(figures.count == run.layers.count)
            for (found, expected) in zip(figures, run.layers) {
                rows += 1
                for column in found.columns {
                    let figure = try #require(expected.figures[column.name], "\(name) has no \(column.name)")
                    let isSame = abs(column.value - figure) <= 1e-9 * abs(figure)
                    #expect(isSame, "\(name), \(found.layer.name): \(column) is not \(figure)")
                }
            }
        }
        #expect(rows > 0)
    }
}

/// A folder of runs of SCALE-Sim. It is not part of the package.
enum SharedRuns {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/golden/scale-sim")
    static let isThere = FileManager.default.fileExists(atPath: folder.path)

    struct Run: Decodable {
        let config: Config
        let topology: Topology
        let layers: [Layer]
    }

    struct Config: Decodable {
        let arrayHeight: Int
        let arrayWidth: Int
        let dataflow: String
        let mode: String
        let bandwidth: Int
        let ifmapBankBw: Int
        let filterBankBw: Int
        let ifmapSramKb: Int
        let filterSramKb: Int
        let ofmapSramKb: Int

        func design() throws -> SystolicDesign {
            try SystolicDesign(
                rows: arrayHeight, columns: arrayWidth, dataflow: try #require(Dataflow(rawValue: dataflow)),
                ifmapKilowords: ifmapSramKb, filterKilowords: filterSramKb, ofmapKilowords: ofmapSramKb,
                bandwidth: mode == "CALC"
                    ? .calculated : .given(ifmap: ifmapBankBw, filter: filterBankBw, ofmap: bandwidth))
        }
    }

    struct Topology: Decodable {
        let kind: String
        let layers: [[Field]]

        func systolicLayers() throws -> [SystolicLayer] {
            let lines = ["header,"] + layers.map { $0.map(\.text).joined(separator: ",") + "," }
            return try TemporaryFolder.with(lines.joined(separator: "\n").utf8) {
                try TopologyFile(readingFrom: $0, form: kind == "gemm" ? .matrixProduct : .convolution).layers
            }
        }
    }

    struct Field: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                text = String(number)
            } else {
                text = try container.decode(String.self)
            }
        }
    }

    struct Layer: Decodable {
        let computeReport: [String: Double]
        let bandwidthReport: [String: Double]
        let detailedAccessReport: [String: Double]

        var figures: [String: Double] {
            computeReport.merging(bandwidthReport) { $1 }.merging(detailedAccessReport) { $1 }
        }
    }
}

extension LayerFigures {
    /// The columns of SCALE-Sim's three reports.
    var columns: [(name: String, value: Double)] {
        let memories: [(String, MemoryAccess, String)] = [
            ("SRAM IFMAP", ifmapSRAM, "Reads"), ("SRAM Filter", filterSRAM, "Reads"),
            ("SRAM OFMAP", ofmapSRAM, "Writes"),
            ("DRAM IFMAP", ifmapDRAM, "Reads"), ("DRAM Filter", filterDRAM, "Reads"),
            ("DRAM OFMAP", ofmapDRAM, "Writes"),
        ]
        return [
            ("Total Cycles (incl. prefetch)", Double(cyclesWithPrefetch)), ("Total Cycles", Double(totalCycles)),
            ("Stall Cycles", Double(stallCycles)), ("Overall Util %", overallUtilization * 100),
            ("Mapping Efficiency %", mappingEfficiency * 100), ("Compute Util %", computeUtilization * 100),
            ("Avg IFMAP SRAM BW", ifmapSRAMBandwidth), ("Avg FILTER SRAM BW", filterSRAMBandwidth),
            ("Avg OFMAP SRAM BW", ofmapSRAMBandwidth), ("Avg IFMAP DRAM BW", ifmapDRAM.bandwidth),
            ("Avg FILTER DRAM BW", filterDRAM.bandwidth), ("Avg OFMAP DRAM BW", ofmapDRAM.bandwidth),
        ]
            + memories.flatMap { name, access, verb in
                [
                    ("\(name) Start Cycle", Double(access.start)), ("\(name) Stop Cycle", Double(access.stop)),
                    ("\(name) \(verb)", Double(access.words)),
                ]
            }
    }
}
