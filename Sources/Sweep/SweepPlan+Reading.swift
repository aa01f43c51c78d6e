// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Foundation
import Search
import Training
import Yams

extension SweepPlan {
    /// The most points of a grid, and of a sample.
    static let mostPoints = 10_000_000
    /// The largest file of a plan [byte].
    private static let largestFile = 1 << 22

    /// Reads a plan from a YAML file.
    ///
    /// - Throws: `InputError` with the line of what is wrong.
    public init(readingFrom path: String) throws(InputError) {
        let bytes = try InputFile.bytes(of: path, limit: Self.largestFile)
        guard let utf8 = TextEncoding.utf8(bytes), let text = String(validating: utf8, as: UTF8.self) else {
            throw InputError("the text is neither UTF-8 nor UTF-16 with a byte order mark", file: path)
        }
        try self.init(text, file: path)
    }

    /// Reads a plan from YAML.
    ///
    /// - Throws: `InputError` with the line of what is wrong.
    public init(_ text: String, file: String) throws(InputError) {
        let root = try PlanNode(text, file: file)
        let members = try root.members(allowed: Self.keys)
        func strings(_ key: String) throws(InputError) -> [String] { try members[key]?.strings() ?? [] }
        self.file = file
        network = try members["network"]?.string()
        parameterFiles = try strings("param")
        let constants = try members["set"].map(Self.constants) ?? (parameters: [], training: [])
        assignments = constants.parameters
        workload = try members["workload"].map(Self.workload) ?? .statistics(file: nil)
        weightBits = try members["weightBits"]?.integer(1...32)
        activationBits = try members["activationBits"]?.integer(1...32)
        guard let parameters = members["parameters"] else {
            throw root.error("`parameters` is missing: nothing varies")
        }
        var axes: [Axis] = []
        for (name, values) in try parameters.pairs() { axes.append(try Self.axis(name, values)) }
        guard !axes.isEmpty else { throw parameters.error("`parameters` is empty: nothing varies") }
        self.axes = axes
        guard let grid = ChoiceGrid(axes.map(\.values.count)) else {
            throw parameters.error("there are more points than can be numbered")
        }
        self.grid = grid
        seed = UInt64(try members["seed"]?.integer(0...Int.max) ?? 0)
        method = try Self.method(members, count: grid.count)
        objectives = try members["objectives"].map(Self.objectives) ?? [.energy, .latency, .area]
        constraints = try members["constraints"].map(Self.constraints) ?? []
        training = try members["training"].map { (node) throws(InputError) in
            try Self.checkTraining(beside: members, parameters)
            return try Training(node, assignments: constants.training)
        }
        model = try Self.model(members)
        self.text = try members["text"].map { (node) throws(InputError) in
            try Self.checkText(beside: members)
            return try Text(node)
        }
        let named = axes.map(\.name) + constants.training.map(\.name)
        if training == nil, let name = named.first(where: { Self.trainingKey($0) != nil }) {
            throw root.error("`\(name)` needs `training`")
        }
        for objective in objectives + constraints.map(\.objective) {
            if let lack = objective.lack(model: model, training: training, text: self.text) { throw root.error(lack) }
        }
    }

    /// Parameters and keys of trainings that stay.
    private static func constants(
        _ node: PlanNode
    ) throws(InputError) -> (parameters: [String], training: [SweepSetting]) {
        var parameters: [String] = []
        var training: [SweepSetting] = []
        for (name, value) in try node.pairs() {
            let text = try value.string()
            if trainingKey(name.text) != nil {
                let key = try trainingKey(name, files: false)
                try checkTraining(key, text, at: value)
                training.append(SweepSetting(name: name.text, value: text))
            } else {
                _ = try definition(name)
                parameters.append("\(name.text)=\(text)")
            }
        }
        return (parameters, training)
    }

    private static let keys = [
        "network", "param", "set", "workload", "weightBits", "activationBits", "parameters", "method", "points",
        "population", "generations", "seed", "objectives", "constraints", "model", "images", "labels", "limit",
        "training", "text",
    ]

    // MARK: Parts

    private static func workload(_ node: PlanNode) throws(InputError) -> Workload {
        if let word = node.word {
            switch word {
            case "statistics": return .statistics(file: nil)
            case "synthetic": return .synthetic(seed: 0)
            default: throw node.error("workload `\(word)` (allowed: statistics, synthetic, or trace: FILE.npz)")
            }
        }
        let members = try node.members(allowed: ["statistics", "synthetic", "trace"])
        guard members.count == 1, let (key, value) = members.first else { throw node.error("a run has one workload") }
        switch key {
        case "statistics": return .statistics(file: try value.string())
        case "synthetic":
            let seed = try value.members(allowed: ["seed"])["seed"]
            return .synthetic(seed: UInt64(try seed?.integer(0...Int.max) ?? 0))
        default: return .trace(file: try value.string())
        }
    }

    private static func method(_ members: [String: PlanNode], count: Int) throws(InputError) -> Method {
        let node = members["method"]
        let word = try node?.string() ?? "grid"
        let methods = ["grid", "random", "latinHypercube", "nsga2"]
        let uses = ["points": ["random", "latinHypercube"], "population": ["nsga2"], "generations": ["nsga2"]]
        for (key, methods) in uses where !methods.contains(word) {
            if let node = members[key] { throw node.error("`\(key)` is for method \(methods.joined(separator: ", "))") }
        }
        func points() throws(InputError) -> Int {
            guard let points = members["points"] else {
                throw node?.error("method \(word) needs `points`") ?? InputError("`points` is missing")
            }
            return try points.integer(1...mostPoints)
        }
        switch word {
        case "grid":
            guard count <= mostPoints else {
                throw members["parameters"]?.error(
                    "a grid of \(count) points (at most \(mostPoints)); take another method")
                    ?? InputError("too many points")
            }
            return .grid
        case "random": return .random(points: try points())
        case "latinHypercube": return .latinHypercube(points: try points())
        case "nsga2":
            return .genetic(
                population: try members["population"]?.integer(4...100_000) ?? 64,
                generations: try members["generations"]?.integer(1...100_000) ?? 40)
        default:
            let hint = nearestName(to: word, in: methods).map { "; did you mean `\($0)`?" } ?? ""
            throw node?.error("method `\(word)` (allowed: \(methods.joined(separator: ", "))\(hint))")
                ?? InputError("unknown method")
        }
    }

    private static func objectives(_ node: PlanNode) throws(InputError) -> [SweepObjective] {
        var found: [SweepObjective] = []
        for item in try node.items() {
            let objective = try objective(item)
            guard !found.contains(objective) else { throw item.error("\(objective.rawValue) is there twice") }
            found.append(objective)
        }
        guard !found.isEmpty else { throw node.error("there must be an objective") }
        return found
    }

    private static func objective(_ node: PlanNode) throws(InputError) -> SweepObjective {
        let word = try node.string()
        if let objective = SweepObjective(rawValue: word) { return objective }
        let names = SweepObjective.allCases.map(\.rawValue)
        let hint = nearestName(to: word, in: names).map { "; did you mean `\($0)`?" } ?? ""
        throw node.error("`\(word)` is no objective (allowed: \(names.joined(separator: ", "))\(hint))")
    }

    private static func constraints(_ node: PlanNode) throws(InputError) -> [SweepConstraint] {
        var found: [SweepConstraint] = []
        for (name, limits) in try node.pairs() {
            let members = try limits.members(allowed: ["min", "max"])
            guard !members.isEmpty else { throw limits.error("a constraint has `min` or `max`") }
            found.append(
                SweepConstraint(
                    objective: try objective(name), minimum: try members["min"]?.number(),
                    maximum: try members["max"]?.number()))
        }
        return found
    }

    private static func model(_ members: [String: PlanNode]) throws(InputError) -> Model? {
        guard let model = members["model"] else {
            for key in ["images", "labels", "limit"] {
                if let node = members[key] { throw node.error("`\(key)` needs `model`") }
            }
            return nil
        }
        guard let images = members["images"] else { throw model.error("`model` needs `images`") }
        return Model(
            file: try model.string(), images: try images.string(), labels: try members["labels"]?.string(),
            limit: try members["limit"]?.integer(1...Int.max))
    }

    // MARK: Axes

    /// Settings that vary besides parameters.
    static let otherAxes = ["network", "weightBits", "activationBits"]

    private static func definition(_ name: PlanNode) throws(InputError) -> ParameterDefinition {
        let word = try name.string()
        if let definition = ParameterSchema.all.first(where: { $0.name == word }) { return definition }
        let names = ParameterSchema.all.map(\.name)
        let near = TrainingSettings.scalarKeys.contains(word) ? trainingPrefix + word : nearestName(to: word, in: names)
        let hint = near.map { "; did you mean `\($0)`?" } ?? ""
        throw name.error("unknown parameter `\(word)`\(hint)")
    }

    private static func axis(_ name: PlanNode, _ values: PlanNode) throws(InputError) -> Axis {
        let word = try name.string()
        var isWhole = word != "network"
        let key = trainingKey(word) == nil ? nil : try trainingKey(name, files: true)
        if let key {
            isWhole = TrainingSettings.wholeKeys.contains(key)
        } else if !otherAxes.contains(word) {
            if case .integer = try definition(name).type { isWhole = true } else { isWhole = false }
        }
        let texts = try values.isMapping ? range(values, isWhole: isWhole) : values.strings()
        guard !texts.isEmpty else { throw values.error("`\(word)` has no values") }
        if let key {
            let nodes = values.isMapping ? [] : try values.items()
            for (index, text) in texts.enumerated() {
                try checkTraining(key, text, at: index < nodes.count ? nodes[index] : values)
            }
        }
        var seen: Set<String> = []
        return Axis(name: word, values: texts.filter { seen.insert($0).inserted })
    }

    /// The values of a range: `from`, `to`, and `step`, or `points` with `scale` linear or log.
    private static func range(_ node: PlanNode, isWhole: Bool) throws(InputError) -> [String] {
        let members = try node.members(allowed: ["from", "to", "step", "points", "scale"])
        guard let from = try members["from"]?.number(), let to = try members["to"]?.number(), from <= to else {
            throw node.error("a range has `from` and `to`, which is not smaller")
        }
        let scale = try members["scale"]?.string() ?? "linear"
        guard ["linear", "log"].contains(scale) else { throw node.error("scale `\(scale)` (allowed: linear, log)") }
        let values: [Double]
        switch (try members["step"]?.number(), try members["points"]?.integer(1...100_000)) {
        case (let step?, nil):
            guard step > 0, scale == "linear", (to - from) / step < 100_000 else {
                throw node.error("`step` is positive, makes fewer than 100000 values, and is for scale linear")
            }
            values = (0...Int((to - from) / step + 1e-9)).map { from + Double($0) * step }
        case (nil, let points?):
            guard scale == "linear" || from > 0 else { throw node.error("scale log needs a positive `from`") }
            let shares = (0..<points).map { points == 1 ? 0 : Double($0) / Double(points - 1) }
            values = shares.map { scale == "log" ? from * pow(to / from, $0) : from + (to - from) * $0 }
        default: throw node.error("a range has either `step` or `points`")
        }
        return values.map { value in
            // Twelve digits, so that steps of a tenth are what they seem to be.
            let rounded = isWhole ? value.rounded() : Double(String(format: "%.12g", value)) ?? value
            return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : String(rounded)
        }
    }
}
