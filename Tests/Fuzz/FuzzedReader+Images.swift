// SPDX-License-Identifier: Apache-2.0

import Models
import Workload

extension FuzzedReader {
    /// Readers of images and labels.
    static let imageReaders: [FuzzedReader] = [npy, npzImages, idx, idxGzip, cifar, png, jpeg, table, tableGzip]

    private static func pixels(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 % 251) } }

    private static func images(
        _ name: String, _ file: String, labels: String? = nil, words: [String] = [],
        samples: @escaping @Sendable () throws -> [Sample]
    ) -> FuzzedReader {
        FuzzedReader(name: name, samples: samples, words: words) { folder in
            let images = try ImageDataset(readingFrom: "\(folder)/\(file)", labels: labels.map { "\(folder)/\($0)" })
            if images.labels != nil { _ = try images.requiredLabels(classes: 10) }
        }
    }

    private static let npy = images("npy", "images.npy", labels: "labels.npy", words: numpyWords) {
        let labels = SampleFile("labels.npy", NumpyFile.integers([1, 2], shape: [2]))
        return [
            Sample([SampleFile("images.npy", NumpyFile.bytes(pixels(32), shape: [2, 4, 4])), labels]),
            Sample([
                SampleFile("images.npy", NumpyFile.floats(pixels(96).map(Float.init), shape: [2, 3, 4, 4])), labels,
            ]),
            Sample([
                SampleFile(
                    "images.npy", NumpyFile.doubles(pixels(8).map(Double.init), shape: [2, 4], isColumnMajor: true)),
                labels,
            ]),
        ]
    }

    private static let npzImages = images("npz-images", "images.npz", words: numpyWords + ["images.npy", "labels.npy"])
    {
        let arrays = NumpyFile.archive([
            ("images", NumpyFile.bytes(pixels(96), shape: [2, 4, 4, 3])),
            ("labels", NumpyFile.integers([0, 9], shape: [2, 1])),
        ])
        return [false, true].map { Sample([SampleFile("images.npz", form: .zip(isDeflated: $0), parts: arrays)]) }
    }

    private static let idxImages: [UInt8] = [0, 0, 8, 3] + [2, 5, 4].flatMap(Packing.bigEndian) + pixels(40)
    private static let idxLabels: [UInt8] = [0, 0, 8, 1] + Packing.bigEndian(2) + [3, 7]

    private static let idx = images("idx", "images", labels: "labels") {
        [Sample([SampleFile("images", idxImages), SampleFile("labels", idxLabels)])]
    }

    private static let idxGzip = images("idx.gz", "images.gz", labels: "labels.gz") {
        [Sample([SampleFile("images.gz", idxImages, form: .gzip), SampleFile("labels.gz", idxLabels, form: .gzip)])]
    }

    private static let cifar = images("cifar", "batch.bin") {
        [Sample([SampleFile("batch.bin", [3] + pixels(3072) + [9] + pixels(3072))])]
    }

    private static let png = images("png", "set", words: ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "acTL"]) {
        func header(_ width: Int, _ height: Int, depth: UInt8, color: UInt8) -> [UInt8] {
            Packing.bigEndian(width) + Packing.bigEndian(height) + [depth, color, 0, 0, 0]
        }
        let kinds: [(header: [UInt8], palette: [UInt8], rows: [UInt8])] = [
            (header(5, 3, depth: 8, color: 0), [], (0..<3).flatMap { [UInt8($0)] + pixels(5) }),
            (header(4, 5, depth: 8, color: 2), [], (0..<5).flatMap { [UInt8($0)] + pixels(12) }),
            (header(6, 2, depth: 2, color: 3), pixels(12), (0..<2).flatMap { [UInt8($0), 0x1B, 0xE4] }),
            (header(2, 2, depth: 8, color: 6), [], (0..<2).flatMap { [UInt8($0 + 3)] + pixels(8) }),
            (header(9, 2, depth: 1, color: 0), [], (0..<2).flatMap { _ in [0, 0xAA, 0x80] }),
        ]
        let made = kinds.map { kind in
            let contents = [("header", kind.header), ("palette", kind.palette), ("rows", kind.rows)]
            return SampleFile(
                "set/a/0.png", form: .png, parts: contents.map { SampleFile.Part(name: $0.0, bytes: $0.1) })
        }
        let folder = "ModelsTests/Fixtures/png/10"
        let recorded = try Fixtures.paths(in: folder, suffix: ".png").map {
            SampleFile("set/a/0.png", try Fixtures.bytes($0))
        }
        return (made + recorded).map { Sample([$0]) }
    }

    private static let jpeg = images("jpeg", "set", words: ["JFIF", "Exif", "Adobe"]) {
        try Fixtures.paths(in: "ModelsTests/Fixtures/jpeg/a", suffix: ".jpg").map {
            Sample([SampleFile("set/a/0.jpg", try Fixtures.bytes($0))])
        }
    }

    private static let tableTexts = [
        "1,2,3,4,0\n250,0,0,17,9\n", "label,a,b,c,d\n1,2,3,4,5\n0,255,254,253,252\n",
        "\u{FEFF}1,2,3,4,5,6,7,8,9,1\r\n9,8,7,6,5,4,3,2,1,0\r\n",
    ]

    private static let table = images("table", "images.csv", words: ["label", ",,", "256", "\"1\"", "1;2", "\t"]) {
        tableTexts.map { Sample([SampleFile("images.csv", $0)]) }
    }

    private static let tableGzip = images("table.gz", "images.csv.gz", words: ["label", ",,"]) {
        let made = tableTexts.map { SampleFile("images.csv.gz", Array($0.utf8), form: .gzip) }
        let recorded = SampleFile("images.csv.gz", try Fixtures.bytes("ModelsTests/Fixtures/table.csv.gz"))
        return (made + [recorded]).map { Sample([$0]) }
    }
}
