// SPDX-License-Identifier: Apache-2.0

/// What a parameter is in one revision: the values that it takes there, and what its default depends on.
struct ParameterForm: Sendable {
    /// The values that it takes.
    var type: ParameterType
    /// The parameters that decide its value when it is not given.
    var leaders: [String] = []
    /// Alternatives that NeuroSim names but that the revision does not have; the meaning says why.
    var unavailable: [ParameterChoice] = []

    /// The alternatives of a boolean or a choice.
    var choices: [ParameterChoice] {
        type.choices.filter { choice in !unavailable.contains { $0.code == choice.code } }
    }

    /// The allowed values in short.
    var allowed: String {
        type.choices.isEmpty ? type.allowed : choices.map(\.summary).joined(separator: ", ")
    }
}

/// The forms of a parameter in the revisions that read it.
struct ParameterForms: Sendable {
    private let forms: [(revision: RevisionName, form: ParameterForm)]

    /// The revisions that read the parameter, in the order of all revisions.
    let revisions: [RevisionName]

    /// The same form in every revision.
    init(_ form: ParameterForm) {
        self.init(RevisionName.allCases.map { ($0, form) })
    }

    private init(_ forms: [(revision: RevisionName, form: ParameterForm)]) {
        self.forms = forms
        revisions = forms.map(\.revision)
    }

    /// The form in a revision; that in the first revision which reads the parameter where `revision` does not.
    subscript(revision: RevisionName) -> ParameterForm {
        (forms.first { $0.revision == revision } ?? forms[0]).form
    }

    /// The same forms, read by some revisions only.
    func only(_ revisions: [RevisionName]) -> ParameterForms {
        ParameterForms(forms.filter { revisions.contains($0.revision) })
    }

    /// The same forms, with that of one revision changed.
    func changed(in revision: RevisionName, _ change: (inout ParameterForm) -> Void) -> ParameterForms {
        ParameterForms(
            forms.map { found in
                guard found.revision == revision else { return found }
                var form = found.form
                change(&form)
                return (revision, form)
            })
    }
}
