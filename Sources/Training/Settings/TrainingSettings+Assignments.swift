// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Foundation

/// A value that takes the place of that of a settings file.
public struct TrainingAssignment: Sendable, Equatable {
    /// The key, one of ``TrainingSettings/scalarKeys``.
    public let key: String
    /// The value: a number, a word, or the path of a file.
    public let value: String

    /// Assigns a value.
    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }

    /// The keys whose values are words, also where they look like numbers.
    private static let wordKeys = ["accounting", "loss", "schedule", "device", "device_curve", "device_curve_use"]

    /// The value as JSON has it.
    private var json: JSONContent.Value {
        if Self.wordKeys.contains(key) { return .text(value) }
        switch value {
        case "true": return .flag(true)
        case "false": return .flag(false)
        default: return Double(value).map { $0.isFinite ? .number($0) : .text(value) } ?? .text(value)
        }
    }

    /// The same with an absolute path for a value.
    fileprivate var fromWorkingFolder: TrainingAssignment {
        guard !value.hasPrefix("/") else { return self }
        return TrainingAssignment(key: key, value: FileManager.default.currentDirectoryPath + "/" + value)
    }

    /// The member of a settings file with this value.
    fileprivate func member(line: Int, column: Int) -> JSONMember {
        JSONMember(
            name: key, line: line, column: column, content: JSONContent(json, line: line, column: column))
    }
}

extension TrainingSettings {
    /// The keys that have one number, word or file, so that they can be assigned.
    public static let scalarKeys = keys.filter { !["input_range", "decreasing_lr", "network"].contains($0) }
    /// Those of them that have whole numbers.
    public static let wholeKeys: Set<String> = [
        "weight_bits", "gradient_bits", "act_bits", "error_bits", "max_level", "batch_size", "augment_padding",
    ]

    /// Checks a value on its own, without the others that it may contradict.
    ///
    /// - Parameters:
    ///   - assignment: The value.
    ///   - file: The file that assigns it.
    ///   - line: Its line there, from 1.
    ///   - column: Its column there, from 1.
    /// - Throws: `InputError` for an unknown key, a value out of range, or a measurement that cannot be read.
    public static func check(
        _ assignment: TrainingAssignment, file: String, line: Int, column: Int
    ) throws(InputError) {
        let content = JSONContent(
            .object([assignment.member(line: line, column: column)]), line: line, column: column)
        let members = try JSONMembers(content, place: "training", file: file, allowed: scalarKeys)
        switch assignment.key {
        case "device_curve": _ = try DeviceCurve(readingFrom: assignment.value)
        case "device_curve_use": _ = try members.choice(assignment.key) as DeviceCurve.Use
        default:
            var settings = TrainingSettings()
            try settings.read(members)
        }
    }

    /// Reads the text of a settings file, with other values in the place of some of its own.
    ///
    /// - Parameters:
    ///   - json: The text.
    ///   - file: The file.
    ///   - assignments: The other values; the last one of a key counts. A relative path is looked up from the working folder.
    /// - Throws: `InputError` as ``init(json:file:)``, and where values contradict each other.
    public init(json: [UInt8], file: String, assignments: [TrainingAssignment]) throws(InputError) {
        let content = try JSONContent(json, file: file)
        guard case .object(let members) = content.value, !assignments.isEmpty else {
            try self.init(content, file: file)
            return
        }
        // What the file says is checked where it stands.
        try self.init(content, file: file)
        var merged = members
        for assignment in assignments {
            merged.removeAll { $0.name == assignment.key }
            var assignment = assignment
            if assignment.key == "device_curve" { assignment = assignment.fromWorkingFolder }
            merged.append(assignment.member(line: 1, column: 1))
        }
        do throws(InputError) {
            try self.init(JSONContent(.object(merged), line: 1, column: 1), file: file)
        } catch {
            // Assigned values have no place in the file.
            throw InputError(error.message, kind: error.kind, file: error.file)
        }
    }
}
