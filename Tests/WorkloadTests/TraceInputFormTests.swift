// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Workload

/// Input files of bits and of whole numbers, and what tells them apart.
@Suite struct TraceInputFormTests {
    /// A trace of a convolution of 4 x 4 positions over 2 channels, 1 x 1, and a layer behind it.
    private struct Case {
        let folder: TemporaryFolder

        init(first: String, second: String = "1\n0\n", command: String = "main n.csv 8 4 32 16") throws {
            folder = try TemporaryFolder()
            let files = [
                "n.csv": "4,4,2,1,1,2\n1,1,2,1,1,2\n", "w.csv": "0.5,-0.25\n1,-1\n", "i0.csv": first, "i1.csv": second,
                "trace.sh": "\(command) w.csv i0.csv w.csv i1.csv\n",
            ]
            for (name, text) in files { try folder.write(name, text) }
        }

        func layer(
            _ index: Int = 0, inputs: TraceInputForm? = nil, unclear: TraceInputForm? = nil, bits: Int = 4
        ) throws -> InputBits {
            let command = try TraceCommand(readingFrom: "trace.sh", workingFolder: folder.path)
            let trace = try CommandTrace(
                command, network: Network(namedBy: command), inputs: inputs, unclearInputs: unclear)
            #expect(trace.subarrayRows == command.subarrayRows && trace.parallelRows == command.parallelRows)
            return try trace.layer(index, LayerRequest(activationBits: bits)).inputs
        }
    }

    /// Rows of a file, with `columns` numbers each.
    private static func rows(_ columns: Int, _ value: (Int, Int) -> Int) -> String {
        (0..<2).map { row in (0..<columns).map { "\(value(row, $0))" }.joined(separator: ",") }
            .joined(separator: "\n") + "\n"
    }

    private static let numbers = rows(16) { row, column in (row * 5 + column) % 16 }
    private static func ones(_ columns: Int) -> String { rows(columns) { row, column in (row + column) % 2 } }

    @Test func wholeNumbersAreExpandedHighestBitFirst() throws {
        let inputs = try Case(first: Self.numbers).layer()
        #expect(inputs.vectors == 16 && inputs.bitsPerVector == 4)
        for column in 0..<16 {
            for bit in 0..<4 {
                for row in 0..<2 {
                    let number = (row * 5 + column) % 16
                    let wanted = number >> (3 - bit) & 1 == 1
                    #expect(inputs[row, column * 4 + bit] == wanted)
                }
            }
        }
    }

    @Test func negativeNumbersAreTwosComplement() throws {
        let inputs = try Case(first: Self.rows(16) { _, column in column - 8 }).layer()
        let wanted: [Int32] = (0..<16).flatMap { (column: Int32) in [column - 8, column - 8] }
        #expect(inputs.activations() == wanted)
    }

    /// The same activations in either form are the same trace.
    @Test func bothFormsGiveTheSameBits() throws {
        let bits = Self.rows(64) { row, column in ((row * 5 + column / 4) % 16) >> (3 - column % 4) & 1 }
        #expect(try Case(first: bits).layer().activations() == Case(first: Self.numbers).layer().activations())
        #expect(try Case(first: bits).layer().vectors == 16)
    }

    /// 16 positions: as many columns as numbers, four times as many as bits.
    @Test func theNumberOfColumnsTells() throws {
        #expect(try Case(first: Self.ones(16)).layer().vectors == 16)
        #expect(try Case(first: Self.ones(16), second: "1,0,0,0\n0,1,1,1\n").layer(1).vectors == 4)
        #expect(try Case(first: Self.ones(64)).layer().vectors == 16)
        #expect(try Case(first: Self.ones(64), second: "1,0,0,0\n0,1,1,1\n").layer(1).vectors == 1)
    }

    /// A layer that does not tell is read as the others are.
    @Test func oneLayerTellsForAll() throws {
        let trace = try Case(first: Self.ones(40), second: "3\n0\n")
        #expect(try trace.layer(0).vectors == 40)
        let bits = try Case(first: Self.ones(40), second: "1,0,0,0\n0,1,1,1\n")
        #expect(try bits.layer(0).vectors == 10)
    }

    @Test func whatIsUnclearIsAnErrorThatNamesTheOption() throws {
        let trace = try Case(first: Self.ones(40), second: Self.ones(8))
        let error = inputError { try trace.layer() }
        #expect(error.file == "trace.sh" && error.kind == .badInput)
        #expect(error.message.contains("(40 in layer 1) do not tell which: say --trace-inputs bits (V1.4 writes them)"))
        #expect(try trace.layer(inputs: .bits).vectors == 10 && trace.layer(inputs: .numbers).vectors == 40)
        #expect(try trace.layer(unclear: .bits).vectors == 10 && trace.layer(unclear: .numbers).vectors == 40)
    }

    /// What is certain is certain, whatever a reader would take unclear files for.
    @Test func filesComeBeforeWhatIsNaturalAndTheOptionBeforeFiles() throws {
        #expect(try Case(first: Self.ones(64)).layer(unclear: .numbers).vectors == 16)
        #expect(try Case(first: Self.numbers).layer(unclear: .bits).vectors == 16)
        #expect(try Case(first: Self.ones(64)).layer(inputs: .numbers).vectors == 64)
        #expect(
            inputError { try Case(first: Self.numbers).layer(inputs: .bits) }.message.hasSuffix("(allowed: 0 or 1)"))
    }

    /// Commands of V1.3 and V2.x name files of bits, and a bit is a number.
    @Test(arguments: ["main n.csv 8 4", "main n.csv 8 1 32 16"])
    func otherCommandsNameBits(command: String) throws {
        let bits = command.contains(" 1 ") ? 1 : 4
        #expect(try Case(first: Self.ones(40), command: command).layer(bits: bits).vectors == 40 / bits)
    }

    @Test func aStrayNumberAmongBitsSaysHowToReadNumbers() throws {
        let trace = try Case(first: Self.ones(64), second: "1,0,0,0\n0,1,1,2\n")
        let error = inputError { try trace.layer(1) }
        #expect(error.file == "i1.csv" && error.line == 2 && error.column == 7)
        #expect(error.message.contains("`2` (allowed: 0 or 1)") && error.message.contains("--trace-inputs numbers"))
        #expect(!inputError { try trace.layer(1, inputs: .bits) }.message.contains("--trace-inputs"))
    }

    @Test(arguments: [
        ("16", "i0.csv:1:3: the number `16` does not fit 4 bits (allowed: -8 to 15)"),
        ("-9", "i0.csv:1:3: the number `-9` does not fit 4 bits (allowed: -8 to 15)"),
        ("2.5", "i0.csv:1:3: value 2 of the line is `2.5`, not a whole number"),
        ("x", "i0.csv:1:3: value 2 of the line is `x`, not a number"),
        ("1e30", "i0.csv:1:3: the number `1e30` does not fit 4 bits (allowed: -8 to 15)"),
    ])
    func saysWhichNumberIsWrong(text: String, message: String) throws {
        let line = (["3", text] + Array(repeating: "3", count: 14)).joined(separator: ",")
        let error = inputError { try Case(first: "\(line)\n\(line)\n").layer() }
        #expect(error.description == message)
    }

    @Test func signedAndUnsignedNumbersDoNotMix() throws {
        let mixed = Self.rows(16) { row, column in row == 0 ? column : column - 8 }
        let error = inputError { try Case(first: mixed).layer() }
        #expect(
            error.description
                == "i0.csv:1:17: the number `8` does not fit 4 bits (allowed: -8 to 7, as some are negative)")
    }

    @Test func fewVectorsAreFew() throws {
        let error = inputError {
            let command = Case.self
            let folder = try command.init(first: Self.numbers)
            let read = try TraceCommand(readingFrom: "trace.sh", workingFolder: folder.folder.path)
            _ = try CommandTrace(read, network: Network(namedBy: read))
                .layer(0, LayerRequest(activationBits: 4, minimumVectors: 17))
        }
        #expect(error.message.hasPrefix("layer 1 has 16 input vectors of 4 bits, but 17 are needed"))
    }

    // MARK: Counts

    @Test func aProgramRecordsPositionsWithOrWithoutPadding() throws {
        #expect(try layer(32, 32, 3, 3, 3, 8).recordedVectorCounts == [900, 1024])
        #expect(try layer(8, 8, 3, 3, 3, 8, stride: 2).recordedVectorCounts == [9, 16])
        #expect(try layer(1, 1, 64, 1, 1, 10).recordedVectorCounts == [1])
        #expect(try layer(2, 2, 64, 3, 3, 10).recordedVectorCounts == [1, 4])
        #expect(try layer(32, 32, 3, 3, 3, 8).inputForm(columns: 900, bits: 8) == .numbers)
        #expect(try layer(32, 32, 3, 3, 3, 8).inputForm(columns: 8192, bits: 8) == .bits)
        #expect(try layer(32, 32, 3, 3, 3, 8).inputForm(columns: 8193, bits: 8) == nil)
        // Four vectors of one number, or one of four bits.
        #expect(try layer(2, 2, 64, 3, 3, 10).inputForm(columns: 4, bits: 4) == nil)
    }
}
