// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Inference
import Reporting

/// A setting of a comparison with its parameters.
struct CompareSetting {
    /// What this design has of its own.
    let setting: ComparisonSetting
    /// All parameters.
    let configuration: Configuration

    /// An error of this setting, which its message names.
    func naming(_ error: InputError) -> InputError {
        CompareSetting.naming(
            error, file: setting.file, values: setting.values.map { "\($0.name)=\($0.value.text)" })
    }

    /// An error of a setting, which its message names unless the place of the error does.
    static func naming(_ error: InputError, file: String?, values: [String]) -> InputError {
        // Parameters call every assignment `--set`.
        if let value = values.first(where: { "--set \($0)" == error.file }) {
            return InputError(error.message, kind: error.kind, file: "--vary \(value)")
        }
        let setting = ((file.map { [$0] } ?? []) + values).joined(separator: " ")
        guard !setting.isEmpty, error.file == nil || error.file != file else { return error }
        return InputError(
            "\(error.message) (in the setting \(setting))", kind: error.kind, file: error.file, line: error.line,
            column: error.column)
    }
}

/// The settings that a comparison goes through: every file with every combination of values.
struct CompareSettings {
    /// More settings are not compared [1].
    static let most = 1000

    private let files: [String?]
    private let variations: [HardwareVariation]

    /// Reads what varies.
    ///
    /// - Parameters:
    ///   - files: Param files, each a setting of its own.
    ///   - variations: texts of the form `NAME=VALUE,VALUE`; the first varies slowest.
    ///   - assignments: what holds for all settings.
    /// - Throws: `InputError` of kind `usage` when these are of another form or contradict each other.
    init(files: [String], variations: [String], assignments: [String]) throws(InputError) {
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
    /// - Throws: `InputError` for the first file that cannot be read, or setting that is not possible.
    func all(_ parameters: ParameterOptions) throws(InputError) -> [CompareSetting] {
        var settings: [CompareSetting] = []
        for file in files {
            // A file of its own takes the place of the one in the working folder, as --param does.
            let given = parameters.files + (file.map { [$0] } ?? [])
            let paths = InputSelection().parameterFiles(given: given)
            for values in combinations {
                let configuration: Configuration
                do throws(InputError) {
                    configuration = try Configuration(files: paths, assignments: parameters.assignments + values)
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
