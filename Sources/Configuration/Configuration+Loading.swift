// SPDX-License-Identifier: Apache-2.0

import Diagnostics

extension Configuration {
    /// Reads Param files and assignments over the defaults.
    ///
    /// - Parameters:
    ///   - files: paths of Param files; a later one wins over an earlier one.
    ///   - assignments: texts of the form `NAME=VALUE`; they win over files, and a later one over an earlier one.
    /// - Throws: ``InputError`` for the first file that cannot be read, unknown name, value that is not allowed, or
    ///   pair of parameters that contradict each other.
    public init(files: [String], assignments: [String] = []) throws(InputError) {
        var sources: [ParameterSource] = []
        for file in files {
            sources.append(try ParameterSource(file: file))
        }
        try self.init(sources: sources, assignments: assignments)
    }

    /// Reads texts and assignments over the defaults, as ``init(files:assignments:)`` does for files.
    public init(sources: [ParameterSource], assignments: [String] = []) throws(InputError) {
        var reader = ParameterReader()
        for source in sources {
            try reader.read(source)
        }
        self = try reader.configuration.setting(assignments)
    }

    /// The same configuration with some parameters changed.
    ///
    /// - Parameter assignments: texts of the form `NAME=VALUE`; a later one wins over an earlier one.
    /// - Returns: the changed configuration.
    /// - Throws: ``InputError`` as the loading initializers do.
    public func setting(_ assignments: [String]) throws(InputError) -> Configuration {
        var reader = ParameterReader(self)
        for assignment in assignments {
            let count = try reader.read(try ParameterSource(assignment: assignment))
            guard count == 1 else {
                throw InputError("--set \(assignment): write --set NAME=VALUE", kind: .usage)
            }
        }
        try reader.configuration.checkContradictions()
        return reader.configuration
    }

    /// Every parameter with its value and where that comes from, in the order of the schema.
    public var settings: [ParameterSetting] {
        ParameterSchema.all.map { definition in
            let value = definition.value(in: self)
            return ParameterSetting(
                name: definition.name, value: value, unit: definition.unit,
                defaultValue: definition.defaultValue, origin: origins[definition.name])
        }
    }
}

/// One parameter of a configuration, for reports.
public struct ParameterSetting: Sendable, Equatable {
    /// Its name in a Param file.
    public let name: String
    /// Its value.
    public let value: ParameterValue
    /// Its unit.
    public let unit: String
    /// The default value.
    public let defaultValue: ParameterValue
    /// Where it was given; nil when it was not.
    public let origin: ParameterOrigin?

    /// Whether the value is the default, given or not.
    public var isDefault: Bool { value == defaultValue }

    /// The value as it is written in a Param file.
    public var text: String { value.text }
}
