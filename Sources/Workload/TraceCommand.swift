// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Foundation

/// A NeuroSim trace command: the line that NeuroSim's training scripts write to call the estimator, and with it the names
/// of the files that hold a trace.
///
/// Three forms exist. That of V2.x is: program, epoch, network, weight bits, activation bits, then for each layer weights, old
/// weights, inputs, activity. That of V1.4 and V1.5, recognized by a second word that is not a whole number, is: program, network,
/// weight bits, activation bits, subarray rows, rows read in parallel, then for each layer weights, inputs. That of V1.3 and
/// before, recognized by a fifth word that is no whole number either, lacks the two numbers of rows.
public struct TraceCommand: Sendable, Equatable {
    /// The files of one layer, as the command names them.
    public struct LayerFiles: Sendable, Equatable {
        /// The weights.
        public let weights: String
        /// The weights before the last training step (V2.x).
        public let oldWeights: String?
        /// The inputs, as bits or as whole numbers.
        public let inputs: String
        /// Fraction of ones among the bits of the activations, for weight gradients (V2.x).
        public let activity: Double?
    }

    /// The command's file as the user spelled it.
    public let file: String
    /// The training epoch (V2.x).
    public let epoch: Int?
    /// The network file that the command names.
    public let network: String
    /// Bits of a weight.
    public let weightBits: Int
    /// Bits of an activation.
    public let activationBits: Int
    /// Rows of a subarray (V1.4 and V1.5).
    public let subarrayRows: Int?
    /// Rows that are read in parallel (V1.4 and V1.5).
    public let parallelRows: Int?
    /// The files of each layer.
    public let layers: [LayerFiles]
    /// Relative paths begin here when not at the folder of `file`.
    private let workingFolder: String

    /// Reads a trace command file.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - workingFolder: the folder of relative paths; nil means the working folder of the process.
    /// - Throws: `InputError` when the file cannot be read or is no trace command.
    public init(readingFrom path: String, workingFolder: String? = nil) throws(InputError) {
        let folder = workingFolder ?? FileManager.default.currentDirectoryPath
        let location = Self.absolute(path, in: folder)
        var words = WordList(try commandWords(of: TextLines(location, spelled: path)), file: path)
        file = path
        self.workingFolder = folder
        _ = try words.next("the program")
        let second = try words.next("the epoch, or the network")
        if let number = Int(second) {
            epoch = number
            network = try words.next("the network")
        } else {
            epoch = nil
            network = second
        }
        weightBits = try words.nextInteger("the weight bits", in: allowedBits)
        activationBits = try words.nextInteger("the activation bits", in: allowedBits)
        if epoch == nil, words.following.map({ Int($0) == nil }) != true {
            subarrayRows = try words.nextInteger("the rows of a subarray", in: 1...Layer.largestExtent)
            parallelRows = try words.nextInteger("the rows that are read in parallel", in: 1...Layer.largestExtent)
            layers = try words.inferenceLayers()
        } else {
            subarrayRows = nil
            parallelRows = nil
            layers = try epoch == nil ? words.inferenceLayers() : words.trainingLayers()
        }
    }

    /// Finds a file that the command names: from the working folder, then from the command file's own folder, then from
    /// that folder's parent.
    ///
    /// - Throws: `InputError` of kind `.missingInput` that says where the file was looked for.
    public func locate(_ path: String) throws(InputError) -> String {
        if path.hasPrefix("/") {
            guard FileManager.default.fileExists(atPath: path) else {
                throw InputError("no such file (named by \(file))", kind: .missingInput, file: path)
            }
            return path
        }
        let own = (Self.absolute(file, in: workingFolder) as NSString).deletingLastPathComponent
        let parent = (own as NSString).appendingPathComponent("..")
        for folder in [workingFolder, own, parent] {
            let candidate = (folder as NSString).appendingPathComponent(path)
            if FileManager.default.fileExists(atPath: candidate) { return candidate }
        }
        throw InputError(
            "no such file (named by \(file)); looked for it in the working folder, in \(own), and in its parent",
            kind: .missingInput, file: path)
    }

    private static func absolute(_ path: String, in folder: String) -> String {
        path.hasPrefix("/") ? path : (folder as NSString).appendingPathComponent(path)
    }
}

extension Network {
    /// Reads the network file that a trace command names.
    ///
    /// - Throws: `InputError` when the file is not found, cannot be read, or makes no network.
    public init(namedBy command: TraceCommand) throws(InputError) {
        try self.init(readingFrom: command.locate(command.network), spelled: command.network)
    }
}

/// The words of a trace command, taken one after the other.
private struct WordList {
    private let words: [String]
    private let file: String
    private var position = 0

    init(_ words: [String], file: String) {
        self.words = words
        self.file = file
    }

    /// The word that comes next; nil at the end.
    var following: String? { position < words.count ? words[position] : nil }

    mutating func next(_ what: String) throws(InputError) -> String {
        guard position < words.count else {
            throw InputError("the command ends after \(position) words, before \(what)", file: file)
        }
        position += 1
        return words[position - 1]
    }

    mutating func nextInteger(_ what: String, in allowed: ClosedRange<Int>) throws(InputError) -> Int {
        let word = try next(what)
        guard let number = Int(word), allowed.contains(number) else {
            throw InputError(
                "word \(position) is `\(shortened(word))`, but \(what) should stand there (allowed: "
                    + "\(allowed.lowerBound) to \(allowed.upperBound))", file: file)
        }
        return number
    }

    mutating func trainingLayers() throws(InputError) -> [TraceCommand.LayerFiles] {
        try requireGroups(of: 4, "weights, old weights, inputs, activity")
        var layers: [TraceCommand.LayerFiles] = []
        while position < words.count {
            let weights = words[position]
            let old = words[position + 1]
            let inputs = words[position + 2]
            position += 3
            let activity = try nextShare()
            layers.append(.init(weights: weights, oldWeights: old, inputs: inputs, activity: activity))
        }
        return layers
    }

    mutating func inferenceLayers() throws(InputError) -> [TraceCommand.LayerFiles] {
        try requireGroups(of: 2, "weights, inputs")
        var layers: [TraceCommand.LayerFiles] = []
        while position < words.count {
            layers.append(
                .init(weights: words[position], oldWeights: nil, inputs: words[position + 1], activity: nil))
            position += 2
        }
        return layers
    }

    private mutating func nextShare() throws(InputError) -> Double {
        let word = try next("an activity")
        guard let share = Double(word), share >= 0, share <= 1 else {
            throw InputError(
                "word \(position) is `\(shortened(word))`, but the activity of a layer should stand there (allowed: 0 to 1)",
                file: file)
        }
        return share
    }

    private func requireGroups(of size: Int, _ names: String) throws(InputError) {
        let rest = words.count - position
        guard rest > 0 else { throw InputError("the command names no layer (each is \(names))", file: file) }
        guard rest % size == 0 else {
            throw InputError(
                "the command has \(words.count) words: \(rest) for layers, but each layer takes \(size) (\(names))",
                file: file)
        }
    }
}
