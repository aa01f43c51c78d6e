import Diagnostics
import Workload

extension ImageDataset {
    /// Reads images and labels. What a file is follows from its content: an MNIST idx file (also gzipped), a NumPy array, a
    /// NumPy archive with `images` and `labels`, a CIFAR-10 binary file, or a folder with a folder of PNG or JPEG files a
    /// class. A file whose name ends in `.csv` or `.csv.gz` is a table of pixels with a column of labels.
    ///
    /// - Parameters:
    ///   - path: the images.
    ///   - labels: a file of labels, where the images do not have their own: idx, NumPy array, or archive with `labels`.
    ///   - normalization: what is done to pixels.
    ///   - preparation: what is done to images before that.
    ///   - limit: takes the first images only.
    /// - Throws: `InputError` when a file cannot be read, is damaged, or images and labels do not fit together.
    public init(
        readingFrom path: String, labels: String? = nil, normalization: Normalization = .standard,
        preparation: ImagePreparation = .none, limit: Int? = nil
    ) throws(InputError) {
        var found = try Self.images(path, preparation, layout: normalization.layout, limit: limit)
        if let labels { found.labels = try Self.labels(labels) }
        let size = found.shape.reduce(1, *)
        if let given = found.labels, size > 0, found.pixels.count / size != given.count {
            throw InputError(
                "\(given.count) labels, but \(found.pixels.count / size) images in \(path)", file: labels ?? path)
        }
        let all = try ImageDataset(
            file: path, shape: found.shape, pixels: found.pixels, labels: found.labels, classNames: found.classNames,
            normalization: normalization, firstLine: labels == nil ? found.firstLine : nil)
        self = try limit.map { (limit) throws(InputError) in try all.prefix(limit) } ?? all
    }

    /// What a file of images holds.
    struct Content {
        var shape: [Int]
        var pixels: Pixels
        var labels: [Int]?
        var classNames: [String]?
        /// The line of the first image, in a table [from 1].
        var firstLine: Int?
    }

    private static func images(
        _ path: String, _ preparation: ImagePreparation, layout: Normalization.Layout?, limit: Int?
    ) throws(InputError) -> Content {
        if ImageFolder.isFolder(path) { return try ImageFolder(path).content(preparation, limit: limit) }
        let stored = try storedImages(path, shape: preparation.storedShape, limit: limit)
        return try preparation.applied(to: stored, layout: layout, file: path)
    }

    private static func isTable(_ path: String) -> Bool {
        [".csv", ".csv.gz"].contains { path.lowercased().hasSuffix($0) }
    }

    private static func storedImages(_ path: String, shape: [Int]?, limit: Int?) throws(InputError) -> Content {
        if isTable(path) {
            return try PixelTable(FileForm.expandedBytes(path), file: path).content(shape: shape, limit: limit)
        }
        guard shape == nil else {
            throw InputError(
                "--image-shape is for tables of pixels (.csv, .csv.gz): this file says its own", file: path)
        }
        switch try FileForm(path) {
        case .array: return try content(NumpyArray(readingFrom: path), path)
        case .archive:
            let archive = try NumpyArchive(readingFrom: path)
            var found = try content(archive.array("images"), path)
            if archive.contains("labels") { found.labels = try labels(archive.array("labels"), path) }
            return found
        case .idx(let bytes):
            let idx = try IDXFile(bytes, file: path)
            guard idx.extents.count >= 2 else {
                throw InputError("labels, or numbers of \(idx.extents.count) axes, instead of images", file: path)
            }
            return Content(shape: Array(idx.extents.dropFirst()), pixels: .bytes(idx.bytes))
        case .other(let bytes): return try cifar(bytes, path)
        }
    }

    private static func content(_ array: NumpyArray, _ path: String) throws(InputError) -> Content {
        guard array.shape.count >= 2 else {
            throw InputError("an array of shape \(array.shape) instead of images (needed: images first)", file: path)
        }
        let shape = Array(array.shape.dropFirst())
        switch array.elements {
        case .bytes(let bytes): return Content(shape: shape, pixels: .bytes(bytes))
        case .integers(let numbers):
            guard numbers.allSatisfy({ (0...255).contains($0) }) else {
                throw InputError("integer pixels beyond 0 to 255 (allowed: those, or real numbers)", file: path)
            }
            return Content(shape: shape, pixels: .bytes(numbers.map { UInt8($0) }))
        case .reals(let numbers):
            let singles = numbers.map { Float($0) }
            guard singles.allSatisfy(\.isFinite) else { throw InputError("pixels that are not finite", file: path) }
            return Content(shape: shape, pixels: .reals(singles))
        }
    }

    /// Reads a file of labels.
    static func labels(_ path: String) throws(InputError) -> [Int] {
        switch try FileForm(path) {
        case .array: return try labels(NumpyArray(readingFrom: path), path)
        case .archive: return try labels(NumpyArchive(readingFrom: path).array("labels"), path)
        case .idx(let bytes):
            let idx = try IDXFile(bytes, file: path)
            guard idx.extents.count == 1 else {
                throw InputError("numbers of \(idx.extents.count) axes instead of labels", file: path)
            }
            return idx.bytes.map(Int.init)
        case .other:
            throw InputError("not a file of labels (allowed: idx, npy, npz with `labels`)", file: path)
        }
    }

    private static func labels(_ array: NumpyArray, _ path: String) throws(InputError) -> [Int] {
        guard array.shape.count == 1 || (array.shape.count == 2 && array.shape[1] == 1) else {
            throw InputError("an array of shape \(array.shape) instead of a list of labels", file: path)
        }
        switch array.elements {
        case .bytes(let bytes): return bytes.map(Int.init)
        case .integers(let numbers): return numbers.map { Int($0) }
        case .reals: throw InputError("labels that are real numbers (allowed: integers)", file: path)
        }
    }

    /// Records of a label and 3 x 32 x 32 pixels.
    private static func cifar(_ bytes: [UInt8], _ path: String) throws(InputError) -> Content {
        let record = 1 + 3 * 32 * 32
        guard !bytes.isEmpty, bytes.count % record == 0 else {
            throw InputError(
                "not a file of images (allowed: idx, idx.gz, npy, npz, CIFAR-10 binary of \(record) bytes an image, "
                    + "folder of PNG or JPEG files, table of pixels .csv or .csv.gz)", file: path)
        }
        let starts = stride(from: 0, to: bytes.count, by: record)
        let labels = starts.map { Int(bytes[$0]) }
        guard labels.allSatisfy({ $0 < 10 }) else {
            throw InputError("not a CIFAR-10 binary file: a label above 9", file: path)
        }
        let pixels = starts.flatMap { bytes[$0 + 1..<$0 + record] }
        return Content(shape: [3, 32, 32], pixels: .bytes(pixels), labels: labels)
    }
}

/// What a file is, by its first bytes.
private enum FileForm {
    case array
    case archive
    case idx([UInt8])
    case other([UInt8])

    /// The most that compressed images may expand to [bytes].
    private static let largestSize = 1 << 32

    /// The bytes of a file, expanded if they are gzipped.
    static func expandedBytes(_ path: String) throws(InputError) -> [UInt8] {
        let bytes = try InputFile.bytes(of: path, limit: largestSize)
        guard bytes.starts(with: [0x1F, 0x8B]) else { return bytes }
        guard let expanded = inflated(bytes[...], .gzip, limit: largestSize) else {
            throw InputError("a truncated or damaged gzip file", file: path)
        }
        return expanded
    }

    init(_ path: String) throws(InputError) {
        let bytes = try Self.expandedBytes(path)
        if bytes.starts(with: [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) {
            self = .array
        } else if bytes.starts(with: [0x50, 0x4B]) {
            self = .archive
        } else if bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, (8...14).contains(bytes[2]),
            (1...4).contains(bytes[3]),
            bytes.count % 3073 != 0 || IDXFile.claims(bytes)
        {
            self = .idx(bytes)
        } else {
            self = .other(bytes)
        }
    }
}

/// A file in the format of the MNIST data set: bytes with extents.
struct IDXFile {
    let extents: [Int]
    let bytes: [UInt8]

    /// Whether the size of a file is what its header says.
    static func claims(_ bytes: [UInt8]) -> Bool { (try? IDXFile(bytes, file: "")) != nil }

    init(_ content: [UInt8], file: String) throws(InputError) {
        guard content.count >= 4, content[2] == 8 else {
            throw InputError("an idx file of other elements than unsigned bytes", file: file)
        }
        let axes = Int(content[3])
        guard content.count >= 4 + 4 * axes else { throw InputError("a truncated idx file", file: file) }
        extents = (0..<axes).map { axis in content[4 + 4 * axis..<8 + 4 * axis].reduce(0) { $0 << 8 | Int($1) } }
        var count = 1
        for extent in extents {
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            guard !overflow else { throw InputError("an idx file of absurd extents", file: file) }
            count = product
        }
        guard content.count - 4 - 4 * axes == count else {
            throw InputError(
                "an idx file of extents \(extents) should hold \(count) bytes, but has \(content.count - 4 - 4 * axes) "
                    + "(truncated or damaged)", file: file)
        }
        bytes = Array(content[(4 + 4 * axes)...])
    }
}
