// SPDX-License-Identifier: Apache-2.0

import Diagnostics

extension Configuration {
    /// Reads Param files and assignments over the defaults.
    ///
    /// - Parameters:
    ///   - files: paths of Param files; a later one wins over an earlier one.
    ///   - assignments: texts of the form `NAME=VALUE`; they win over files, and a later one over an earlier one.
    ///   - revision: the revision of a run whose parameters name none.
    /// - Throws: ``InputError`` for the first file that cannot be read, unknown name, value that is not allowed, or
    ///   pair of parameters that contradict each other.
    public init(
        files: [String], assignments: [String] = [], revision: RevisionName = .standard
    ) throws(InputError) {
        var sources: [ParameterSource] = []
        for file in files {
            sources.append(try ParameterSource(file: file))
        }
        try self.init(sources: sources, assignments: assignments, revision: revision)
    }

    /// Reads texts and assignments over the defaults, as ``init(files:assignments:)`` does for files.
    public init(
        sources: [ParameterSource], assignments: [String] = [], revision: RevisionName = .standard
    ) throws(InputError) {
        let assigned = try Self.sources(of: assignments)
        var reader = ParameterReader(leaders: try ParameterLeaders(of: sources + assigned).standing(in: revision))
        for source in sources {
            try reader.read(source)
        }
        self = try reader.configuration.setting(assigned, assignments)
    }

    /// The same configuration with some parameters changed.
    ///
    /// - Parameter assignments: texts of the form `NAME=VALUE`; a later one wins over an earlier one.
    /// - Returns: the changed configuration.
    /// - Throws: ``InputError`` as the loading initializers do.
    public func setting(_ assignments: [String]) throws(InputError) -> Configuration {
        try setting(Self.sources(of: assignments), assignments)
    }

    private func setting(
        _ sources: [ParameterSource], _ assignments: [String]
    ) throws(InputError) -> Configuration {
        var reader = ParameterReader(self, leaders: try ParameterLeaders(of: sources))
        for (source, assignment) in zip(sources, assignments) {
            guard try reader.read(source) == 1 else {
                throw InputError("--set \(assignment): write --set NAME=VALUE", kind: .usage)
            }
        }
        var changed = reader.configuration
        changed.settleDevice()
        if changed.revision != self.revision { try changed.checkGiven() }
        try changed.checkContradictions()
        return changed
    }

    private static func sources(of assignments: [String]) throws(InputError) -> [ParameterSource] {
        var sources: [ParameterSource] = []
        for assignment in assignments { sources.append(try ParameterSource(assignment: assignment)) }
        return sources
    }

    /// Refuses what was given for another revision and is not possible in this one.
    func checkGiven() throws(InputError) {
        for definition in ParameterSchema.all {
            guard let origin = origins[definition.name], let value = definition.given(self) else { continue }
            guard definition.isRead(by: self.revision) else {
                throw InputError(definition.message(unreadBy: self.revision), file: origin.file, line: origin.line)
            }
            do throws(ValueRefusal) {
                _ = try definition.check(value.operand, in: self.revision)
            } catch {
                throw InputError(
                    "\(definition.name) = \(value.text) \(error.message)", file: origin.file, line: origin.line)
            }
        }
    }

    /// Every parameter that the revision reads, with its value and where that comes from, in the order of the schema.
    public var settings: [ParameterSetting] {
        ParameterSchema.all(readBy: self.revision).map { definition in
            let value = definition.value(in: self)
            return ParameterSetting(
                name: definition.name, value: value, unit: definition.unit,
                defaultValue: definition.defaultValue(in: self.revision),
                origin: origins[definition.name] ?? deviceOrigin(of: definition.name))
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
    /// Where it was given, or the device that gives it; nil when it is a default.
    public let origin: ParameterOrigin?

    /// Whether the value is the default, given or not.
    public var isDefault: Bool { value == defaultValue }

    /// The value as it is written in a Param file.
    public var text: String { value.text }
}
