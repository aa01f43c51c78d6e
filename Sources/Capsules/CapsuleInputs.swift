// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Models
import Workload

/// The files that a run reads, under their names in a capsule.
package struct CapsuleInputs: Sendable {
    /// A file of the capsule.
    struct Member: Sendable {
        /// The content of a file.
        enum Content: Sendable {
            case file(StampedFile)
            case text(String)
        }

        let name: String
        let content: Content

        /// Its size [byte].
        var size: Int {
            switch content {
            case .file(let file): file.size
            case .text(let text): text.utf8.count
            }
        }
    }

    /// The folder of inputs in a capsule.
    static let folder = "inputs/"
    /// The largest size of all inputs together [byte].
    static let largestSize = 16 << 30
    /// The largest number of files [1].
    static let mostFiles = 200_000

    private(set) var members: [Member] = []
    /// The options that name the files.
    private(set) var options: [(option: String, name: String)] = []

    /// Looks at the files before a run reads them. Nothing is read but trace commands and models, for the files that they name.
    ///
    /// - Parameter inputs: What the options name.
    /// - Throws: `InputError` when a file is missing, is a pipe or a device, or all are too large together.
    package init(_ inputs: [NamedInput]) throws(InputError) {
        for (index, input) in inputs.enumerated() {
            let place = "\(Self.folder)\(index + 1)/"
            let name = place + Self.lastComponent(of: input.path)
            options.append((input.option, name))
            switch input.form {
            case .file: try add(name, file: input.path)
            case .fileOrFolder: try add(name, fileOrFolder: input.path)
            case .traceCommand(let readsNetwork):
                try add(name, command: input.path, at: place, readsNetwork: readsNetwork)
            case .model:
                try add(name, file: input.path)
                let parent = input.path.lastIndex(of: "/").map { String(input.path[...$0]) } ?? ""
                for file in try NetworkGraph.filesBeside(onnx: input.path) {
                    try add(place + Self.normalized(file), file: parent + file)
                }
            }
        }
        try requireSize(inputs)
    }

    private mutating func add(_ name: String, file path: String) throws(InputError) {
        members.append(Member(name: name, content: .file(try StampedFile(path))))
    }

    private mutating func add(_ name: String, fileOrFolder path: String) throws(InputError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return try add(name, file: path)
        }
        let below = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        for file in below.sorted() {
            let location = "\(path)/\(file)"
            guard FileManager.default.fileExists(atPath: location, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            try add("\(name)/\(file)", file: location)
        }
    }

    /// The command is written anew, with the names of copies, because its paths may lead anywhere.
    private mutating func add(
        _ name: String, command path: String, at place: String, readsNetwork: Bool
    ) throws(InputError) {
        let command = try TraceCommand(readingFrom: path)
        var copies: [String: String] = [:]
        func copy(_ file: String, as copy: String) throws(InputError) -> String {
            let location = try command.locate(file)
            if let known = copies[location] { return known }
            try add(place + copy, file: location)
            copies[location] = place + copy
            return place + copy
        }
        let network = readsNetwork ? try copy(command.network, as: "network.csv") : nil
        var layers: [(weights: String, oldWeights: String?, inputs: String)] = []
        for (index, files) in command.layers.enumerated() {
            let layer = "layer\(index + 1)"
            let weights = try copy(files.weights, as: "\(layer)-weights.csv")
            // Only training estimates read them: they need not be there.
            let old = files.oldWeights.flatMap { file in try? copy(file, as: "\(layer)-old-weights.csv") }
            layers.append((weights, old, try copy(files.inputs, as: "\(layer)-inputs.csv")))
        }
        members.append(Member(name: name, content: .text(command.text(network: network, layers: layers))))
    }

    private func requireSize(_ inputs: [NamedInput]) throws(InputError) {
        guard members.count <= Self.mostFiles else {
            throw InputError(
                "a capsule of \(members.count) input files is not possible (allowed: at most \(Self.mostFiles))")
        }
        let size = members.reduce(0) { $0 + $1.size }
        guard size <= Self.largestSize else {
            let largest = members.max { $0.size < $1.size }.map { "; the largest is \($0.name) with \($0.size) bytes" }
            throw InputError(
                "the inputs of the run have \(size) bytes, too many for a capsule (allowed: at most "
                    + "\(Self.largestSize))\(largest ?? "")")
        }
    }

    // MARK: Names

    private static func lastComponent(of path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        return ["", ".", ".."].contains(name) ? "input" : name
    }

    /// A path without steps that stay where they are.
    private static func normalized(_ path: String) -> String {
        path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }
}
