// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// What decides the meaning or the defaults of other parameters, wherever it stands in the texts: revision and measured device.
struct ParameterLeaders {
    static let revision = "revision"
    static let device = "device"

    /// The revision that the last of the texts names; nil where none names one that there is.
    private(set) var revision: RevisionName?
    /// The word that the last of the texts gives to `device`; nil where none names one that there is.
    private var deviceWord: String?

    /// Looks through texts; a later one wins.
    ///
    /// - Throws: ``InputError`` for text that cannot be cut into words.
    init(of sources: [ParameterSource]) throws(InputError) {
        for source in sources {
            guard [Self.revision, Self.device].contains(where: source.contains) else { continue }
            for statement in try ParameterLexer.tokens(of: source).split(whereSeparator: { $0.kind == .end }) {
                guard statement.count > 2, statement[statement.startIndex + 1].isSymbol("=") else { continue }
                let spelled = statement.dropFirst(2).map(\.text).joined()
                switch statement[statement.startIndex].text {
                case Self.revision: revision = RevisionName.allCases.first { $0.isCalled(spelled) } ?? revision
                case Self.device: deviceWord = DeviceWord.matching(spelled) ?? deviceWord
                default: break
                }
            }
        }
    }

    /// The same, with a revision where the texts name none.
    func standing(in revision: RevisionName) -> ParameterLeaders {
        var changed = self
        changed.revision = self.revision ?? revision
        return changed
    }

    /// Gives a set what the texts name.
    func settle(_ parameters: inout ParameterSet) {
        if let revision { parameters.revision = revision }
        if let deviceWord { parameters.device = DeviceWord.name(of: deviceWord) }
    }
}
