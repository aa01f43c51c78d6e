// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Workload

@Suite struct NetworkFileTests {
    private func read(_ text: String) throws -> Network {
        let folder = try TemporaryFolder()
        return try Network(readingFrom: folder.write("net.csv", text), spelled: "net.csv")
    }

    private func failure(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> InputError {
        inputError(sourceLocation: sourceLocation) { try read(text) }
    }

    @Test func readsTheNumbersOfALayer() throws {
        let network = try read("32,30,3,5,7,128,1,2\n")
        let layer = try #require(network.layers.first)
        #expect(layer.inputHeight == 32)
        #expect(layer.inputWidth == 30)
        #expect(layer.inputChannels == 3)
        #expect(layer.kernelHeight == 5)
        #expect(layer.kernelWidth == 7)
        #expect(layer.outputChannels == 128)
        #expect(layer.isFollowedByPooling)
        #expect(layer.strides == 2)
        #expect(layer.padding == nil)
        #expect(layer.groups == 1)
        #expect(layer.name == nil)
    }

    @Test(arguments: [
        "8,8,3,3,3,4", "8,8,3,3,3,4,0", "8,8,3,3,3,4,0,1", " 8 ,\t8, 3,3 ,3, 4\n", "8,8,3,3,3,4\r\n",
        "\u{FEFF}8,8,3,3,3,4", "8.0,8.,+3,3e0,3,4.000\n", "\n\n# a comment\n// another\n8,8,3,3,3,4 # behind\n\n",
        "8,8,3,3,3,4,, // nothing given\n",
        "input_height,input_width,input_channels,kernel_height,kernel_width,output_channels\n8,8,3,3,3,4",
        "Output Channels,KH,kw,h,w,c\n4,3,3,8,8,3\n", "n,c,h,w,kernel-height,Kernel.Width,stride,pool\n4,3,8,8,3,3,1,0",
    ])
    func readsTheSameLayerInManySpellings(text: String) throws {
        let expected = try Network(layers: [layer(8, 8, 3, 3, 3, 4)])
        #expect(try read(text) == expected)
    }

    @Test func headerMayAddNamesPaddingAndGroups() throws {
        let text = """
            name,h,w,c,kh,kw,n,stride,pooling,padding,groups
            "stem, first",32,32,4,3,3,8,2,0,1,2
            ,16,16,8,1,1,8,1,0,,
            """
        let network = try read(text)
        #expect(network.layers.map(\.name) == ["stem, first", nil])
        #expect(network.layers.map(\.padding) == [1, nil])
        #expect(network.layers.map(\.groups) == [2, 1])
        #expect(network.layers[0].outputHeight == 16)
    }

    @Test(arguments: [
        "2 1|0 1 2 3|1 3", "2x1|0x1x2x3|1x3", "2X1|0 1x2 3|1 3", "2×1|0 × 1 × 2 × 3|1\t3",
        "\"(2, 1)\"|\"[0, 1, 2, 3]\"|\"1,3\"", "[2 1]|(0 1 2 3)|1.0 3e0", " 2  1 |0  1 2 3| 1x3 ",
    ])
    func sidesAndDirectionsHaveNumbersOfTheirOwnInManySpellings(fields: String) throws {
        let parts = fields.split(separator: "|")
        let text = "h,w,c,kh,kw,n,stride,padding,dilation\n9,20,4,3,3,8,\(parts.joined(separator: ","))\n"
        let layer = try #require(try read(text).layers.first)
        #expect(layer.strides == AxisPair(vertical: 2, horizontal: 1))
        #expect(layer.padding == Layer.Padding(top: 0, left: 1, bottom: 2, right: 3))
        #expect(layer.dilations == AxisPair(vertical: 1, horizontal: 3))
        #expect([layer.outputHeight, layer.outputWidth] == [5, 18])
    }

    @Test func oneOrTwoNumbersOfPaddingStandForFour() throws {
        let network = try read("h,w,c,kh,kw,n,pads,strides\n9,9,4,3,3,8,2 1,2\n9,9,8,3,3,8,1,\n9,9,8,3,3,8,,2x2\n")
        #expect(network.layers.map(\.padding) == [Layer.Padding(vertical: 2, horizontal: 1), 1, nil])
        #expect(network.layers.map(\.strides) == [2, 1, 2])
        #expect(try read("9,9,4,3,3,8,0,2 3\n").layers[0].strides == AxisPair(vertical: 2, horizontal: 3))
    }

    @Test func textOfUnevenLayersReadsBackAsTheSameNetwork() throws {
        let text = """
            h,w,c,kh,kw,n,stride,padding,dilation,name
            9,20,4,3,3,8,2 1,0 1 2 3,1 3,uneven
            9,9,8,3,3,8,2,1 0,,opposite
            9,9,8,3,3,8,1,1,2,even
            9,9,8,3,3,8,1,,,open

            """
        let network = try read(text)
        let again = try read(network.fileText)
        #expect(again == network)
        #expect(network.fileText.contains(",2 1,uneven,0 1 2 3,1 3,"))
        #expect(network.fileText.contains(",2,opposite,1 0,,"))
        // Files without gaps in kernels stay as they were.
        #expect(try !read("9,9,8,3,3,8,0,2\n").fileText.contains("dilation"))
    }

    @Test(arguments: [
        ("8,8,3,3,3\n", 1, 9, "at least 6"),
        ("8,8,3,3,3,4,0,1,1\n", 1, 17, "at most 8"),
        ("8,8,3,3,3,4\n8,8,4,3,3,4,0\n", 2, 13, "lines above have 6"),
        ("8,8,3,3,3,4,0\n\n8,8,4,3,3,4\n", 3, 11, "lines above have 7"),
        ("8,8,3,x,3,4\n", 1, 7, "kernel_height is `x` (allowed: whole numbers)"),
        ("8,8,3,3.5,3,4\n", 1, 7, "kernel_height is `3.5`"),
        ("8,,3,3,3,4\n", 1, 3, "input_width is empty"),
        ("8,8,3,3,3,4,2\n", 1, 13, "pooling is 2 (allowed: 0 or 1)"),
        ("8,8,3,3,3,4,0,0\n", 1, 15, "stride is 0 (allowed: whole numbers from 1 to 2147483647)"),
        ("8,8,3,3,3,-4\n", 1, 11, "output_channels is -4"),
        ("0,8,3,3,3,4\n", 1, 1, "input_height is 0"),
        ("9999999999,8,3,3,3,4\n", 1, 1, "input_height is 9999999999 (allowed"),
        ("1e300,8,3,3,3,4\n", 1, 1, "input_height is `1e300`"),
        ("99999999999999999999999,8,3,3,3,4\n", 1, 1, "input_height is `9999"),
        ("nan,8,3,3,3,4\n", 1, 1, "unknown column"),
        ("1,1,2000000000,1,1,2000000000\n", 1, 20, "over 1073741824 weights"),
        ("8,8,3,3,3,4\n5,5,4,7,7,8\n", 2, 7, "kernel_height is 7, larger than the input of 5"),
        ("h,w,c,kh,kw,n,padding\n5,5,3,7,7,8,0\n", 2, 7, "larger than the input of 5 with padding 0"),
        ("h,w,c,kh,kw,n,groups\n5,5,3,3,3,8,2\n", 2, 13, "does not divide input_channels = 3"),
        (
            "8,8,3,3,3,4,0,1 2 3\n", 1, 15,
            "stride is `1 2 3` (allowed: a whole number, or two as in `1 2` or `1x2`: vertical, horizontal)"
        ),
        ("8,8,3,3,3,4,0,x\n", 1, 15, "stride is `x` (allowed: a whole number, or two"),
        ("8,8,3,3,3,4,0,1x\n", 1, 15, "stride is `1x` (allowed"),
        ("8,8,3,3,3,4,0,1.5 1\n", 1, 15, "stride is `1.5 1` (allowed"),
        ("8,8,3,3,3,4,0,()\n", 1, 15, "stride is `()` (allowed"),
        ("8,8,3,3,3,4,0,1 0\n", 1, 15, "stride is 0 (allowed: whole numbers from 1 to 2147483647)"),
        ("h,w,c,kh,kw,n,padding\n8,8,3,3,3,4,1 2 3\n", 2, 13, "or four: top, left, bottom, right)"),
        ("h,w,c,kh,kw,n,padding\n8,8,3,3,3,4,0 0 -1 0\n", 2, 13, "padding is -1 (allowed: whole numbers from 0"),
        ("h,w,c,kh,kw,n,padding,dilation\n8,8,3,3,3,4,0,1 4\n", 2, 9, "kernel_width is 3, which dilation 4 spreads"),
        ("h,w,c,kh,kw,n,dilation\n8,8,3,3,3,4,0\n", 2, 13, "dilation is 0 (allowed"),
        ("99999999,99999999,1,1,1,1,0,99999999\n", 1, 1, "makes an input map of over 1099511627776 elements"),
        ("h,w,c,kh,kw,n,strid\n", 1, 15, "unknown column `strid` (did you mean `stride`?)"),
        ("h,w,c,kh,kw,n,h\n", 1, 15, "column input_height is named twice"),
        ("h,w,c,kh,kw\n", 1, 1, "names no column output_channels"),
        ("h,w,c,kh,kw,n,name\n5,5,3,3,3,8,\"a\n", 2, nil, "a quote is not closed"),
    ])
    func everyErrorNamesLineAndColumn(text: String, line: Int, column: Int?, part: String) {
        let error = failure(text)
        #expect(error.kind == .badInput)
        #expect(error.file == "net.csv")
        #expect(error.line == line)
        #expect(error.column == column)
        #expect(error.message.contains(part), "\(error.message)")
    }

    @Test(arguments: ["", "\n\n", "# nothing\n", "h,w,c,kh,kw,n\n"])
    func refusesFilesWithoutLayers(text: String) {
        let error = failure(text)
        #expect(error.kind == .badInput)
        #expect(error.message.contains("no layers"))
    }

    @Test func refusesFilesThatAreNoText() throws {
        let folder = try TemporaryFolder()
        let binary = try folder.write("a.csv", [56, 44, 10, 0, 1, 2])
        let binaryError = inputError { try Network(readingFrom: binary) }
        #expect(binaryError.message == "a binary file, not text")
        #expect(binaryError.line == 2)
        let latin = try folder.write("b.csv", Array("8,8,3,3,3,4\n# caf".utf8) + [0xE9, 10])
        let latinError = inputError { try Network(readingFrom: latin) }
        #expect(latinError.message == "the text is not UTF-8")
        #expect(latinError.line == 2)
    }

    @Test func tellsMissingFilesFromBadOnes() throws {
        let folder = try TemporaryFolder()
        let missing = inputError { try Network(readingFrom: folder.path(of: "none.csv"), spelled: "none.csv") }
        #expect(missing.kind == .missingInput)
        #expect(missing.description == "none.csv: no such file")
        let directory = inputError { try Network(readingFrom: folder.path) }
        #expect(directory.kind == .missingInput)
        #expect(directory.message == "is a folder, not a file")
    }

    @Test func refusesFilesThatNobodyWroteByHand() throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "8,8,3,3,3,4\n", count: 1_500_000)
        let error = inputError { try Network(readingFrom: folder.write("huge.csv", text)) }
        #expect(error.kind == .badInput)
        #expect(error.message.contains("too large"))
    }

    /// Names that spreadsheets would calculate are written as texts, and read back as they were.
    @Test(arguments: [
        "=1+1", "'=1", "''+x", "-a", "@x", "plain", "'plain", "a\"b", "\"\"", "a,b;c", "#x", "a//b", "-3",
    ])
    func networksReadTheNamesThatTheyWrite(name: String) throws {
        func named(_ name: String) throws -> Layer {
            try Layer(
                inputHeight: 8, inputWidth: 8, inputChannels: 4, kernelHeight: 3, kernelWidth: 3, outputChannels: 4,
                name: name, padding: 1)
        }
        let steps = [
            NetworkStep(try named(name), inputs: [.image]), NetworkStep(try named("second"), inputs: [.step(0)]),
            NetworkStep(try named("third"), inputs: [.step(0)]),
        ]
        // A plus sign stands between the names of what a step reads.
        let network = try Network(steps: name.contains("+") ? Array(steps.prefix(2)) : steps)
        let folder = try TemporaryFolder()
        #expect(try Network(readingFrom: folder.write("n.csv", network.fileText)) == network, "\(network.fileText)")
    }
}
