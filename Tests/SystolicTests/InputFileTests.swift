// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import Workload
import _TestSupport

@testable import Systolic

/// Files of SCALE-Sim, right ones and wrong ones.
@Suite struct InputFileTests {
    private func topology(_ text: String, form: TopologyFile.Form = .convolution) throws -> [SystolicLayer] {
        try withFile(text) { try TopologyFile(readingFrom: $0, form: form).layers }
    }

    private func design(_ text: String) throws -> SystolicDesign {
        try withFile(text) { try ConfigurationFile(readingFrom: $0).design }
    }

    private func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
        try TemporaryFolder.with(text.utf8, body)
    }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch let error as InputError {
            return "\(error.line ?? 0):\(error.column ?? 0): \(error.message)"
        } catch {
            return "\(error)"
        }
    }

    private static let header =
        "Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,\n"

    @Test func convolutionsAreRead() throws {
        let layers = try topology(Self.header + "\nConv1, 224, 224, 7, 7, 3, 64, 2,\n\nFC, 1, 1, 1, 1, 512, 1000, 1,\n")
        #expect(layers.map(\.name) == ["Conv1", "FC"])
        #expect(layers[0].inputHeight == 224)
        // (224 - 7 + 2) / 2, rounded up.
        #expect(layers[0].outputHeight == 110)
        #expect(layers[0].windowsLeaveMap)
        #expect(layers[1].multiplyAccumulates == 512_000)
    }

    @Test func productsAreRead() throws {
        let layers = try topology("Layer, M, N, K,\nA, 10, 20, 30,\nB, 1, 2, 3, 1:1,\n", form: .matrixProduct)
        #expect(layers.map(\.windows) == [10, 1])
        #expect(layers.map(\.filters) == [20, 2])
        #expect(layers.map(\.windowWords) == [30, 3])
    }

    @Test func depthwiseLayersAreTakenApart() throws {
        let layers = try topology(Self.header + "Conv_DP1, 8, 8, 3, 3, 3, 1, 1,\n")
        #expect(layers.map(\.name) == ["Conv_DP1Channel_0", "Conv_DP1Channel_1", "Conv_DP1Channel_2"])
        #expect(layers.allSatisfy { $0.channels == 1 && $0.filters == 1 })
    }

    private static let twoStrides =
        "Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Stride Height, "
        + "Stride Width,\n"

    @Test func aHeaderMayNameTwoStrides() throws {
        let rows = "A, 10, 10, 3, 3, 4, 8, 1, 2,\nB, 12, 10, 3, 3, 4, 8, 2, 1, 1:1,\nC, 10, 10, 3, 3, 4, 8, 2, 2,\n"
        let layers = try topology(Self.twoStrides + rows + "D, 10, 10, 3, 3, 4, 8, 2,\n")
        #expect(
            layers.map(\.strides) == [AxisPair(vertical: 1, horizontal: 2), AxisPair(vertical: 2, horizontal: 1), 2, 2])
        // Two strides that differ: whole windows. The same ones: one more window, as SCALE-Sim counts.
        #expect(layers.map(\.outputHeight) == [8, 5, 5, 5])
        #expect(layers.map(\.outputWidth) == [4, 8, 5, 5])
        #expect(layers[0].multiplyAccumulates == 9216)
        #expect(!layers[0].windowsLeaveMap && layers[2].windowsLeaveMap)
        let one = try topology(Self.header + "C, 10, 10, 3, 3, 4, 8, 2,\n")
        #expect(try layers[2].unnamed() == one[0].unnamed())
    }

    @Test(arguments: [
        ("A, 10, 10, 3, 3, 4, 8, 1, 0,\n", "2:27: stride width is `0` (allowed: whole numbers from 1)"),
        ("A, 10, 10, 3, 3, 4, 8, 1, x,\n", "2:27: stride width is `x`"),
        ("A, 10, 10, 3, 3, 4, 8, 1, 2, 3,\n", "2:30: the last column is `3` (allowed: nothing, or 1:1)"),
        ("A, 10, 10, 3, 11, 4, 8, 1, 2,\n", "2:4: the filter width is 11, more than the input width of 10"),
        ("A, 10, 10, 3, 3, 4, 8, 1, 2, 1:1, 5,\n", "2:35: 11 columns; a layer has 9"),
    ])
    func wrongRowsOfTwoStridesAreRefused(_ text: String, _ expected: String) {
        let found = message { _ = try topology(Self.twoStrides + text) }
        #expect(found.hasPrefix(expected), "\(found)")
    }

    @Test func convolutionsAreNoProducts() {
        for row in ["C, 8, 8, 3, 3, 3, 4, 1,\n", "C, 8, 8, 3, 3, 3, 4, 1, 1:1,\n", "C, 8, 8, 3, 3, 3, 4, 1, 2, 1:1,\n"]
        {
            let found = message { _ = try topology(Self.header + row, form: .matrixProduct) }
            #expect(found.contains("these are columns of convolutions, which are read without --gemm"), "\(found)")
            #expect(found.hasPrefix("2:13: "))
        }
        let product = message { _ = try topology("Layer, M, N, K,\nA, 10, 20, 30,\n") }
        #expect(product.contains("for M, N, K add --gemm"))
    }

    private static let wrongRows: [(String, String)] = [
        ("", "0:0: the file has no layers"),
        ("C, 8, 8, 3, 3, 3, 4,\n", "2:19: 7 columns; a layer needs 8"),
        ("C, 8, 8, 4,\n", "2:10: 4 columns; a layer needs 8"),
        ("C, 8, 8, 3, 3, 3, 4, 1, 1:1, 9,\n", "2:30: 10 columns; a layer has 8"),
        ("C, 8, x, 3, 3, 3, 4, 1,\n", "2:7: ifmap width is `x`"),
        ("C, 8, 8, 3, 3, 3, 0, 1,\n", "2:19: num filter is `0`"),
        ("C, 8, 8, 3, 3, 3, -4, 1,\n", "2:19: num filter is `-4`"),
        ("C, 8, 8, 9, 3, 3, 4, 1,\n", "2:4: the filter height is 9, more than the input height of 8"),
        ("C, 8, 8, 3, 3, 3, 4, 1, 2:4,\n", "2:25: sparsity 2:4 is not supported"),
        (
            "C, 8, 8, 3, 3, 3, 4, 1, 2,\n",
            "2:25: the last column is `2` (allowed: nothing, 1:1, or the stride 1 again; of two strides the header names both"
        ),
        ("C, 99999999999, 8, 3, 3, 3, 4, 1,\n", "2:4: the input height is 99999999999"),
        ("C, 9000000, 9000000, 3, 3, 900000, 900000, 1,\n", "2:4: more than 2^46"),
        ("C, \"8, 8, 3, 3, 3, 4, 1,\n", "2:0: a quote is not closed"),
    ]

    @Test(arguments: wrongRows)
    func wrongTopologiesAreRefused(_ text: String, _ expected: String) {
        let found = message { _ = try topology(Self.header + text) }
        #expect(found.hasPrefix(expected), "\(found)")
    }

    @Test func aTopologyWithoutAHeaderIsRefused() {
        let found = message { _ = try topology("Conv1, 8, 8, 3, 3, 3, 4, 1,\n") }
        #expect(found.hasPrefix("1:0: the first line is skipped as a header"), "\(found)")
    }

    static let configuration = """
        [general]
        run_name = check
        [architecture_presets]
        ArrayHeight: 16
        ArrayWidth: 8
        IfmapSramSzkB: 4
        FilterSramSzkB: 5
        OfmapSramSzkB: 6
        Dataflow : ws
        Bandwidth : 7
        [run_presets]
        InterfaceBandwidth: USER

        """

    @Test func configurationsAreRead() throws {
        let expected = try SystolicDesign(
            rows: 16, columns: 8, dataflow: .weightStationary, ifmapKilowords: 4, filterKilowords: 5, ofmapKilowords: 6,
            bandwidth: .uniform(7))
        #expect(try design(Self.configuration) == expected)
        let layout =
            "[layout]\nifmapsrambankbandwidth = 10\nIfmapSRAMBankNum = 2\nFilterSRAMBankBandwidth: 3\n; comment\n# comment\n"
        #expect(try design(Self.configuration + layout).bandwidth == .given(ifmap: 10, filter: 3, ofmap: 7))
        let calculated = Self.configuration.replacing("USER", with: "calc").replacing("Bandwidth : 7\n", with: "")
        #expect(try design(calculated).bandwidth == .calculated)
    }

    private static let wrongKeys: [(String, String, String)] = [
        ("ArrayHeight: 16", "ArrayHeight: 0", "4:0: ArrayHeight is `0` (allowed: whole numbers from 1 to 65536)"),
        ("ArrayHeight: 16", "ArrayHeight: many", "4:0: ArrayHeight is `many`"),
        ("ArrayHeight: 16", "Elements: 16", "4:0: unknown key `Elements` in [architecture_presets] (allowed:"),
        (
            "ArrayHeight: 16", "ArrayHeigth: 16",
            "4:0: unknown key `ArrayHeigth` in [architecture_presets] (did you mean `ArrayHeight`?)"
        ),
        ("ArrayHeight: 16\n", "", "3:0: ArrayHeight is missing from [architecture_presets]"),
        ("ArrayHeight: 16", "ArrayHeight 16", "4:0: `ArrayHeight 16` is no `key = value`"),
        ("ArrayHeight: 16", "ArrayHeight: 16\narrayheight = 2", "5:0: ArrayHeight stands twice"),
        ("Dataflow : ws", "Dataflow : rs", "9:0: Dataflow is `rs` (allowed: os, ws, is)"),
        (
            "InterfaceBandwidth: USER", "InterfaceBandwidth: FAST",
            "12:0: InterfaceBandwidth is `FAST` (allowed: CALC, USER)"
        ),
        ("Bandwidth : 7", "Bandwidth : 7,x", "10:0: Bandwidth is `x`"),
        ("Bandwidth : 7\n", "", "3:0: Bandwidth is missing from [architecture_presets]"),
        ("[general]", "[generale]", "1:0: unknown section [generale] (did you mean `general`?)"),
        ("[general]", "[general", "1:0: a section is written [name]"),
        ("[general]\n", "", "1:0: a key before the first [section]"),
        ("run_name = check", "run_name = check\n[general]", "3:0: section [general] stands twice"),
        (
            "run_name = check", "ArrayHeight = 3",
            "2:0: ArrayHeight stands in [general], but belongs to [architecture_presets]"
        ),
        (
            "[run_presets]", "[sparsity]\nSparsitySupport: true\n[run_presets]",
            "12:0: SparsitySupport is `true`: sparse filters are not supported"
        ),
        ("[run_presets]", "[layout]\nIfmapCustomLayout: True\n[run_presets]", "12:0: IfmapCustomLayout is `True`"),
        (
            "InterfaceBandwidth: USER", "InterfaceBandwidth: USER\nUseRamulatorTrace: True",
            "13:0: UseRamulatorTrace is `True`"
        ),
        (
            "[run_presets]", "[layout]\nIfmapSRAMBankBandwidth: 10\nIfmapSRAMBankNum: 3\n[run_presets]",
            "12:0: IfmapSRAMBankBandwidth is 10, which IfmapSRAMBankNum = 3 does not divide"
        ),
    ]

    @Test(arguments: wrongKeys)
    func wrongConfigurationsAreRefused(_ text: String, _ replacement: String, _ expected: String) {
        let found = message { _ = try design(Self.configuration.replacing(text, with: replacement)) }
        #expect(found.hasPrefix(expected), "\(found)")
    }

    @Test func aMissingFileIsMissing() {
        #expect(message { _ = try TopologyFile(readingFrom: "/nowhere/file.csv") }.contains("no such file"))
        #expect(message { _ = try ConfigurationFile(readingFrom: "/nowhere/file.cfg") }.contains("no such file"))
    }

    @Test func sizesBeyondAllBoundsAreRefused() throws {
        let layer = try SystolicLayer(name: "large", rows: 1 << 16, columns: 1 << 15, depth: 1 << 15)
        let design = try SystolicDesign(
            rows: 1, columns: 1, dataflow: .outputStationary, ifmapKilowords: 1, filterKilowords: 1, ofmapKilowords: 1,
            bandwidth: .calculated)
        #expect(throws: InputError.self) { try SystolicRun([layer], on: design) }
        #expect(throws: InputError.self) { try SystolicRun([], on: design) }
        #expect(throws: InputError.self) { try layer.repeated(1 << 20) }
    }
}
