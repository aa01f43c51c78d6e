// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
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

    /// The nodes that `technode` chooses from.
    public static let technologies = TechnologyLibrary.neuroSim21

    /// Every parameter at its default.
    public init() {}

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
