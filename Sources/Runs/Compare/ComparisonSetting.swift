// SPDX-License-Identifier: Apache-2.0

import Configuration

/// The settings of one design of a comparison: a file of parameters, values of parameters, or both.
public struct ComparisonSetting: Sendable, Equatable {
    /// A parameter with its value.
    public struct Value: Sendable, Equatable {
        /// Name of the parameter.
        public let name: String
        /// Its value.
        public let value: ParameterValue

        /// A parameter with its value.
        public init(name: String, value: ParameterValue) {
            self.name = name
            self.value = value
        }

        /// The value, with the name of the parameter if the value alone is not clear.
        var label: String {
            if case .boolean = value { return "\(name)=\(value.text)" }
            return value.text
        }
    }

    /// The Param file that only this design has, as reports call it.
    public let file: String?
    /// Parameters that vary, in the order in which they were given.
    public let values: [Value]

    /// Describes a setting.
    public init(file: String? = nil, values: [Value] = []) {
        self.file = file
        self.values = values
    }

    /// File and values in a few words; empty where there are none.
    public var label: String {
        ((file.map { [$0] } ?? []) + values.map(\.label)).joined(separator: " ")
    }
}
