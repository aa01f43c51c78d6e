import Diagnostics
import Foundation

/// A folder with a folder of PNG files for each class.
struct PNGFolder {
    private let path: String
    /// Names of the classes: by number where all are numbers, else by name.
    let classNames: [String]

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    init(_ path: String) throws(InputError) {
        self.path = path
        let names = try Self.list(path).filter { Self.isFolder("\(path)/\($0)") }
        guard !names.isEmpty else {
            throw InputError("the folder has no folders, one for the PNG files of each class", file: path)
        }
        classNames = names.allSatisfy { Int($0) != nil } ? names.sorted { (Int($0) ?? 0) < (Int($1) ?? 0) } : names
    }

    private static func list(_ path: String) throws(InputError) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw InputError("the folder cannot be read", kind: .missingInput, file: path)
        }
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    /// The pictures: the first one of each class, then the second one of each class, and so on, so that a part has all
    /// classes.
    func content(limit: Int?) throws(InputError) -> ImageDataset.Content {
        var lists: [[String]] = []
        for name in classNames {
            lists.append(try Self.list("\(path)/\(name)").filter { $0.lowercased().hasSuffix(".png") })
        }
        let longest = lists.map(\.count).max() ?? 0
        let order = (0..<longest).flatMap { place in
            lists.indices.filter { place < lists[$0].count }.map { (label: $0, name: lists[$0][place]) }
        }
        guard !order.isEmpty else { throw InputError("the folders of the classes have no PNG files", file: path) }
        var pictures: [PNGImage] = []
        var labels: [Int] = []
        for entry in order.prefix(limit.map { max(1, $0) } ?? order.count) {
            let file = "\(path)/\(classNames[entry.label])/\(entry.name)"
            let picture = try PNGImage(InputFile.bytes(of: file, limit: 1 << 28), file: file)
            if let first = pictures.first, (first.width, first.height) != (picture.width, picture.height) {
                throw InputError(
                    "a picture of \(picture.width) x \(picture.height) pixels among others of \(first.width) x "
                        + "\(first.height) (allowed: all of one size)", file: file)
            }
            pictures.append(picture)
            labels.append(entry.label)
        }
        let channels = pictures.map(\.channels).max() ?? 1
        let pixels = pictures.flatMap { picture in
            picture.channels == channels ? picture.samples : picture.samples.flatMap { [$0, $0, $0] }
        }
        let shape = [pictures[0].height, pictures[0].width] + (channels == 1 ? [] : [channels])
        return ImageDataset.Content(
            shape: shape, pixels: .bytes(pixels), labels: labels, classNames: classNames)
    }
}
