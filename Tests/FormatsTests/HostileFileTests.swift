// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import _TestSupport

@testable import Formats

/// Files that would take much time or memory if they were believed.
@Suite struct HostileFileTests {
    @Test func aLineOfManyColumnsIsReadInProportion() throws {
        func seconds(_ columns: Int) -> Double {
            let line = String(repeating: "1,", count: columns)
            return ContinuousClock().measure { _ = delimitedFields(of: line) } / .seconds(1)
        }
        _ = seconds(1000)
        // Four times as long a line takes four times as long, and not sixteen times.
        let (short, long) = (min(seconds(4000), seconds(4000)), min(seconds(16000), seconds(16000)))
        #expect(long < 9 * short, "\(short) s, \(long) s")
    }

    @Test func columnsStandWhereTheyStand() throws {
        let fields = try #require(delimitedFields(of: "größe , 2,  \"a,b\" ,,x # rest"))
        #expect(fields.map(\.text) == ["größe", "2", "a,b", "", "x"])
        #expect(fields.map(\.column) == [1, 9, 13, 20, 21])
    }

    // MARK: Devices and pipes

    @Test(arguments: ["matrix", "npz", "npy"])
    func anEndlessDeviceIsRefusedAtOnce(reader: String) throws {
        let device = "/dev/zero"
        let duration = ContinuousClock().measure {
            let error = inputError {
                switch reader {
                case "matrix": _ = try CSVMatrix(device, spelled: device, threads: 1)
                case "npz": _ = try NumpyArchive(readingFrom: device)
                default: _ = try NumpyArray(MappedFile(device, limit: 1 << 20))
                }
            }
            #expect(error.kind == .badInput)
        }
        #expect(duration < .seconds(2))
    }

    @Test func aPipeIsReadToItsEnd() throws {
        let folder = try TemporaryFolder()
        let pipe = folder.path(of: "pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        let text = String(repeating: "0.5,1\n", count: 50_000)
        let writer = Thread {
            try? FileHandle(forWritingTo: URL(filePath: pipe)).write(contentsOf: Data(text.utf8))
        }
        writer.start()
        let matrix = try CSVMatrix(pipe, spelled: "pipe", threads: 1)
        #expect(try matrix.doubles(rows: 50_000, columns: 2, shape: "").reduce(0, +) == 75_000)
    }

    @Test func theStartIsLookedAtBeforeTheRest() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("f", [UInt8](repeating: 7, count: 100_000))
        var seen = 0
        _ = try MappedFile(path) { start throws(InputError) in seen = start.count }
        #expect(seen == 65536)
        #expect(
            inputError { try MappedFile("/dev/zero") { _ throws(InputError) in throw InputError("no") } }.message
                == "no")
    }

    // MARK: Archives

    /// An npz archive with one deflated array of unsigned bytes or others, all zero.
    private func archive(_ name: String, type: String, count: Int, in folder: TemporaryFolder) throws -> String {
        let script = """
            import numpy, sys
            numpy.savez_compressed(sys.argv[1], **{sys.argv[2]: numpy.zeros(int(sys.argv[4]), sys.argv[3])})
            """
        let path = folder.path(of: "\(name).npz")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, path, name, type, "\(count)"]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return path
    }

    private static let hasNumpy: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", "import numpy"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    @Test(.enabled(if: hasNumpy, "needs Python with NumPy"))
    func compressedArraysAreNotBelieved() throws {
        let folder = try TemporaryFolder()
        let path = try archive("x", type: "int8", count: (1 << 27) + 1, in: folder)
        let archive = try NumpyArchive(readingFrom: path)
        let duration = ContinuousClock().measure {
            #expect(inputError { try archive.integers("x") }.message.contains("allowed: 134217728 numbers"))
            #expect(inputError { try archive.doubles("y") }.message.contains("no array `y`"))
            #expect((try? archive.array("x", rows: 10).storedRows) == (1 << 27) + 1)
        }
        #expect(duration < .seconds(2))
    }

    @Test func theFirstRowsAreThoseOfTheWhole() throws {
        let archive = try NumpyArchive(readingFrom: fixture("types.npz"))
        for name in archive.names where try archive.shape(of: name).count == 2 {
            let whole = try archive.array(name)
            let part = try archive.array(name, rows: 1)
            #expect(part.storedRows == whole.shape[0])
            guard case .reals(let all) = whole.elements, case .reals(let some) = part.elements else { continue }
            #expect(some.elementsEqual(all.prefix(some.count)))
        }
        #expect(try archive.array("little_f4", rows: 1).shape == [1, 3])
    }
}
