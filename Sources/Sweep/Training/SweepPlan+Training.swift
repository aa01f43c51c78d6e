// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Search
import Training

extension SweepPlan {
    /// A training of each design: the section `training`.
    public struct Training: Sendable, Equatable {
        /// Images with labels.
        public struct Images: Sendable, Equatable {
            /// Their file or folder.
            public let file: String
            /// Their labels, where the images have none.
            public let labels: String?
            /// How many images; nil for all of them [1].
            public let limit: Int?
        }

        /// Settings of the training, a JSON file; nil for those of V2.1.
        public let config: String?
        /// The layers, a network file, where the settings have none; nil without such a file.
        public let network: String?
        /// Images to train with.
        public let images: Images
        /// Images to test with.
        public let tests: Images
        /// Epochs of a training, unless `patience` ends it earlier [1].
        public let epochs: Int
        /// Seeds of the random numbers: each design is trained once with each.
        public let seeds: [UInt64]
        /// Epochs without a better test accuracy that end a training; nil: any number [1].
        public let patience: Int?
        /// By how much a better accuracy is better [1].
        public let leastGain: Double
        /// Keys of the settings that are the same for all points.
        public let assignments: [SweepSetting]
    }

    /// What the names of keys of a training begin with, among what varies.
    static let trainingPrefix = "training."
    /// The name of the network file of a training, among what varies.
    static let trainingNetwork = trainingPrefix + "network"

    /// The key of a training that a name stands for; nil for the name of something else.
    static func trainingKey(_ name: String) -> String? {
        name.hasPrefix(trainingPrefix) ? String(name.dropFirst(trainingPrefix.count)) : nil
    }

    /// The values of the keys of a training at a point.
    func trainingSettings(_ settings: [SweepSetting]) -> [SweepSetting] {
        settings.filter { Self.trainingKey($0.name) != nil }
    }

    /// The number of a point among those that differ in keys of trainings; the point's own number without trainings.
    func trainingNumber(of number: Int) -> Int {
        guard training != nil else { return number }
        return zip(axes, zip(grid.point(number), grid.extents)).reduce(0) { sum, axis in
            Self.trainingKey(axis.0.name) == nil ? sum : sum * axis.1.1 + axis.1.0
        }
    }
}

// MARK: Reading

extension SweepPlan.Training {
    private static let keys = [
        "config", "network", "images", "labels", "limit", "testImages", "testLabels", "testLimit", "epochs", "seeds",
        "patience", "minDelta",
    ]

    /// Reads the section of a plan.
    ///
    /// - Parameters:
    ///   - node: The section.
    ///   - assignments: Keys of the settings under `set`.
    /// - Throws: `InputError` with the line of what is wrong.
    init(_ node: PlanNode, assignments: [SweepSetting]) throws(InputError) {
        let members = try node.members(allowed: Self.keys)
        guard let images = try Images(members, "images", "labels", "limit") else {
            throw node.error("`training` needs `images`")
        }
        guard let tests = try Images(members, "testImages", "testLabels", "testLimit") else {
            throw node.error("`training` needs `testImages`: a training without test images has no test accuracy")
        }
        guard let epochs = members["epochs"] else { throw node.error("`training` needs `epochs`") }
        self.images = images
        self.tests = tests
        self.epochs = try epochs.integer(1...1_000_000)
        config = try members["config"]?.string()
        network = try members["network"]?.string()
        var seeds: [UInt64] = []
        for item in try members["seeds"]?.items() ?? [] {
            let seed = UInt64(try item.integer(0...Int.max))
            guard !seeds.contains(seed) else { throw item.error("the seed \(seed) is there twice") }
            seeds.append(seed)
        }
        if let list = members["seeds"], seeds.isEmpty { throw list.error("`seeds` has no values") }
        self.seeds = seeds.isEmpty ? [0] : seeds
        patience = try members["patience"]?.integer(1...1_000_000)
        if patience == nil, let gain = members["minDelta"] { throw gain.error("`minDelta` needs `patience`") }
        leastGain = try members["minDelta"]?.share() ?? 0
        self.assignments = assignments
    }
}

extension SweepPlan.Training.Images {
    /// Reads the keys of images; nil where none are named.
    fileprivate init?(
        _ members: [String: PlanNode], _ file: String, _ labels: String, _ limit: String
    ) throws(InputError) {
        guard let images = members[file] else {
            for key in [labels, limit] {
                if let node = members[key] { throw node.error("`\(key)` needs `\(file)`") }
            }
            return nil
        }
        self.init(
            file: try images.string(), labels: try members[labels]?.string(),
            limit: try members[limit]?.integer(1...Int.max))
    }
}

extension PlanNode {
    /// A share [1].
    fileprivate func share() throws(InputError) -> Double {
        let number = try number()
        guard (0...1).contains(number) else { throw error("`\(text)` (allowed: 0 to 1)") }
        return number
    }
}

extension SweepPlan {
    /// Checks the name of a key of trainings.
    ///
    /// - Parameters:
    ///   - name: The name with its prefix.
    ///   - files: Whether a file of layers is allowed as well.
    /// - Returns: The key.
    /// - Throws: `InputError` for an unknown key, and for one without a single value.
    static func trainingKey(_ name: PlanNode, files: Bool) throws(InputError) -> String {
        let key = trainingKey(name.text) ?? name.text
        let allowed = TrainingSettings.scalarKeys + (files ? ["network"] : [])
        guard !allowed.contains(key) else { return key }
        if ["input_range", "decreasing_lr", "network"].contains(key) {
            throw name.error("`\(trainingPrefix)\(key)` has no single value: give it in the file of `config`")
        }
        let hint = nearestName(to: key, in: allowed).map { "did you mean `\(trainingPrefix)\($0)`?" }
        throw name.error(
            "unknown key `\(shortened(name.text))` (\(hint ?? "allowed: \(allowed.joined(separator: ", "))"))")
    }

    /// Checks a value of a key of trainings on its own.
    static func checkTraining(_ key: String, _ value: String, at node: PlanNode) throws(InputError) {
        guard key != "network" else { return }
        try TrainingSettings.check(
            TrainingAssignment(key: key, value: value), file: node.file, line: node.line, column: node.column)
    }

    /// What contradicts a training, which tells it.
    static func checkTraining(beside members: [String: PlanNode], _ axes: PlanNode) throws(InputError) {
        let names = ["network": "network", "weightBits": "weight_bits", "activationBits": "act_bits"]
        for key in ["network", "weightBits", "activationBits", "workload", "model", "images", "labels", "limit"] {
            guard let node = members[key] else { continue }
            throw node.error("`\(key)` contradicts `training`: the chip has the network and the data of the training")
        }
        for (name, _) in try axes.pairs() {
            guard let key = names[name.text] else { continue }
            throw name.error(
                "`\(name.text)` contradicts `training`: the chip has the network of the training (allowed: "
                    + "`\(trainingPrefix)\(key)`)")
        }
    }
}
