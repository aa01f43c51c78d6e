// SPDX-License-Identifier: Apache-2.0

import Technology

/// Everything that a run is told besides the network and its trace: one value per parameter of `Param`.
///
/// A value of this type is always complete and consistent: ``init()`` gives the defaults, and all other ways to make or change
/// one refuse values out of range and parameters that contradict each other. The parameters are those of ``ParameterSet``, read as if
/// they were properties of this type: `configuration.subarrayRows`.
@dynamicMemberLookup
public struct Configuration: Sendable {
    @usableFromInline var parameters = ParameterSet()

    /// Where each parameter that was given stands, by name.
    var origins: [String: ParameterOrigin] = [:]

    /// The nodes that `technode` chooses from in the revision of a run that names none.
    public static let technologies = RevisionName.standard.technologies

    /// Every parameter at its default.
    public init() {}

    /// Every parameter at its default in a revision.
    static func defaults(of revision: RevisionName) -> Configuration {
        switch revision {
        case .neurosim21: defaults21
        case .neurosim15: defaults15
        case .tessera: defaultsOfMacros
        }
    }

    private static let defaults21 = Configuration(of: .neurosim21)
    private static let defaults15 = Configuration(of: .neurosim15)
    private static let defaultsOfMacros = Configuration(of: .tessera)

    private init(of revision: RevisionName) {
        parameters.revision = revision
    }

    /// The value of a parameter.
    @inlinable public subscript<Value>(dynamicMember parameter: KeyPath<ParameterSet, Value>) -> Value {
        parameters[keyPath: parameter]
    }
}

extension Configuration: Equatable {
    /// Equal when every parameter has the same value, wherever it was given.
    public static func == (left: Configuration, right: Configuration) -> Bool {
        left.parameters.streaming.comparisons == right.parameters.streaming.comparisons
            && ParameterSchema.all.allSatisfy { $0.value(in: left) == $0.value(in: right) }
    }
}
