// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics
import Formats
import Foundation
import Workload

extension HardwareConfiguration {
    /// The keys of a hardware file.
    public static var keys: [String] { HardwareKey.all.map(\.name) }

    /// Reads a JSON object of keys and values; keys that are missing are at their defaults.
    ///
    /// - Parameter path: the file; paths in it are looked up from its folder.
    /// - Throws: `InputError` for a file that cannot be read, an unknown key, a value out of range, or values that
    ///   contradict each other.
    public init(readingFrom path: String) throws(InputError) {
        let bytes = try InputFile.bytes(of: path, limit: 1 << 24)
        try self.init(json: Data(bytes), file: path)
    }

    /// Reads a JSON object of keys and values; keys that are missing are at their defaults.
    ///
    /// - Parameters:
    ///   - json: the text.
    ///   - file: the file that it comes from, for messages and as the place from which paths are looked up.
    /// - Throws: as ``init(readingFrom:)``.
    public init(json: Data, file: String? = nil) throws(InputError) {
        try self.init(try JSONContent(Array(json), file: file), file: file)
    }

    /// Takes the members of a JSON object; see ``init(json:file:)``.
    package init(_ content: JSONContent, file: String?) throws(InputError) {
        guard case .object(let members) = content.value else {
            throw InputError(
                "is \(content), not a JSON object of keys and values", file: file, line: content.line,
                column: content.column)
        }
        let folder = file.flatMap { path in path.lastIndex(of: "/").map { String(path[...$0]) } } ?? ""
        var configuration = HardwareConfiguration()
        // Other keys win over the device, wherever it stands.
        let device = members.filter { $0.name == Self.deviceKey }
        for member in device + members.filter({ $0.name != Self.deviceKey }) {
            if member.name == Self.dynamicKey, case .object(let changes) = member.content.value {
                configuration.dynamic = .changed(HardwareChanges())
                for change in changes {
                    configuration = try inFile(file, at: change) { () throws(InputError) in
                        try configuration.settingDynamic(
                            change.name, JSONScalar(change.content).inFolder(folder, of: change.name))
                    }
                }
                continue
            }
            configuration = try inFile(file, at: member) { () throws(InputError) in
                try Self.key(member.name).setting(configuration, JSONScalar(member.content))
            }
        }
        configuration = try configuration.loadingFiles(from: folder)
        try inFile(file) { () throws(InputError) in
            try configuration.validate()
            _ = try configuration.productHardware()
        }
        self = configuration
    }

    /// The same hardware with one value changed, as for a table over several values.
    ///
    /// - Parameters:
    ///   - key: a key of the file; `dynamic.` before it means the arrays of products of two activations alone.
    ///   - text: the value as JSON; quotes around a word may be left out.
    /// - Returns: the changed hardware.
    /// - Throws: `InputError` for an unknown key, a value out of range, or values that contradict each other.
    public func setting(_ key: String, to text: String) throws(InputError) -> HardwareConfiguration {
        let value = JSONScalar(commandLineText: text)
        let changed =
            if key.hasPrefix(Self.dynamicPrefix) {
                try settingDynamic(String(key.dropFirst(Self.dynamicPrefix.count)), value)
            } else {
                try Self.key(key).setting(self, value).loadingFiles(from: "")
            }
        try changed.validate()
        _ = try changed.productHardware()
        return changed
    }

    static func key(_ name: String) throws(InputError) -> HardwareKey {
        guard let key = HardwareKey.all.first(where: { $0.name == name }) else {
            let near = nearestName(to: name, in: keys).map { "; did you mean `\($0)`?" }
            throw InputError("unknown key `\(shortened(name))`\(near ?? " (allowed: \(keys.joined(separator: ", ")))")")
        }
        return key
    }

    // MARK: Files that a configuration names

    func loadingFiles(from folder: String) throws(InputError) -> HardwareConfiguration {
        var copy = self
        let place = { (path: String) in path.hasPrefix("/") ? path : folder + path }
        if let nonlinearityFile, nonlinearity.isEmpty {
            copy.nonlinearity = try Self.numbers(in: place(nonlinearityFile))
        }
        if let codeTableFile, codeTable == nil {
            copy.codeTable = try CodeProbabilities(readingFrom: place(codeTableFile), name: codeTableName)
        }
        return copy
    }

    /// Numbers separated by commas, blanks or line ends.
    private static func numbers(in path: String) throws(InputError) -> [Double] {
        let text = String(decoding: try InputFile.bytes(of: path, limit: 1 << 24), as: UTF8.self)
        var numbers: [Double] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            for word in line.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
                guard let number = Double(word), abs(number) <= 1e6 else {
                    throw InputError("`\(shortened(word))` is no number of LSB", file: path, line: index + 1)
                }
                numbers.append(number)
            }
        }
        return numbers
    }
}

extension JSONScalar {
    /// The same value, but a path of a file from the folder in which it is looked up.
    fileprivate func inFolder(_ folder: String, of key: String) -> JSONScalar {
        guard case .text(let path) = self, key.hasSuffix("_file"), !path.isEmpty, !path.hasPrefix("/") else {
            return self
        }
        return .text(folder + path)
    }
}

/// Adds the name of a file to an error, and the place of a member of its object.
func inFile<Result>(
    _ file: String?, at member: JSONMember? = nil, _ body: () throws(InputError) -> Result
) throws(InputError) -> Result {
    do throws(InputError) {
        return try body()
    } catch {
        guard error.file == nil else { throw error }
        throw InputError(
            error.message, kind: error.kind, file: file, line: error.line ?? member?.line,
            column: error.column ?? member?.column)
    }
}
