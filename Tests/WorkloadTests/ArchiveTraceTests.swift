// SPDX-License-Identifier: Apache-2.0

import Diagnostics
@testable import Formats
import Testing
import _TestSupport

@testable import Workload

@Suite struct ArchiveTraceTests {
    private var network: Network { get throws { try Network(readingFrom: fixture("network.csv")) } }

    @Test(arguments: ["trace.npz", "trace_compressed.npz", "trace_streamed.npz"])
    func readsWhatNumPyWrote(name: String) throws {
        let trace = try ArchiveTrace(readingFrom: fixture(name), network: network)
        #expect(trace.weightBits == 8)
        #expect(trace.activationBits == 4)
        let plain = try ArchiveTrace(readingFrom: fixture("trace.npz"), network: network)
        for index in 0..<2 {
            let request = LayerRequest(activationBits: 4, includesOldWeights: true)
            #expect(try trace.layer(index, request) == plain.layer(index, request))
        }
        let first = try trace.layer(0, LayerRequest(activationBits: 4, minimumVectors: 4, includesOldWeights: true))
        #expect(first.weights.rows == 8)
        #expect(first.weights.columns == 3)
        #expect(first.inputs.vectors == 4)
        #expect(first.activity == nil)
        let old = try #require(first.oldWeights)
        #expect(zip(old.values, first.weights.values).allSatisfy { $0 - $1 == 1.0 / 128 })
        let second = try trace.layer(1, LayerRequest(activationBits: 4, includesOldWeights: true))
        #expect(second.oldWeights == nil)
        #expect(second.activity == 0.25)
        #expect(try trace.layer(0, LayerRequest(activationBits: 4)).oldWeights == nil)
    }

    /// Weights that are widened where they lie are those of an array in double precision, in any piece.
    @Test(arguments: [nil, 5])
    func weightsInPieces(decimals: Int?) throws {
        let folder = try TemporaryFolder()
        let numbers = (0..<24).map { Float($0 * 37 % 11) / 3 - 1 }
        let path = folder.path(of: "w.npz")
        let writer = try NumpyArchiveWriter(path)
        try writer.add("w", descriptor: "<f4", shape: [6, 4], numbers.map(\.bitPattern.littleEndian))
        try writer.finish()
        let stored = try #require(try NumpyArchive(readingFrom: path).storedFloats("w"))
        let grid = decimals.map { DecimalGrid(decimals: $0) }
        let matrix = WeightMatrix(rows: 6, columns: 4, stored: stored, grid: grid)
        let values = numbers.map { number in grid.map { $0.nearest(to: Double(number)) } ?? Double(number) }
        #expect(matrix == WeightMatrix(rows: 6, columns: 4, values: values))
        #expect(matrix == WeightMatrix(rows: 6, columns: 4, singles: numbers) || decimals != nil)
        for first in 0..<24 {
            for end in first...24 {
                let part = matrix.withValues(first..<end) { Array($0) }
                #expect(part == Array(values[first..<end]))
            }
        }
        #expect(matrix[5, 2] == values[22])
        #expect(stored.firstNotFinite(threads: 2) == nil)
    }

    /// Around the borders of the pieces whose checksums are computed, the header included.
    @Test(arguments: [0, 131_039, 131_040, 131_041, 262_111, 262_112, 299_999])
    func theFirstNumberThatIsNotFinite(place: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "w.npz")
        var numbers = (0..<300_000).map { Float($0) }
        numbers[place] = place % 2 == 0 ? .nan : -.infinity
        numbers[299_999] = .infinity
        let writer = try NumpyArchiveWriter(path)
        try writer.add("w", descriptor: "<f4", shape: [300_000], numbers.map(\.bitPattern.littleEndian))
        try writer.finish()
        for threads in [1, 3] {
            let stored = try #require(try NumpyArchive(readingFrom: path, threads: threads).storedFloats("w"))
            #expect(stored.firstNotFinite(threads: threads) == place)
        }
    }

    // MARK: Conversion

    @Test func conversionOfTextKeepsEveryValue() throws {
        let folder = try TemporaryFolder()
        // Five places as NeuroSim writes them; seven places; more than a 32-bit float can tell apart; halves.
        try folder.write("n.csv", "1,1,2,1,1,2\n1,1,2,1,1,2\n")
        try folder.write("w0.csv", "   0.12346,  -0.00781\n   0.99219,  -1.00000\n")
        try folder.write("o0.csv", "0.1234567,-0.7654321\n0.0000001,1\n")
        try folder.write("i0.csv", "0,1,1,1,1,0\n1,0,0,0,0,0\n")
        try folder.write("w1.csv", "0.1234567890123,2\n3,4\n")
        try folder.write("o1.csv", "0.5,-0.25\n1,-1e10\n")
        try folder.write("i1.csv", "0,1,1\n1,0,1\n")
        try folder.write("t.sh", "main 0 n.csv 8 3 w0.csv o0.csv i0.csv 0.15 w1.csv o1.csv i1.csv 0.2")
        let command = try TraceCommand(readingFrom: "t.sh", workingFolder: folder.path)
        let network = try Network(namedBy: command)
        let text = try CommandTrace(command, network: network)
        let path = folder.path(of: "out.npz")
        try text.writeArchive(to: path)
        let archive = try ArchiveTrace(readingFrom: path, network: network)
        #expect(archive.weightBits == 8)
        #expect(archive.activationBits == 3)
        for index in 0..<2 {
            let request = LayerRequest(activationBits: 3, includesOldWeights: true)
            #expect(try archive.layer(index, request) == text.layer(index, request))
        }
        let raw = try NumpyArchive(readingFrom: path)
        #expect(try raw.integers("weight_decimals_0") == [5])
        #expect(try raw.integers("old_weight_decimals_0") == [7])
        #expect(!raw.contains("weight_decimals_1"))
        #expect(!raw.contains("old_weight_decimals_1"))
        #expect(try raw.integers("activation_0") == [3, -4, -2, 0])
    }

    @Test func conversionOfTheFirstFormHasNoOldWeights() throws {
        let folder = try TemporaryFolder()
        try folder.write("n.csv", "1,1,1,1,1,1\n")
        try folder.write("w.csv", "0.5\n")
        try folder.write("i.csv", "0,1\n")
        try folder.write("t.sh", "main n.csv 8 2 128 128 w.csv i.csv")
        let command = try TraceCommand(readingFrom: "t.sh", workingFolder: folder.path)
        let path = folder.path(of: "out.npz")
        try CommandTrace(command, network: Network(namedBy: command)).writeArchive(to: path)
        let names = try NumpyArchive(readingFrom: path).names
        #expect(names == ["activation_0", "activation_bits", "weight_0", "weight_bits"])
    }

    @Test func conversionOfASyntheticTraceKeepsEveryValue() throws {
        let folder = try TemporaryFolder()
        let network = try network
        let synthetic = try SyntheticTrace(network)
        try synthetic.writeArchive(to: folder.path(of: "out.npz")) { $0.outputVectors }
        let archive = try ArchiveTrace(readingFrom: folder.path(of: "out.npz"), network: network)
        for (index, layer) in network.layers.enumerated() {
            let request = LayerRequest(
                activationBits: 8, minimumVectors: layer.outputVectors, includesOldWeights: true)
            #expect(try archive.layer(index, request) == synthetic.layer(index, request))
        }
    }

    // MARK: Errors

    /// An archive for a layer of 2 x 2 weights, with arrays of its own in place of the usual ones.
    private func spoiled(
        without missing: String? = nil, _ change: (NumpyArchiveWriter) throws -> Void = { _ in }
    ) throws -> (trace: ArchiveTrace, folder: TemporaryFolder) {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "t.npz")
        let writer = try NumpyArchiveWriter(path)
        if missing != "weight_0" { try writer.add("weight_0", descriptor: "<f8", shape: [2, 2], [0.5, 1, 0, -1]) }
        if missing != "activation_0" {
            try writer.add("activation_0", descriptor: "<i4", shape: [2, 2], [Int32(1), -2, 0, 1])
        }
        try change(writer)
        try writer.finish()
        let network = try Network(layers: [layer(1, 1, 2, 1, 1, 2)])
        return (try ArchiveTrace(readingFrom: path, network: network), folder)
    }

    private func failure(
        bits: Int = 2, vectors: Int = 1, without missing: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation, _ change: (NumpyArchiveWriter) throws -> Void = { _ in }
    ) -> String {
        inputError(sourceLocation: sourceLocation) {
            let request = LayerRequest(activationBits: bits, minimumVectors: vectors, includesOldWeights: true)
            return try spoiled(without: missing, change).trace.layer(0, request)
        }.message
    }

    @Test func needsTheArraysOfEveryLayer() {
        #expect(failure(without: "weight_0") == "the archive has no array `weight_0`, which layer 1 needs")
        let misspelled = failure(without: "weight_0") {
            try $0.add("weights_0", descriptor: "<f8", shape: [2, 2], [0.5, 1, 0, -1])
        }
        #expect(misspelled.hasSuffix("did you mean `weights_0`?"))
        #expect(failure(without: "activation_0").contains("no array `activation_0`"))
        let more = failure { try $0.add("weight_1", descriptor: "<f8", shape: [1, 1], [0.5]) }
        #expect(more == "the archive has weights of 2 layers, but the network has 1")
    }

    @Test func shapesMustFitTheLayer() {
        let flipped = failure(without: "weight_0") {
            try $0.add("weight_0", descriptor: "<f8", shape: [1, 4], [0.5, 1, 0, -1])
        }
        #expect(flipped.contains("has the shape [1, 4], but [2, 2] is needed (layer 1: 2 channels"))
        let narrow = failure(without: "activation_0") {
            try $0.add("activation_0", descriptor: "<i4", shape: [4, 1], [Int32(1), 1, 0, 1])
        }
        #expect(narrow.contains("has the shape [4, 1], but [vectors, 2] is needed"))
        let old = failure { try $0.add("old_weight_0", descriptor: "<f8", shape: [4], [0.5, 1, 0, -1]) }
        #expect(old.contains("`old_weight_0` has the shape [4]"))
        #expect(
            failure(vectors: 3)
                == "layer 1 has 2 input vectors of 2 bits, but 3 are needed: one for each position of its kernel")
    }

    @Test func valuesMustMakeSense() {
        let infinite = failure(without: "weight_0") {
            try $0.add("weight_0", descriptor: "<f8", shape: [2, 2], [0.5, .infinity, 0, -1])
        }
        #expect(infinite == "`weight_0`[0, 1] is inf (allowed: finite numbers)")
        let float = failure(without: "activation_0") {
            try $0.add("activation_0", descriptor: "<f4", shape: [1, 2], [Float(1), 1])
        }
        #expect(float == "activation_0 holds float32 numbers (allowed: integers)")
        #expect(failure { try $0.add("activity_0", scalar: 1.5) } == "`activity_0` is 1.5 (allowed: 0 to 1)")
        #expect(failure { try $0.add("weight_bits", scalar: 64) }.contains("`weight_bits` is out of range"))
        let list = failure { try $0.add("activation_bits", descriptor: "<i8", shape: [2], [8, 8]) }
        #expect(list.contains("a single number is needed"))
    }

    @Test func activationsMustFitTheirBits() throws {
        #expect(failure(bits: 1).contains("`activation_0`[0, 0] is 1, which 1 activation bits cannot hold"))
        let wide = failure(without: "activation_0") {
            try $0.add("activation_0", descriptor: "<i4", shape: [2, 2], [Int32(-1), 1, 2, 1])
        }
        #expect(
            wide.contains("[1, 0] is 2, which 2 activation bits cannot hold (allowed: -2 to 1, as some are negative)"))
        // Without a negative one, activations are plain binary numbers.
        let plain = try spoiled(without: "activation_0") {
            try $0.add("activation_0", descriptor: "|u1", shape: [2, 2], [UInt8(3), 1, 2, 0])
        }
        #expect(try plain.trace.layer(0, LayerRequest(activationBits: 2)).inputs.activations() == [-1, 1, -2, 0])
        let huge = failure(without: "activation_0") {
            try $0.add("activation_0", descriptor: "<u8", shape: [1, 2], [UInt64.max, 0])
        }
        #expect(huge.contains("cannot hold (allowed: 0 to 3)"))
    }

    @Test func bombsAreNotExpanded() throws {
        #expect(try ArchiveTrace.mostVectors(of: layer(1, 1, 2, 1, 1, 2), needed: 1) == 1 << 27)
        #expect(try ArchiveTrace.mostVectors(of: layer(4096, 4096, 1, 3, 3, 2), needed: 1) == 1 << 26)
    }

    @Test func aSingleVectorNeedsNoSecondDimension() throws {
        let plain = try spoiled(without: "activation_0") {
            try $0.add("activation_0", descriptor: "|i1", shape: [2], [Int8(1), -1])
        }
        #expect(try plain.trace.layer(0, LayerRequest(activationBits: 2)).inputs.vectors == 1)
    }

    @Test func archivesWithoutBitsSayNothingOfThem() throws {
        let plain = try spoiled()
        #expect(plain.trace.weightBits == nil)
        #expect(plain.trace.activationBits == nil)
    }
}
