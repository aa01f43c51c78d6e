// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Workload

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The files beside a model that hold its weights, mapped rather than read.
///
/// A file lies in the model's folder or below it; names that lead out of it, also by symbolic links, are refused, because a model
/// may come from anywhere. Source: "External Data" of the ONNX project.
struct ONNXExternalData {
    /// The place of the bytes of a tensor.
    struct Place: Equatable {
        /// The file, relative to the model's folder.
        let location: String
        /// The first byte [1].
        let offset: Int
        /// Number of bytes [1]; nil: all to the end of the file.
        let length: Int?

        /// Reads where a tensor is kept; nil when the model itself holds it.
        ///
        /// - Throws: `GraphProblem` when the description makes no sense.
        init?(_ tensor: ONNXMessage.Tensor) throws(GraphProblem) {
            guard tensor.dataLocation != 0 || !tensor.externalData.isEmpty else { return nil }
            var entries: [String: String] = [:]
            for pair in tensor.externalData where entries.updateValue(pair.value, forKey: pair.key) != nil {
                throw GraphProblem("`\(printable(pair.key))` of its external data is given twice")
            }
            guard let location = entries["location"], !location.isEmpty else {
                throw GraphProblem("its data are in another file, which has no name (`location` is missing)")
            }
            self.location = location
            offset = try Self.number("offset", entries) ?? 0
            length = try Self.number("length", entries)
        }

        private static func number(_ key: String, _ entries: [String: String]) throws(GraphProblem) -> Int? {
            guard let text = entries[key], !text.isEmpty else { return nil }
            guard let number = Int(text), number >= 0 else {
                throw GraphProblem("`\(key)` of its external data is `\(printable(text))` (allowed: 0 or more)")
            }
            return number
        }
    }

    /// The folder of the model; nil for a model that is no file.
    private let folder: String?
    private let files: [String: MappedFile]

    /// No files: for a model whose bytes come from elsewhere.
    static let none = ONNXExternalData(folder: nil, files: [:])

    private init(folder: String?, files: [String: MappedFile]) {
        self.folder = folder
        self.files = files
    }

    /// Opens all files that the constants of a graph are kept in.
    ///
    /// - Parameters:
    ///   - graph: the graph.
    ///   - model: the path of the model.
    /// - Throws: `InputError` that names the constant and the file.
    init(_ graph: ONNXMessage.Graph, besideModel model: String) throws(InputError) {
        let parts = model.split(separator: "/", omittingEmptySubsequences: false)
        let parent = parts.dropLast().joined(separator: "/")
        let folder = parts.count == 1 ? "." : parent.isEmpty ? "/" : parent
        var files: [String: MappedFile] = [:]
        let attributes = graph.nodes.flatMap { node in node.attributes.compactMap { $0.tensor.map { (node.name, $0) } }
        }
        for (name, tensor) in graph.initializers.map({ ($0.name, $0) }) + attributes {
            do throws(GraphProblem) {
                guard let place = try Place(tensor), files[place.location] == nil else { continue }
                files[place.location] = try Self.file(place.location, in: folder)
            } catch {
                throw InputError(
                    "constant `\(printable(name))`: \(error.message)", kind: error.kind, file: model)
            }
        }
        self.init(folder: folder, files: files)
    }

    private static func file(_ location: String, in folder: String) throws(GraphProblem) -> MappedFile {
        let shown = "its data are in `\(printable(location))`"
        let allowed = "(allowed: a file in the model's own folder or below it)"
        guard !location.hasPrefix("/"), !location.split(separator: "/").contains(".."), !location.contains("\0") else {
            throw GraphProblem("\(shown), which leads out of the model's folder \(allowed)")
        }
        let path = folder == "." ? location : folder.hasSuffix("/") ? folder + location : "\(folder)/\(location)"
        guard let real = resolved(path), let top = resolved(folder) else {
            throw GraphProblem("\(shown) beside the model: no such file, or it cannot be reached", kind: .missingInput)
        }
        guard real.hasPrefix(top.hasSuffix("/") ? top : top + "/") else {
            throw GraphProblem("\(shown), a symbolic link that leads out of the model's folder \(allowed)")
        }
        var status = stat()
        guard stat(real, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw GraphProblem("\(shown), which is a folder, a pipe or a device \(allowed)")
        }
        do throws(InputError) {
            return try MappedFile(real, spelled: path)
        } catch {
            throw GraphProblem("\(shown) beside the model: \(error.message)", kind: error.kind)
        }
    }

    /// The names of the files, sorted.
    var locations: [String] { files.keys.sorted() }

    /// A path without links; nil if there is no file.
    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// The bytes of a tensor.
    ///
    /// - Throws: `GraphProblem` when the file is shorter than that.
    func withBytes<Result>(
        of place: Place, _ body: (UnsafeRawBufferPointer) throws(GraphProblem) -> Result
    ) throws(GraphProblem) -> Result {
        guard folder != nil, let file = files[place.location] else {
            throw GraphProblem(
                "its data are in another file, `\(printable(place.location))`, but the model is not read from a folder")
        }
        let size = file.bytes.count
        guard place.offset <= size, place.length ?? 0 <= size - place.offset else {
            throw GraphProblem(
                "its data are \(place.length.map { "\($0) bytes" } ?? "all bytes") from byte \(place.offset) of "
                    + "`\(printable(place.location))`, which has \(size) bytes")
        }
        let end = place.offset + (place.length ?? size - place.offset)
        return try body(UnsafeRawBufferPointer(rebasing: file.bytes[place.offset..<end]))
    }
}
