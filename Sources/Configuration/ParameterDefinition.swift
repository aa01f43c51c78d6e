// SPDX-License-Identifier: Apache-2.0

/// The definition of a parameter, which the parser, its errors and all pages of documentation use.
public struct ParameterDefinition: Sendable {
    /// Its name in a Param file: NeuroSim's name, if NeuroSim has the parameter.
    public let name: String
    /// Its group.
    public let group: ParameterGroup
    /// Its unit; `1` for pure numbers, empty where a unit makes no sense.
    public let unit: String
    /// A sentence that describes it.
    public let meaning: String
    /// Which runs read it.
    public let use: ParameterUse
    /// What it is in each revision that reads it.
    var forms: ParameterForms

    let read: @Sendable (Configuration) -> ParameterValue
    let write: @Sendable (inout Configuration, ParameterValue) -> Void
    /// Whether it has a value of its own: one whose default is not the same everywhere may have none.
    var isGiven: @Sendable (ParameterSet) -> Bool = { _ in true }

    /// Its value in a configuration.
    public func value(in configuration: Configuration) -> ParameterValue {
        read(configuration)
    }

    /// Its value in a configuration; nil where it is at a default that other parameters decide.
    func given(_ configuration: Configuration) -> ParameterValue? {
        isGiven(configuration.parameters) ? read(configuration) : nil
    }
}

// MARK: Revisions

extension ParameterDefinition {
    /// The revisions that read it, in the order of all revisions.
    public var revisions: [RevisionName] { forms.revisions }

    /// Whether a revision reads it.
    public func isRead(by revision: RevisionName) -> Bool { revisions.contains(revision) }

    /// The values that it takes in the first revision that reads it.
    public var type: ParameterType { type(in: revisions[0]) }

    /// The values that it takes in a revision.
    public func type(in revision: RevisionName) -> ParameterType { forms[revision].type }

    /// The alternatives that it has in a revision.
    public func choices(in revision: RevisionName) -> [ParameterChoice] { forms[revision].choices }

    /// The parameters that decide its value in a revision when it is not given.
    public func leaders(in revision: RevisionName) -> [String] { forms[revision].leaders }

    /// Its value when nobody gives one, in the first revision that reads it.
    public var defaultValue: ParameterValue { defaultValue(in: revisions[0]) }

    /// Its value in a revision when nobody gives one; in the first that reads it where `revision` does not.
    public func defaultValue(in revision: RevisionName) -> ParameterValue {
        read(.defaults(of: isRead(by: revision) ? revision : revisions[0]))
    }

    /// The same parameter, read by some revisions only.
    func only(_ revisions: RevisionName...) -> ParameterDefinition {
        with(forms.only(revisions))
    }

    /// The same parameter, which a revision does not read.
    func except(_ revision: RevisionName) -> ParameterDefinition {
        with(forms.only(revisions.filter { $0 != revision }))
    }

    /// The same parameter, which takes other values in a revision.
    func taking(
        _ type: ParameterType, unavailable: [ParameterChoice] = [], in revision: RevisionName
    ) -> ParameterDefinition {
        with(
            forms.changed(in: revision) { form in
                form.type = type
                form.unavailable += unavailable
            })
    }

    /// The same parameter without some alternatives in a revision; the meaning of each says why.
    func lacking(_ unavailable: [ParameterChoice], in revision: RevisionName) -> ParameterDefinition {
        with(forms.changed(in: revision) { $0.unavailable += unavailable })
    }

    /// The same parameter, whose default others decide in a revision.
    func following(_ leaders: String..., in revision: RevisionName) -> ParameterDefinition {
        with(forms.changed(in: revision) { $0.leaders = leaders })
    }

    /// The same parameter, whose default the measured device may give, in each revision that reads it.
    func followingDevice() -> ParameterDefinition {
        with(
            revisions.reduce(forms) { forms, revision in
                forms.changed(in: revision) { $0.leaders.append(ParameterLeaders.device) }
            })
    }

    /// The same parameter, which has a value of its own where `place` is not nil.
    func given<Value>(_ place: any KeyPath<ParameterSet, Value?> & Sendable) -> ParameterDefinition {
        var changed = self
        changed.isGiven = { $0[keyPath: place] != nil }
        return changed
    }

    private func with(_ forms: ParameterForms) -> ParameterDefinition {
        var changed = self
        changed.forms = forms
        return changed
    }
}

/// Which runs read a parameter.
public enum ParameterUse: String, Sendable, CaseIterable {
    /// Every run.
    case always
    /// Runs that estimate training.
    case training
    /// Runs without a trace of their own.
    case syntheticTrace = "synthetic trace"
    /// Runs that stream a network through one SRAM.
    case streaming
    /// Networks with products of activations, softmax, normalizations or functions.
    case activations
}

/// The group of a parameter.
public enum ParameterGroup: String, Sendable, CaseIterable {
    /// The estimator that a run follows, and how it counts.
    case accounting = "Accounting"
    /// Cells and transistors of arrays and periphery.
    case devices = "Arrays and devices"
    /// Memory between blocks.
    case buffers = "Buffers"
    /// How a network is laid out and its results are read.
    case dataFlow = "Mapping, read-out and data flow"
    /// Process, clock and wires.
    case technology = "Technology and interconnect"
    /// Sizes of circuits beside the arrays.
    case periphery = "Periphery"
    /// Factors that fit figures to silicon.
    case calibration = "Calibration"
    /// The array that computes.
    case subarray = "Subarray"
    /// The SRAM cell.
    case sramCell = "SRAM cell"
    /// Cells that hold a state of their own.
    case analogCell = "RRAM and FeFET cells"
    /// Training on the chip.
    case training = "Training"
    /// Workloads that are drawn rather than recorded.
    case syntheticTrace = "Synthetic trace"
    /// Products of activations, and the vector unit.
    case activations = "Work on activations"
    /// A network streamed through one small SRAM.
    case streaming = "Streaming"
    /// One in-memory computing macro.
    case macro = "Macro"
}

/// Where a configuration keeps a parameter.
typealias Place<Value> = any WritableKeyPath<ParameterSet, Value> & Sendable

/// A word, NeuroSim's integer, the value that the configuration holds, and the meaning of one alternative.
struct Alternative<Value: Sendable & Equatable>: Sendable {
    let value: Value
    let choice: ParameterChoice

    init(_ word: String, _ code: Int, _ value: Value, _ meaning: String, aliases: [String] = []) {
        self.value = value
        choice = ParameterChoice(word, code, meaning, aliases: aliases)
    }
}

extension ParameterDefinition {
    /// A whole number.
    @inline(never)
    static func integer(
        _ name: String, _ place: Place<Int>, _ type: ParameterType, unit: String = "1", use: ParameterUse = .always,
        in group: ParameterGroup, _ meaning: String
    ) -> ParameterDefinition {
        ParameterDefinition(
            name: name, group: group, unit: unit, meaning: meaning, use: use,
            forms: ParameterForms(ParameterForm(type: type)),
            read: { .integer($0.parameters[keyPath: place]) },
            write: { configuration, value in
                if case .integer(let number) = value { configuration.parameters[keyPath: place] = number }
            })
    }

    /// A real number.
    @inline(never)
    static func real(
        _ name: String, _ place: Place<Double>, _ range: ClosedRange<Double>, unit: String = "1",
        use: ParameterUse = .always, in group: ParameterGroup, _ meaning: String
    ) -> ParameterDefinition {
        ParameterDefinition(
            name: name, group: group, unit: unit, meaning: meaning, use: use,
            forms: ParameterForms(ParameterForm(type: .real(range))),
            read: { .real($0.parameters[keyPath: place]) },
            write: { configuration, value in
                if case .real(let number) = value { configuration.parameters[keyPath: place] = number }
            })
    }

    /// Yes or no.
    @inline(never)
    static func boolean(
        _ name: String, _ place: Place<Bool>, no: ParameterChoice, yes: ParameterChoice, use: ParameterUse = .always,
        in group: ParameterGroup, _ meaning: String
    ) -> ParameterDefinition {
        ParameterDefinition(
            name: name, group: group, unit: "", meaning: meaning, use: use,
            forms: ParameterForms(ParameterForm(type: .boolean(no: no, yes: yes))),
            read: { .boolean($0.parameters[keyPath: place]) },
            write: { configuration, value in
                if case .boolean(let answer) = value { configuration.parameters[keyPath: place] = answer }
            })
    }

    /// One of several words.
    @inline(never)
    static func choice<Value>(
        _ name: String, _ place: Place<Value>, _ alternatives: [Alternative<Value>],
        unavailable: [ParameterChoice] = [], use: ParameterUse = .always, in group: ParameterGroup, _ meaning: String
    ) -> ParameterDefinition {
        ParameterDefinition(
            name: name, group: group, unit: "", meaning: meaning, use: use,
            forms: ParameterForms(
                ParameterForm(type: .choice(alternatives.map(\.choice)), unavailable: unavailable)),
            read: { configuration in
                let held = configuration.parameters[keyPath: place]
                return .choice(alternatives.first { $0.value == held }?.choice.word ?? "")
            },
            write: { configuration, value in
                guard case .choice(let word) = value else { return }
                if let chosen = alternatives.first(where: { $0.choice.word == word }) {
                    configuration.parameters[keyPath: place] = chosen.value
                }
            })
    }
}
