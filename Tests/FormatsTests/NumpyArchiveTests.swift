// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import _TestSupport

@testable import Formats

@Suite struct NumpyArchiveTests {
    private func archive() throws -> NumpyArchive { try NumpyArchive(readingFrom: fixture("types.npz")) }

    @Test(arguments: ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"])
    func readsEveryTypeInBothByteOrders(type: String) throws {
        let archive = try archive()
        for order in ["little", "big"] {
            let name = "\(order)_\(type)"
            #expect(try archive.shape(of: name) == [2, 3])
            #expect(try archive.doubles(name) == [0, 1, 2, 3, 100, 5])
            if !type.hasPrefix("f") {
                #expect(try archive.integers(name) == [0, 1, 2, 3, 100, 5])
            }
        }
    }

    @Test func readsSpecialArrays() throws {
        let archive = try archive()
        #expect(try archive.doubles("fortran") == [0, 1, 2, 3, 100, 5])
        #expect(try archive.integers("negative") == [0, -1, -2, -3, -100, -5])
        #expect(try archive.doubles("negative") == [0, -1, -2, -3, -100, -5])
        #expect(try archive.integers("boolean") == [0, 0, 0, 1, 1, 1])
        #expect(try archive.doubles("boolean") == [0, 0, 0, 1, 1, 1])
        #expect(try archive.shape(of: "scalar") == [])
        #expect(try archive.integers("scalar") == [7])
        #expect(try archive.doubles("vector") == [0, 1, 2, 3, 4])
        #expect(try archive.shape(of: "empty") == [0, 3])
        #expect(try archive.doubles("empty") == [])
        #expect(try archive.doubles("halves") == [0.5, -2, 65504, 0x1p-24, 0.333251953125])
    }

    @Test func halvesCoverTheirRange() {
        #expect(doubleFromHalf(0x0001) == 0x1p-24)
        #expect(doubleFromHalf(0x0400) == 0x1p-14)
        #expect(doubleFromHalf(0x7C00) == .infinity)
        #expect(doubleFromHalf(0xFC00) == -.infinity)
        #expect(doubleFromHalf(0x7C01).isNaN)
        #expect(doubleFromHalf(0x8000).sign == .minus)
    }

    @Test func unknownNamesGetASuggestion() throws {
        let error = inputError { try archive().doubles("vectr") }
        #expect(error.message == "the archive has no array `vectr` (did you mean `vector`?)")
        #expect(
            inputError { try archive().integers("little_f4") }.message.contains("float32 numbers (allowed: integers)"))
    }

    @Test(arguments: [("text", "elements of type"), ("complex", "elements of type"), ("records", "records")])
    func refusesArraysThatAreNoNumbers(name: String, part: String) throws {
        let archive = try NumpyArchive(readingFrom: fixture("unusable.npz"))
        let error = inputError { try archive.doubles(name) }
        #expect(error.kind == .badInput)
        #expect(error.message.contains(part), "\(error.message)")
    }

    @Test(
        arguments: [
            ([], "the file is empty"), (Array("PK".utf8), "no directory at its end"),
            (Array("hello".utf8), "not an npz archive"),
        ] as [([UInt8], String)])
    func refusesFilesThatAreNoArchives(bytes: [UInt8], part: String) throws {
        let folder = try TemporaryFolder()
        let error = inputError { try NumpyArchive(readingFrom: folder.write("a.npz", bytes)) }
        #expect(error.kind == .badInput)
        #expect(error.message.contains(part), "\(error.message)")
    }

    @Test func tellsMissingFilesFromBadOnes() throws {
        let folder = try TemporaryFolder()
        #expect(inputError { try NumpyArchive(readingFrom: folder.path(of: "a.npz")) }.kind == .missingInput)
        #expect(inputError { try NumpyArchive(readingFrom: folder.path) }.kind == .missingInput)
    }

    // MARK: Hostile files

    /// Reads everything in an archive. An `InputError` is fine; what would not be fine ends the test program.
    private func readAll(_ path: String) {
        guard let archive = try? NumpyArchive(readingFrom: path, threads: 1) else { return }
        for name in archive.names {
            _ = try? archive.doubles(name)
            _ = try? archive.integers(name)
        }
    }

    @Test(arguments: ["trace.npz", "trace_compressed.npz", "trace_streamed.npz"])
    func truncatedArchivesAreErrors(name: String) throws {
        let folder = try TemporaryFolder()
        let whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: traceFixture(name))))
        for length in stride(from: 0, to: whole.count, by: 7) {
            let path = try folder.write("cut.npz", Array(whole[..<length]))
            #expect(throws: InputError.self) { try NumpyArchive(readingFrom: path) }
        }
    }

    @Test(arguments: ["trace.npz", "trace_compressed.npz", "trace_streamed.npz"])
    func noFlippedByteStopsTheProgram(name: String) throws {
        let folder = try TemporaryFolder()
        let whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: traceFixture(name))))
        for position in stride(from: 0, to: whole.count, by: 4) {
            var spoiled = whole
            spoiled[position] ^= [0x01, 0x80, 0xFF][position / 4 % 3]
            try readAll(folder.write("spoiled.npz", spoiled))
        }
    }

    @Test func spoiledElementsAreNoticed() throws {
        let folder = try TemporaryFolder()
        var bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: traceFixture("trace.npz"))))
        let name = Array("weight_0.npy".utf8)
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: name) })
        bytes[start + name.count + 20 + 128 + 3] ^= 1
        let archive = try NumpyArchive(readingFrom: folder.write("spoiled.npz", bytes))
        #expect(inputError { try archive.doubles("weight_0") }.message.contains("checksum"))
    }

    @Test func sizesThatLieAreNoticed() throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "lie.npz")
        let writer = try NumpyArchiveWriter(path)
        try writer.add("a", descriptor: "<f8", shape: [1 << 20, 1 << 15], [0.0])
        try writer.add("b", descriptor: "<f8", shape: [1 << 40, 1 << 40], [0.0])
        try writer.add("c", descriptor: "<f8", shape: [0], [0.0])
        try writer.finish()
        let archive = try NumpyArchive(readingFrom: path)
        #expect(inputError { try archive.doubles("a") }.message.contains("should take"))
        #expect(inputError { try archive.doubles("b") }.message.contains("an absurd shape"))
        #expect(inputError { try archive.doubles("c") }.message.contains("should take"))
    }

    // MARK: Order of elements

    @Test(arguments: [[2, 3], [4, 3, 2], [2, 3, 2, 4], [1, 2, 1, 3, 2]])
    func arraysWhoseFirstIndexRunsFastestAreTurned(shape: [Int]) throws {
        let count = shape.reduce(1, *)
        // The element of indices i, j, ... holds the number that it has in C order.
        var places = [Int](repeating: 0, count: count)
        for number in 0..<count {
            var (rest, distance, place) = (number, count, 0)
            var step = 1
            for extent in shape {
                distance /= extent
                place += rest / distance * step
                rest %= distance
                step *= extent
            }
            places[place] = number
        }
        let extents = shape.map { "\($0)," }.joined(separator: " ")
        let text = "{'descr': '<u2', 'fortran_order': True, 'shape': (\(extents))}\n"
        let bytes =
            [0x93] + Array("NUMPY".utf8) + [1, 0] + littleEndian([(text.utf8.count, 2)]) + Array(text.utf8)
            + littleEndian(places.map { ($0, 2) })
        let folder = try TemporaryFolder()
        let array = try NumpyArray(MappedFile(folder.write("a.npy", bytes)))
        guard case .integers(let numbers) = array.elements else { throw InputError("no integers") }
        #expect(array.shape == shape && numbers == (0..<Int64(count)).map { $0 })
    }

    // MARK: Headers

    private func header(_ text: String, version: UInt8 = 1) throws -> NumpyHeader {
        let length = littleEndian([(text.utf8.count, version == 1 ? 2 : 4)])
        let bytes = [0x93] + Array("NUMPY".utf8) + [version, 0] + length + Array(text.utf8)
        return try bytes.withUnsafeBytes { try NumpyHeader(ByteReader($0[...])) }
    }

    @Test func readsHeadersOfAllVersions() throws {
        for version: UInt8 in 1...3 {
            let read = try header("{'descr': '<f4', 'fortran_order': True, 'shape': (3, 4), }\n", version: version)
            #expect(read.shape == [3, 4])
            #expect(read.isColumnMajor)
            #expect(read.type.name == "float32")
        }
        // Python 2 wrote long integers with a letter, and dictionaries keep no order.
        #expect(try header("{\"shape\":(3L,),\"descr\":\"|b1\",\"fortran_order\":False}").shape == [3])
    }

    @Test(arguments: [
        "", "{}", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': True, 'shape': (3, 4)",
        "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (3,)}",
        "{'descr': '<f4', 'fortran_order': True, 'shape': (-3,)}",
        "{'descr': '<f4', 'fortran_order': True, 'shape': (3 4)}",
        "{'descr': '|O', 'fortran_order': True, 'shape': (3,)}",
        "{'descr': '<f16', 'fortran_order': True, 'shape': (3,)}",
        "{'descr': '<f4', 'fortran_order': True, 'size': (3,)}",
        "{'descr': [('x', '<f4')], 'fortran_order': True, 'shape': (3,)}", "{'descr: 3",
        "{'descr': '<f4', 'fortran_order': True, 'shape': (99999999999999999999,)}",
    ])
    func refusesGarbledHeaders(text: String) {
        #expect(throws: NumpyHeader.Problem.self) { try header(text) }
    }

    // MARK: Writing

    @Test func writesWhatItReads() throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "out.npz")
        let writer = try NumpyArchiveWriter(path)
        try writer.add("matrix", descriptor: "<f8", shape: [2, 3], [1.0, 2, 3, 4, 5, 6])
        try writer.add("vector", descriptor: "<i2", shape: [2], [Int16(-5), 5])
        try writer.add("whole", scalar: -3)
        try writer.add("share", scalar: 0.1)
        #expect(!FileManager.default.fileExists(atPath: path))
        try writer.finish()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.npz"])
        let archive = try NumpyArchive(readingFrom: path)
        #expect(archive.names == ["matrix", "share", "vector", "whole"])
        #expect(try archive.doubles("matrix") == [1, 2, 3, 4, 5, 6])
        #expect(try archive.integers("vector") == [-5, 5])
        #expect(try archive.integers("whole") == [-3])
        #expect(try archive.doubles("share") == [0.1])
    }

    @Test func membersBeyond4GiBGetWideFields() {
        let large = ZipMember(name: "a.npy", size: 5 << 32, checksum: 0, offset: 6 << 32)
        #expect(large.localHeader.count == 30 + 5 + 20)
        #expect(large.directoryEntry.count == 46 + 5 + 28)
        #expect(ZipMember.end(directoryOffset: 7 << 32, directorySize: 50, count: 1).count == 56 + 20 + 22)
        let small = ZipMember(name: "a.npy", size: 5, checksum: 0, offset: 6)
        #expect(small.localHeader.count == 35)
        #expect(small.directoryEntry.count == 51)
    }

    @Test func failuresToWriteSaySo() throws {
        let folder = try TemporaryFolder()
        #expect(inputError { try NumpyArchiveWriter(folder.path(of: "none/out.npz")) }.kind == .cannotWrite)
        #expect(inputError { try NumpyArchiveWriter(folder.path) }.kind == .cannotWrite)
        let full = inputError {
            let writer = try NumpyArchiveWriter("/dev/full")
            try writer.add("a", scalar: 1)
            try writer.finish()
            return 0
        }
        #expect(full.kind == .cannotWrite)
    }

    @Test func unfinishedArchivesLeaveNothingBehind() throws {
        let folder = try TemporaryFolder()
        do {
            let writer = try NumpyArchiveWriter(folder.path(of: "out.npz"))
            try writer.add("a", scalar: 1)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}
