// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics

/// A setting of a comparison with its parameters.
public struct CompareSetting: Sendable {
    /// The settings of this design only.
    public let setting: ComparisonSetting
    /// All parameters.
    public let configuration: Configuration

    /// A design with its name.
    ///
    /// - Parameters:
    ///   - configuration: All parameters.
    ///   - name: What reports call it.
    public init(_ configuration: Configuration, name: String) {
        self.init(setting: ComparisonSetting(file: name), configuration: configuration)
    }

    init(setting: ComparisonSetting, configuration: Configuration) {
        self.setting = setting
        self.configuration = configuration
    }

    /// Does something for the setting, whose errors name it.
    func naming<Result>(_ body: () throws(InputError) -> Result) throws(InputError) -> Result {
        do throws(InputError) {
            return try body()
        } catch {
            throw CompareSetting.naming(
                error, file: setting.file, values: setting.values.map { "\($0.name)=\($0.value.text)" })
        }
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
