// SPDX-License-Identifier: Apache-2.0

/// A version of DNN+NeuroSim whose `Param.cpp` is read.
public enum NeuroSimVersion: String, Sendable, CaseIterable {
    /// Inference, with a clock and factors of calibration.
    case inference13 = "V1.3"
    /// Inference down to 1 nm.
    case inference14 = "V1.4"
    /// Inference, with nvCap cells.
    case inference15 = "V1.5"
    /// Training.
    case training20 = "V2.0"
    /// Training, with a choice of converters.
    case training21 = "V2.1"

    /// The revision that estimates what such a file describes: the nearest one.
    public var revision: RevisionName {
        switch self {
        case .inference13, .inference14, .inference15: .neurosim15
        case .training20, .training21: .neurosim21
        }
    }

    /// The version whose figures the revision has.
    var model: NeuroSimVersion {
        switch revision {
        case .neurosim21: .training21
        case .neurosim15, .tessera: .inference15
        }
    }

    /// Values of parameters that the version does not have, because it knows one case only.
    var implied: [(name: String, value: ParameterValue)] {
        switch self {
        // Its tiles are connected by an H-tree.
        case .inference13: [("globalBusType", .boolean(true))]
        case .inference14, .inference15, .training20, .training21: []
        }
    }

    /// Names that are in a file of the version and not in one of an earlier version of its kind.
    private var marks: [String] {
        switch self {
        case .inference13: ["validated", "synchronous"]
        case .inference14: ["Metal0", "sizingfactor_MUX", "globalBusType", "numRowParallel", "dumcolshared"]
        case .inference15: ["chargeDelay"]
        case .training20: ["trainingEstimation", "batchSize", "numIteration", "levelOutputAG", "dramType"]
        case .training21: ["SARADC", "currentMode", "polarization"]
        }
    }

    /// The versions of a revision that a file with some names can be of: the latest one of which it has a name.
    ///
    /// - Returns: no version where the file has no name that only the revision reads.
    static func found(in names: Set<String>, of revision: RevisionName) -> NeuroSimVersion? {
        let versions = allCases.filter { $0.revision == revision }
        guard versions.first.map({ names.isDisjoint(with: $0.marks) }) == false || revision == .neurosim15 else {
            return nil
        }
        return versions.last { !names.isDisjoint(with: $0.marks) }
    }
}
