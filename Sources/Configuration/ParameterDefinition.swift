// SPDX-License-Identifier: Apache-2.0

/// The definition of a parameter, which the parser, its errors and all pages of documentation use.
public struct ParameterDefinition: Sendable {
    /// Its name in a Param file: NeuroSim's name, if NeuroSim has the parameter.
    public let name: String
    /// Its group.
    public let group: ParameterGroup
    /// The values that it takes.
    public let type: ParameterType
    /// Its unit; `1` for pure numbers, empty where a unit makes no sense.
    public let unit: String
    /// A sentence that describes it.
    public let meaning: String
    /// Which runs read it.
    public let use: ParameterUse
    /// The parameter that decides its value when it is not given.
    public let follows: String?
    /// Alternatives that NeuroSim names but that nothing can be computed for; the meaning says why.
    public let unavailable: [ParameterChoice]

    let read: @Sendable (Configuration) -> ParameterValue
    let write: @Sendable (inout Configuration, ParameterValue) -> Void
    /// Whether a parameter that follows another one has a value of its own.
    var isGiven: @Sendable (ParameterSet) -> Bool = { _ in true }

    /// Its value in a configuration.
    public func value(in configuration: Configuration) -> ParameterValue {
        read(configuration)
    }

    /// Its value in a configuration; nil where it follows another parameter.
    func given(_ configuration: Configuration) -> ParameterValue? {
        isGiven(configuration.parameters) ? read(configuration) : nil
    }

    /// Its default value.
    public var defaultValue: ParameterValue { read(Configuration()) }
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
    /// The array that computes.
    case subarray = "Subarray"
    /// The SRAM cell.
    case sramCell = "SRAM cell"
    /// The RRAM and FeFET cells.
    case analogCell = "RRAM and FeFET cells"
    /// Training on the chip.
    case training = "Training"
    /// Workloads that are drawn rather than recorded.
    case syntheticTrace = "Synthetic trace"
    /// A network streamed through one small SRAM.
    case streaming = "Streaming"
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
    static func integer(
        _ name: String, _ place: Place<Int>, _ type: ParameterType, unit: String = "1", use: ParameterUse = .always,
        in group: ParameterGroup, _ meaning: String
    ) -> ParameterDefinition {
        ParameterDefinition(
            name: name, group: group, type: type, unit: unit, meaning: meaning, use: use, follows: nil,
            unavailable: [],
            read: { .integer($0.parameters[keyPath: place]) },
            write: { configuration, value in
                if case .integer(let number) = value { configuration.parameters[keyPath: place] = number }
            })
    }

    /// A real number.
    static func real(
        _ name: String, _ place: Place<Double>, _ range: ClosedRange<Double>, unit: String = "1",
        use: ParameterUse = .always, in group: ParameterGroup, _ meaning: String
    ) -> ParameterDefinition {
        ParameterDefinition(
            name: name, group: group, type: .real(range), unit: unit, meaning: meaning, use: use, follows: nil,
            unavailable: [],
            read: { .real($0.parameters[keyPath: place]) },
            write: { configuration, value in
                if case .real(let number) = value { configuration.parameters[keyPath: place] = number }
            })
    }

    /// Yes or no.
    static func boolean(
        _ name: String, _ place: Place<Bool>, no: ParameterChoice, yes: ParameterChoice, use: ParameterUse = .always,
        in group: ParameterGroup, _ meaning: String
    ) -> ParameterDefinition {
        ParameterDefinition(
            name: name, group: group, type: .boolean(no: no, yes: yes), unit: "", meaning: meaning, use: use,
            follows: nil, unavailable: [],
            read: { .boolean($0.parameters[keyPath: place]) },
            write: { configuration, value in
                if case .boolean(let answer) = value { configuration.parameters[keyPath: place] = answer }
            })
    }

    /// One of several words.
    static func choice<Value>(
        _ name: String, _ place: Place<Value>, _ alternatives: [Alternative<Value>],
        unavailable: [ParameterChoice] = [], use: ParameterUse = .always, in group: ParameterGroup, _ meaning: String
    ) -> ParameterDefinition {
        ParameterDefinition(
            name: name, group: group, type: .choice(alternatives.map(\.choice)), unit: "", meaning: meaning, use: use,
            follows: nil, unavailable: unavailable,
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
