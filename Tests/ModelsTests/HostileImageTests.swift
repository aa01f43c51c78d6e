// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import Workload
import _TestSupport

@testable import Formats
@testable import Models

/// Files of images that would take much time or memory if they were believed, and of which no more is read than is needed.
@Suite struct HostileImageTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(
        _ path: String, labels: String? = nil, limit: Int? = nil, needsLabels: Bool = false
    ) throws(InputError) -> ImageDataset {
        try ImageDataset(readingFrom: path, labels: labels, limit: limit, needsLabels: needsLabels)
    }

    private func error(_ body: () throws(InputError) -> Void) -> InputError { inputError(body) }

    /// A file that a line of Python writes to `path`.
    private func made(_ name: String, _ python: String) throws -> String {
        let path = try folder.writeApart(name, [])
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", "import gzip, zipfile, struct\npath = '\(path)'\n" + python]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return path
    }

    /// What begins an array file.
    private static let array = """
        def array(shape, kind='|u1'):
            text = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }" % (kind, shape)
            text = text.ljust(117) + '\\n'
            return b'\\x93NUMPY\\x01\\x00' + struct.pack('<H', len(text)) + text.encode()

        """

    private func timed<Value>(_ body: () throws -> Value) throws -> (value: Value, seconds: Double) {
        let clock = ContinuousClock()
        let start = clock.now
        let value = try body()
        return (value, (clock.now - start) / .seconds(1))
    }

    @Test func missingLabelsAreSeenBeforePixels() throws {
        let path = try made(
            "d.npz",
            Self.array + """
                with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as file:
                    with file.open('images.npy', 'w') as member:
                        member.write(array((1 << 18, 1, 16, 16)))
                        for _ in range(64): member.write(bytes(1 << 20))
                """)
        let found = try timed { error { () throws(InputError) in _ = try read(path, needsLabels: true) }.message }
        #expect(found.value.contains("the images have no labels") && found.value.contains("--labels FILE"))
        #expect(found.seconds < 0.2)
        let few = try read(path, limit: 10)
        #expect(few.count == 10 && few.shape == [1, 16, 16])
    }

    @Test func numbersOfLabelsAreComparedBeforePixels() throws {
        let path = try made(
            "d.npz",
            Self.array + """
                with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as file:
                    file.writestr('images.npy', array((4, 1, 2, 2)) + bytes(range(16)))
                    file.writestr('labels.npy', array((3,)) + bytes([2, 1, 0]))
                """)
        #expect(error { () throws(InputError) in _ = try read(path) }.message.contains("3 labels, but 4 images"))
        #expect(
            error { () throws(InputError) in _ = try read(path, limit: 3) }.message.contains("3 labels, but 4 images"))
    }

    @Test func aPartHasTheFirstImagesAndTheirLabels() throws {
        let path = try made(
            "d.npz",
            Self.array + """
                with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as file:
                    file.writestr('images.npy', array((4, 1, 2, 2)) + bytes(range(16)))
                    file.writestr('labels.npy', array((4,)) + bytes([3, 2, 1, 0]))
                """)
        let data = try read(path, limit: 2)
        #expect(data.pixels == .bytes(Array(0..<8)) && data.labels == [3, 2])
        #expect(try read(path).labels == [3, 2, 1, 0])
    }

    @Test func aTableIsReadAsFarAsItIsNeeded() throws {
        let rows = String(repeating: "1,2,3,4,5\\n", count: 10)
        let path = try made(
            "t.csv.gz",
            "with gzip.open(path, 'wb', 1) as file:\n    for _ in range(64): file.write(b'\(rows)' * 20000)\n")
        let found = try timed { try read(path, limit: 10).count }
        #expect(found.value == 10 && found.seconds < 1)
        let plain = try made("t.csv", "open(path, 'w').write('a,b,c,d,label\\n' + '\(rows)' * 10 + 'x')")
        #expect(try read(plain, limit: 100).count == 100)
        #expect(error { () throws(InputError) in _ = try read(plain) }.line == 102)
    }

    @Test func anIdxFileIsReadAsFarAsItIsNeeded() throws {
        let path = try made(
            "i.gz",
            """
            with gzip.open(path, 'wb', 1) as file:
                file.write(struct.pack('>IIII', 0x803, 1 << 20, 8, 8))
                for _ in range(64): file.write(bytes(1 << 20))
            """)
        let labels = try made("l", "open(path, 'wb').write(struct.pack('>II', 0x801, 1 << 20) + bytes(1 << 20))")
        let found = try timed { try read(path, labels: labels, limit: 10).labels?.count }
        #expect(found.value == 10 && found.seconds < 2)
        let short = try made("s", "open(path, 'wb').write(struct.pack('>II', 0x801, 9) + bytes(9))")
        #expect(
            error { () throws(InputError) in _ = try read(path, labels: short, limit: 9) }.message
                .contains("9 labels, but 1048576 images"))
    }

    @Test func aPartOfTheImagesTakesAPartOfOtherLabels() throws {
        let labels = try made("l", "open(path, 'wb').write(struct.pack('>II', 0x801, 3) + bytes([7, 8, 9]))")
        let records = try made("c.bin", "open(path, 'wb').write(b''.join(bytes([i]) + bytes(3072) for i in range(3)))")
        let table = try made("t.csv", "open(path, 'w').write('1,2,3,4,0\\n' * 3)")
        for path in [records, table] {
            #expect(try read(path, labels: labels, limit: 2).labels == [7, 8])
            #expect(try read(path, labels: labels).labels == [7, 8, 9])
        }
        let cut = try made("d.bin", "open(path, 'wb').write(bytes(3073 * 3 - 1))")
        #expect(
            error { () throws(InputError) in _ = try read(cut, limit: 1) }.message.hasPrefix("not a file of images"))
    }

    @Test func anIdxFileOfAnotherSizeIsDamaged() throws {
        for (bytes, part) in [(15, "has 15"), (17, "has more")] {
            let path = try made(
                "i.gz",
                "with gzip.open(path, 'wb') as file: file.write(struct.pack('>IIII', 0x803, 4, 2, 2) + bytes(\(bytes)))"
            )
            #expect(error { () throws(InputError) in _ = try read(path) }.message.contains(part))
        }
    }

    @Test func gzipFilesBehindEachOtherAreOne() throws {
        let path = try made(
            "t.csv.gz",
            "open(path, 'wb').write(gzip.compress(b'1,2,3,4,0\\n') + gzip.compress(b'5,6,7,8,1\\n'))")
        #expect(try read(path).labels == [0, 1])
    }

    @Test func tablesOfSpreadsheetsAreRead() throws {
        let plain = try read(try folder.writeApart("t.csv", Array("a,b,c,d,label\n1,2,3,4,0\n5,6,7,8,1\n".utf8)))
        for text in [
            "a;b;c;d;label\r\n1;2;3;4;0\r\n5;6;7;8;1\r\n", "a\tb\tc\td\tlabel\n1\t2\t3\t4\t0\n5\t6\t7\t8\t1\n",
            "a,b,c,d,label,,\n1,2,3,4,0,,\n5,6,7,8,1,,\n,,,,,,\n\n", "1;2;3;4;0;\n5;6;7;8;1;\n;;;\n",
            "a,b,c,d,label\n1,2,3,4,0\n5,6,7,8,1\n,,,,\n", "sep=;\na;b;c;d;label\n1;2;3;4;0\n5;6;7;8;1\n",
        ] {
            for bytes in [
                Array(text.utf8),
                ("\u{FEFF}" + text).utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] },
            ] {
                let data = try read(try folder.writeApart("t.csv", bytes))
                #expect(data.pixels == plain.pixels && data.labels == plain.labels, "\(text)")
                #expect(try read(try folder.writeApart("t.csv", bytes), limit: 1).labels == [0])
            }
        }
    }

    @Test func hugePicturesAreRefusedByTheirHeader() throws {
        let folder = try self.folder.writeApart("x", [])
        let base = URL(filePath: folder).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: base + "/set/cat", withIntermediateDirectories: true)
        _ = try made(
            "none",
            """
            import zlib
            def part(kind, data): return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
            head = struct.pack('>IIBBBBB', 16384, 16384, 8, 6, 0, 0, 0)
            open('\(base)/set/cat/a.png', 'wb').write(b'\\x89PNG\\r\\n\\x1a\\n' + part(b'IHDR', head)
                + part(b'IDAT', zlib.compress(bytes(1 << 20))) + part(b'IEND', b''))
            """)
        let found = error { () throws(InputError) in _ = try read(base + "/set") }
        #expect(found.message == "a picture of 16384 x 16384 pixels (allowed: up to 67108864 pixels)")
    }

    @Test func anEndlessDeviceIsNoModel() {
        let found = error { () throws(InputError) in _ = try NetworkGraph(readingONNX: "/dev/zero") }
        #expect(found.message.hasPrefix("not an ONNX model"))
    }

    @Test func normalizationsSayWhereTheyAreWrong() throws {
        for (text, line, column, part) in [
            ("{\"scale\": 1,\n \"scale\": 2}", 2, 2, "`scale` is there twice"), ("{\"mean\": [1,]}", 1, 13, "a comma"),
            ("{\n\"std\": 0}", 2, 8, "std is not positive"), ("{\"maen\": 0}", 1, 2, "did you mean `mean`?"),
        ] {
            let path = try folder.writeApart("n.json", Array(text.utf8))
            let found = error { () throws(InputError) in _ = try Normalization(readingFrom: path) }
            #expect(found.line == line && found.column == column && found.message.contains(part), "\(found)")
        }
    }
}
