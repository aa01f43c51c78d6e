// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
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
    ///   - limit: takes the first images only, and reads no more of most files.
    ///   - needsLabels: whether images without labels are an error, which is thrown before their pixels are read.
    /// - Throws: `InputError` when a file cannot be read, is damaged, or images and labels do not fit together.
    public init(
        readingFrom path: String, labels: String? = nil, normalization: Normalization = .standard,
        preparation: ImagePreparation = .none, limit: Int? = nil, needsLabels: Bool = false
    ) throws(InputError) {
        let selection = Selection(limit: limit.map { max(1, $0) }, needsLabels: needsLabels && labels == nil)
        var found = try Self.images(path, preparation, layout: normalization.layout, selection)
        if let labels { found.labels = try Self.labels(labels) }
        let size = found.shape.reduce(1, *)
        if size > 0, let given = found.labels {
            let taken = found.pixels.count / size
            let images = found.storedCount ?? taken
            // How many images a table has is not known when the first ones are read.
            let isPart = found.storedCount == nil && taken == selection.limit && given.count >= taken
            guard given.count == images || isPart || labels == nil && given.count == taken else {
                throw InputError("\(given.count) labels, but \(images) images in \(path)", file: labels ?? path)
            }
            found.labels = Array(given.prefix(taken))
        }
        let all = try ImageDataset(
            file: path, shape: found.shape, pixels: found.pixels, labels: found.labels, classNames: found.classNames,
            normalization: normalization, firstLine: labels == nil ? found.firstLine : nil)
        self = try limit.map { (limit) throws(InputError) in try all.prefix(limit) } ?? all
    }

    /// The contents of a file of images.
    struct Content {
        var shape: [Int]
        var pixels: Pixels
        var labels: [Int]?
        var classNames: [String]?
        /// The line of the first image, in a table [from 1].
        var firstLine: Int?
        /// Images of the file, where only the first ones were read.
        var storedCount: Int?
    }

    /// The part of a file that is needed.
    private struct Selection {
        /// Takes the first images only.
        let limit: Int?
        /// Whether the file must have labels.
        let needsLabels: Bool
    }

    private static func missingLabels(_ path: String) -> InputError {
        InputError(
            "the images have no labels, and accuracy needs them: name a file with --labels FILE (idx, npy, npz), or "
                + "take a data set that has them (npz with `labels`, CIFAR-10 binary, a table of pixels, a folder of images a class)",
            file: path)
    }

    private static func images(
        _ path: String, _ preparation: ImagePreparation, layout: Normalization.Layout?, _ selection: Selection
    ) throws(InputError) -> Content {
        if ImageFolder.isFolder(path) { return try ImageFolder(path).content(preparation, limit: selection.limit) }
        let stored = try storedImages(path, shape: preparation.storedShape, selection)
        return try preparation.applied(to: stored, layout: layout, file: path)
    }

    private static func isTable(_ path: String) -> Bool {
        [".csv", ".csv.gz"].contains { path.lowercased().hasSuffix($0) }
    }

    private static func storedImages(
        _ path: String, shape: [Int]?, _ selection: Selection
    ) throws(InputError) -> Content {
        let limit = selection.limit
        let file = try ImageFile(path)
        if isTable(path) {
            // A header and a line that names the separator may stand before the images.
            let lines = limit.map { $0 < .max - 2 ? $0 + 2 : $0 }
            return try PixelTable(file.bytes(firstLines: lines), file: path).content(shape: shape, limit: limit)
        }
        guard shape == nil else {
            throw InputError(
                "--image-shape is for tables of pixels (.csv, .csv.gz): this file says its own", file: path)
        }
        let form = try file.form()
        if selection.needsLabels, form == .array || form == .idx { throw missingLabels(path) }
        switch form {
        case .array: return try content(NumpyArray(file.file, rows: limit), path)
        case .archive: return try content(NumpyArchive(file.file), selection)
        case .idx:
            let idx = try IDXFile(file, limit: limit)
            guard idx.extents.count >= 2 else {
                throw InputError("labels, or numbers of \(idx.extents.count) axes, instead of images", file: path)
            }
            return Content(
                shape: Array(idx.extents.dropFirst()), pixels: .bytes(idx.bytes), storedCount: idx.storedCount)
        case .other: return try cifar(file, limit: limit)
        }
    }

    /// Reads `images` and `labels`, once their names and extents are known to be right.
    private static func content(_ archive: NumpyArchive, _ selection: Selection) throws(InputError) -> Content {
        let name = tokenArrays.first { archive.contains($0) && !archive.contains("images") } ?? "images"
        let shape = try archive.shape(of: name)
        let hasLabels = archive.contains("labels")
        guard hasLabels || !selection.needsLabels else { throw missingLabels(archive.path) }
        if hasLabels, let images = shape.first, let labels = try archive.shape(of: "labels").first, images != labels {
            throw InputError("\(labels) labels, but \(images) images in \(archive.path)", file: archive.path)
        }
        let array = try archive.array(name, rows: selection.limit)
        var found = name == "images" ? try content(array, archive.path) : try tokens(array, archive.path)
        if hasLabels { found.labels = try labels(archive.array("labels"), archive.path) }
        return found
    }

    /// Names of arrays of token numbers, in place of `images`.
    private static let tokenArrays = ["tokens", "input_ids"]

    /// Numbers of tokens, which are taken as they are.
    private static func tokens(_ array: NumpyArray, _ path: String) throws(InputError) -> Content {
        let numbers: [Float]
        switch array.elements {
        case .bytes(let bytes): numbers = bytes.map { Float($0) }
        case .integers(let integers): numbers = integers.map { Float($0) }
        case .reals: numbers = []
        }
        guard array.shape.count >= 2, !numbers.isEmpty, numbers.allSatisfy({ (0...Float(1 << 24)).contains($0) }) else {
            throw InputError(
                "tokens of shape \(array.shape) (allowed: [texts, tokens] of integers from 0 to 2^24)", file: path)
        }
        return Content(shape: Array(array.shape.dropFirst()), pixels: .reals(numbers), storedCount: array.storedRows)
    }

    private static func content(_ array: NumpyArray, _ path: String) throws(InputError) -> Content {
        guard array.shape.count >= 2 else {
            throw InputError("an array of shape \(array.shape) instead of images (needed: images first)", file: path)
        }
        let shape = Array(array.shape.dropFirst())
        let count = array.storedRows
        switch array.elements {
        case .bytes(let bytes): return Content(shape: shape, pixels: .bytes(bytes), storedCount: count)
        case .integers(let numbers):
            guard numbers.allSatisfy({ (0...255).contains($0) }) else {
                throw InputError("integer pixels beyond 0 to 255 (allowed: those, or real numbers)", file: path)
            }
            return Content(shape: shape, pixels: .bytes(numbers.map { UInt8($0) }), storedCount: count)
        case .reals(let numbers):
            let singles = numbers.map { Float($0) }
            guard singles.allSatisfy(\.isFinite) else { throw InputError("pixels that are not finite", file: path) }
            return Content(shape: shape, pixels: .reals(singles), storedCount: count)
        }
    }

    /// Reads a file of labels.
    static func labels(_ path: String) throws(InputError) -> [Int] {
        let file = try ImageFile(path)
        switch try file.form() {
        case .array: return try labels(NumpyArray(file.file), path)
        case .archive: return try labels(NumpyArchive(file.file).array("labels"), path)
        case .idx:
            let idx = try IDXFile(file)
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
    private static func cifar(_ file: ImageFile, limit: Int?) throws(InputError) -> Content {
        let record = CIFARRecord.size
        let path = file.path
        let bytes = try file.bytes(first: limit.map { min($0, 1 << 32) * record } ?? .max)
        guard CIFARRecord.fits(bytes.count), limit == nil || CIFARRecord.fits(file.size) else {
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
        return Content(
            shape: [3, 32, 32], pixels: .bytes(pixels), labels: labels,
            storedCount: limit == nil ? nil : file.size / record)
    }
}
