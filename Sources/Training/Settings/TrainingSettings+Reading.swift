// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats

extension TrainingSettings {
    /// The keys of a settings file.
    public static let keys = [
        "accounting", "weight_bits", "gradient_bits", "act_bits", "error_bits", "learning_rate", "momentum",
        "gradient_share", "max_level", "nonlinearity_ltp", "nonlinearity_ltd", "d2d_sigma", "c2c_sigma", "weight_range",
        "clamp_initial_weights", "batch_size", "input_range", "loss", "schedule", "decreasing_lr", "augment_padding",
        "augment_flip", "device", "device_curve", "device_curve_use", "network",
    ]

    /// Reads a JSON object of keys and values; keys that are missing are at their defaults.
    ///
    /// - Parameter path: the file.
    /// - Throws: `InputError` for a file that cannot be read, an unknown key, or a value out of range.
    public init(readingFrom path: String) throws(InputError) {
        try self.init(json: Self.bytes(of: path), file: path)
    }

    /// The text of a settings file.
    ///
    /// - Throws: `InputError` for a file that cannot be read, or is too large.
    public static func bytes(of path: String) throws(InputError) -> [UInt8] {
        try InputFile.bytes(of: path, limit: 1 << 24)
    }

    /// Reads the text of a settings file.
    ///
    /// - Throws: as ``init(readingFrom:)``.
    public init(json: [UInt8], file: String) throws(InputError) {
        try self.init(JSONContent(json, file: file), file: file)
    }

    /// Reads the value of a settings file.
    init(_ content: JSONContent, file: String) throws(InputError) {
        let members = try JSONMembers(content, place: "the settings", file: file, allowed: Self.keys)
        self.init()
        try read(members)
        try readCurve(members, file: file)
        if members.has("network") {
            network = try members.list("network").enumerated().map { (index, content) throws(InputError) in
                try LayerDescription(content, place: "layer \(index + 1)", file: file)
            }
        }
    }

    /// Reads all keys but those of measurements and layers.
    mutating func read(_ members: JSONMembers) throws(InputError) {
        try readNumbers(members)
        try readLearning(members)
        try readDevices(members)
        try readCourse(members)
    }

    private mutating func readNumbers(_ members: JSONMembers) throws(InputError) {
        if members.has("accounting") {
            accounting = try members.choice("accounting")
        }
        let bits: [(String, WritableKeyPath<Self, Int>)] = [
            ("weight_bits", \.weightBits), ("gradient_bits", \.gradientBits), ("act_bits", \.activationBits),
            ("error_bits", \.errorBits),
        ]
        for (name, path) in bits where members.has(name) { self[keyPath: path] = try members.integer(name, 1...16) }
    }

    private mutating func readLearning(_ members: JSONMembers) throws(InputError) {
        if members.has("learning_rate") { learningRate = try members.number("learning_rate", 0...1e6) }
        if members.has("momentum") { momentum = try members.number("momentum", 0...1) }
        if members.has("gradient_share") { gradientShare = try members.number("gradient_share", 0...1) }
        if members.has("weight_range") { weightRange = try members.number("weight_range", 0...1e6) }
        if members.has("batch_size") { batchSize = try members.integer("batch_size", 1...1 << 20) }
        if members.has("clamp_initial_weights") { clampsInitialWeights = try members.flag("clamp_initial_weights") }
        if members.has("input_range") {
            let ends = try members.numbers("input_range", -1e3...1e3, count: 2)
            guard ends[0] < ends[1] else { throw members.error("input_range", "does not ascend") }
            inputRange = ends[0]...ends[1]
        }
    }

    private mutating func readDevices(_ members: JSONMembers) throws(InputError) {
        if members.has("device") { try take(deviceCalled: members.text("device"), members) }
        if members.has("max_level") { maxLevel = try members.integer("max_level", 1...1 << 20) }
        let labels: [(String, WritableKeyPath<Self, Double>)] = [
            ("nonlinearity_ltp", \.risingLabel), ("nonlinearity_ltd", \.fallingLabel),
        ]
        let largest = NonlinearityLabel.largest
        for (name, path) in labels where members.has(name) {
            self[keyPath: path] = try members.number(name, -largest...largest)
        }
        if members.has("d2d_sigma") { deviceSigma = try members.number("d2d_sigma", 0...1e3) }
        if members.has("c2c_sigma") { cycleSigma = try members.number("c2c_sigma", 0...1e3) }
    }
}

extension TrainingSettings {
    /// Reads the measurement that the settings name; a relative path is looked up from their folder.
    fileprivate mutating func readCurve(_ members: JSONMembers, file: String) throws(InputError) {
        guard members.has("device_curve") else {
            if members.has("device_curve_use") { throw members.error("device_curve_use", "needs device_curve") }
            return
        }
        for name in ["device", "nonlinearity_ltp", "nonlinearity_ltd", "max_level"] where members.has(name) {
            throw members.error(name, "contradicts device_curve, which tells it")
        }
        let path = try members.text("device_curve")
        let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
        try take(
            DeviceCurve(readingFrom: path.hasPrefix("/") ? path : folder + path),
            use: members.has("device_curve_use") ? try members.choice("device_curve_use") : .label)
    }

    fileprivate mutating func readCourse(_ members: JSONMembers) throws(InputError) {
        if members.has("loss") { loss = try members.choice("loss") }
        if members.has("schedule") { schedule = try members.choice("schedule") }
        if members.has("decreasing_lr") {
            decreasingEpochs = try members.integers("decreasing_lr", 0...1 << 20)
            guard zip(decreasingEpochs, decreasingEpochs.dropFirst()).allSatisfy({ $0 < $1 }) else {
                throw members.error("decreasing_lr", "does not ascend")
            }
        }
        if members.has("augment_padding") { augmentPadding = try members.integer("augment_padding", 0...1024) }
        if members.has("augment_flip") { augmentFlip = try members.flag("augment_flip") }
    }
}

extension JSONMembers {
    fileprivate func flag(_ name: String) throws(InputError) -> Bool {
        guard case .flag(let flag) = content(name)?.value else {
            throw error(name, "is \(content(name)?.description ?? "missing") (allowed: true, false)")
        }
        return flag
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String
    ) throws(InputError) -> Choice {
        let word = try text(name)
        guard let choice = Choice(rawValue: word) else {
            let allowed = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw error(name, "is `\(shortened(word))` (allowed: \(allowed))")
        }
        return choice
    }
}

extension LayerDescription {
    /// The word for a batch normalization.
    public static let normalizationWord = "batch_norm"
    private static let types = ["conv", "fc"] + Pooling.allCases.map(\.rawValue) + [normalizationWord]

    /// Reads a layer of the list `network`.
    init(_ content: JSONContent, place: String, file: String) throws(InputError) {
        let all = ["type", "outputs", "kernel", "padding", "stride", "groups", "size", "momentum", "epsilon"]
        let type = try JSONMembers(content, place: place, file: file, allowed: all).text("type")
        func members(_ names: [String]) throws(InputError) -> JSONMembers {
            try JSONMembers(content, place: "\(place), \(type),", file: file, allowed: ["type"] + names)
        }
        if type == "conv" {
            self = .convolution(
                try ConvolutionDescription(members(["outputs", "kernel", "padding", "stride", "groups"])))
        } else if type == "fc" {
            self = .dense(outputs: try members(["outputs"]).integer("outputs", 1...1 << 24))
        } else if let pooling = Pooling(rawValue: type) {
            self = .pooling(pooling, size: try members(["size"]).integer("size", 1...16))
        } else if type == Self.normalizationWord {
            self = .normalization(try NormalizationDescription(members(["momentum", "epsilon"])))
        } else {
            let near = nearestName(to: type, in: Self.types).map { "; did you mean `\($0)`?" } ?? ""
            throw InputError(
                "\(place): type is `\(shortened(type))` (allowed: \(Self.types.joined(separator: ", "))\(near))",
                file: file, line: content.line, column: content.column)
        }
    }
}

extension NormalizationDescription {
    fileprivate init(_ members: JSONMembers) throws(InputError) {
        let standard = NormalizationDescription()
        self.init(
            momentum: members.has("momentum") ? try members.number("momentum", 0...1) : standard.momentum,
            epsilon: members.has("epsilon") ? try members.number("epsilon", 1e-12...1) : standard.epsilon)
    }
}

extension ConvolutionDescription {
    fileprivate init(_ members: JSONMembers) throws(InputError) {
        let kernel = try members.integer("kernel", 1...1024)
        var padding = 0
        if members.has("padding") {
            let word = try members.text("padding")
            guard word == "same" || word == "valid" else {
                throw members.error("padding", "is `\(shortened(word))` (allowed: same, valid)")
            }
            padding = word == "same" ? kernel / 2 : 0
        }
        self.init(
            outputs: try members.integer("outputs", 1...1 << 24), kernel: kernel, padding: padding,
            stride: members.has("stride") ? try members.integer("stride", 1...1024) : 1,
            groups: members.has("groups") ? try members.integer("groups", 1...1 << 20) : 1)
    }
}
