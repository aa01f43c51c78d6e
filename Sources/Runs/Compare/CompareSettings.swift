// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Inference

/// The settings that a comparison goes through: every file with every combination of values.
public struct CompareSettings: Sendable {
    /// More settings are not compared [1].
    public static let most = 1000

    private let files: [String?]
    private let variations: [HardwareVariation]
    private let assignments: [String]

    /// Reads what varies.
    ///
    /// - Parameters:
    ///   - variations: texts of the form `NAME=VALUE,VALUE`; the first varies slowest.
    ///   - files: Param files, each a setting of its own.
    ///   - assignments: texts of the form `NAME=VALUE` that hold for all settings.
    /// - Throws: `InputError` of kind `usage` when these are of another form or contradict each other.
    public init(
        _ variations: [String], files: [String] = [], assignments: [String] = []
    ) throws(InputError) {
        var read: [HardwareVariation] = []
        for text in variations {
            let variation = try HardwareVariation(text)
            guard !read.contains(where: { $0.key == variation.key }) else {
                throw InputError(
                    "--vary \(text): \(variation.key) varies twice; write all values into one", kind: .usage)
            }
            if let held = assignments.first(where: { CompareSettings.name(in: $0) == variation.key }) {
                throw InputError("--vary \(text) contradicts --set \(held)", kind: .usage)
            }
            read.append(variation)
        }
        if let file = files.first(where: { file in files.count { $0 == file } > 1 }) {
            throw InputError("\(file) is there twice: name each Param file once", kind: .usage)
        }
        self.variations = read
        self.assignments = assignments
        self.files = files.isEmpty ? [nil] : files.map(Optional.some)
        var count = self.files.count
        for variation in read {
            let (product, isTooLarge) = count.multipliedReportingOverflow(by: variation.values.count)
            count = isTooLarge ? .max : product
        }
        guard count <= Self.most else {
            throw InputError("there are \(count) settings (allowed: up to \(Self.most))", kind: .usage)
        }
    }

    private static func name(in assignment: String) -> String {
        String(assignment.prefix { $0 != "=" }).filter { $0 != " " }
    }

    /// All settings with their parameters.
    ///
    /// - Parameters:
    ///   - shared: Param files of all settings, which are read before a setting's own.
    ///   - defaults: Param files that are read where there is no other.
    /// - Returns: The settings, each file with every combination of values.
    /// - Throws: `InputError` for the first file that cannot be read, or setting that is not possible.
    public func all(shared: [String] = [], defaults: [String] = []) throws(InputError) -> [CompareSetting] {
        var settings: [CompareSetting] = []
        for file in files {
            // A file of its own takes the place of the defaults, as a shared one does.
            let given = shared + (file.map { [$0] } ?? [])
            for values in combinations {
                let configuration: Configuration
                do throws(InputError) {
                    configuration = try Configuration(
                        files: given.isEmpty ? defaults : given, assignments: assignments + values)
                } catch {
                    throw CompareSetting.naming(error, file: file, values: values)
                }
                settings.append(
                    CompareSetting(setting: setting(file, configuration), configuration: configuration))
            }
        }
        return settings
    }

    /// All combinations of values as assignments; the first variation is the slowest.
    private var combinations: [[String]] {
        variations.reduce([[]]) { combinations, variation in
            combinations.flatMap { start in variation.values.map { start + ["\(variation.key)=\($0)"] } }
        }
    }

    private func setting(_ file: String?, _ configuration: Configuration) -> ComparisonSetting {
        let settings = configuration.settings
        let values = variations.compactMap { variation in
            settings.first { $0.name == variation.key }.map {
                ComparisonSetting.Value(name: $0.name, value: $0.value)
            }
        }
        return ComparisonSetting(file: file.map(shortName), values: values)
    }

    /// The name of a file without its folder, unless another file has the same.
    private func shortName(_ path: String) -> String {
        func last(_ path: String) -> Substring { path.split(separator: "/").last ?? path[...] }
        let isUnique = files.compactMap(\.self).count { last($0) == last(path) } == 1
        return isUnique ? String(last(path)) : path
    }
}
