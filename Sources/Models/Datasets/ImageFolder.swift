// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Foundation

/// A folder with a folder of pictures, PNG or JPEG files, for each class.
struct ImageFolder {
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
            throw InputError("the folder has no folders, one for the pictures of each class", file: path)
        }
        classNames = names.allSatisfy { Int($0) != nil } ? names.sorted { (Int($0) ?? 0) < (Int($1) ?? 0) } : names
    }

    private static let extensions = [".png", ".jpg", ".jpeg"]

    private static func isPicture(_ name: String) -> Bool {
        extensions.contains { name.lowercased().hasSuffix($0) }
    }

    /// Reads a picture, whose kind follows from its first bytes.
    private static func picture(_ file: String) throws(InputError) -> Picture {
        let bytes = try InputFile.bytes(of: file, limit: 1 << 28)
        return bytes.starts(with: [0xFF, 0xD8])
            ? try JPEGImage.picture(bytes, file: file) : try PNGImage.picture(bytes, file: file)
    }

    private static func list(_ path: String) throws(InputError) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw InputError("the folder cannot be read", kind: .missingInput, file: path)
        }
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    /// The pictures: the first one of each class, then the second one of each class, and so on, so that a part has all
    /// classes.
    ///
    /// - Parameters:
    ///   - preparation: what is done to each picture as soon as it is read, so that pictures of several sizes fit
    ///     together.
    ///   - limit: how many pictures are taken at most; nil takes all.
    /// - Returns: the pictures with their labels and the names of the classes.
    /// - Throws: `InputError` when there are no pictures, one cannot be read or prepared, or their sizes differ.
    func content(_ preparation: ImagePreparation, limit: Int?) throws(InputError) -> ImageDataset.Content {
        var lists: [[String]] = []
        for name in classNames {
            lists.append(try Self.list("\(path)/\(name)").filter(Self.isPicture))
        }
        let longest = lists.map(\.count).max() ?? 0
        let order = (0..<longest).flatMap { place in
            lists.indices.filter { place < lists[$0].count }.map { (label: $0, name: lists[$0][place]) }
        }
        guard !order.isEmpty else {
            throw InputError("the folders of the classes have no PNG or JPEG files", file: path)
        }
        var pictures: [Picture] = []
        var labels: [Int] = []
        for entry in order.prefix(limit.map { max(1, $0) } ?? order.count) {
            let file = "\(path)/\(classNames[entry.label])/\(entry.name)"
            let picture = try preparation.applied(to: Self.picture(file), file: file)
            if let first = pictures.first, (first.width, first.height) != (picture.width, picture.height) {
                throw InputError(
                    "a picture of \(picture.width) x \(picture.height) pixels among others of \(first.width) x "
                        + "\(first.height) (allowed: all of one size; --resize HEIGHTxWIDTH makes them so)", file: file)
            }
            pictures.append(picture)
            labels.append(entry.label)
        }
        let channels = pictures.map(\.channels).max() ?? 1
        let pixels = Pixels(
            joining: pictures.map { $0.channels == channels ? $0.samples : $0.samples.tripled })
        let shape = [pictures[0].height, pictures[0].width] + (channels == 1 ? [] : [channels])
        return ImageDataset.Content(
            shape: shape, pixels: pixels, labels: labels, classNames: classNames)
    }
}
