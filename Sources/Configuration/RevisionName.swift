// SPDX-License-Identifier: Apache-2.0

import Macro
import NeuroSim15Technology
import NeuroSim21Technology
import Technology

/// Which estimator's process records, circuits and counting a run has.
public enum RevisionName: Sendable, CaseIterable {
    /// Those of DNN+NeuroSim V2.1.
    case neurosim21
    /// Those of DNN+NeuroSim V1.5.
    case neurosim15
    /// Circuits of Tessera's own.
    case tessera

    /// The revision of a run that names none.
    public static let standard = RevisionName.neurosim21

    /// What the parameter `revision` calls it.
    public var word: String {
        switch self {
        case .neurosim21: "neurosim-2.1"
        case .neurosim15: "neurosim-1.5"
        case .tessera: "tessera"
        }
    }

    /// The revision that has a word.
    public init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.alternative.choice.isCalled(word) }) else { return nil }
        self = found
    }

    /// The records of the nodes that `technode` chooses from.
    public var technologies: TechnologyLibrary {
        switch self {
        case .neurosim21: .neuroSim21
        case .neurosim15: .neuroSim15
        case .tessera: .silicon
        }
    }

    /// The nodes that `technode` chooses from [nm].
    var nodes: [Int] {
        switch self {
        case .neurosim21: technologies.nodeNames
        case .neurosim15: NodeDefaults.nodes
        case .tessera: SiliconNode.nodes
        }
    }

    /// Whether the rows of an array, and those read at once, are words of the command that names a trace.
    public var takesRowsFromCommand: Bool {
        switch self {
        case .neurosim21, .tessera: false
        case .neurosim15: true
        }
    }

    /// Whether its report has operations per second and area.
    public var reportsOperationDensity: Bool {
        switch self {
        case .neurosim21, .tessera: false
        case .neurosim15: true
        }
    }

    /// What `revision` may say.
    var alternative: Alternative<RevisionName> {
        switch self {
        case .neurosim21:
            Alternative(word, 0, self, "process records, circuits and counting of DNN+NeuroSim V2.1")
        case .neurosim15:
            Alternative(word, 1, self, "those of DNN+NeuroSim V1.5, an estimator of inference")
        case .tessera:
            Alternative(word, 2, self, "circuits of Tessera's own, compared with published chips")
        }
    }

    /// Whether a text is its word or its code.
    func isCalled(_ text: String) -> Bool {
        alternative.choice.isCalled(text) || text == String(alternative.choice.code)
    }
}
