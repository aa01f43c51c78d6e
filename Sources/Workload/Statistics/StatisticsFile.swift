// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats

/// A file of statistics, as `tessera trace statistics` writes it.
public enum StatisticsFile {
    /// The value of the member `format`.
    static let format = "tessera-statistics"
    /// The version that is written and read.
    static let version = 1
    /// The largest file that makes sense [byte].
    private static let largestFile = 1 << 28

    /// Reads a file.
    ///
    /// - Throws: `InputError` when it cannot be read, is no JSON of this format, or holds numbers that are no statistics.
    public static func read(_ path: String) throws(InputError) -> NetworkStatistics {
        let bytes = try InputFile.bytes(of: path, limit: largestFile)
        let content = try JSONContent(bytes, file: path)
        let object = try JSONMembers(
            content, place: "the file", file: path,
            allowed: ["format", "version", "weightBits", "activationBits", "layers"])
        guard try object.text("format") == format else {
            throw InputError("is no file of statistics: format is not \"\(format)\"", file: path)
        }
        let found = try object.integer("version", 0...Int(Int32.max))
        guard found == version else {
            throw InputError("has version \(found) (allowed: \(version)); measure the trace again", file: path)
        }
        let activationBits = try object.integer("activationBits", allowedBits)
        var layers: [LayerStatistics] = []
        for (index, entry) in try object.list("layers").enumerated() {
            layers.append(try LayerStatistics(entry, place: "layer \(index + 1)", file: path, bits: activationBits))
        }
        return NetworkStatistics(
            weightBits: try object.integer("weightBits", allowedBits), activationBits: activationBits, layers: layers)
    }
}

extension LayerStatistics {
    private static let names = [
        "rows", "outputs", "bitDensities", "bitCorrelations", "weightGridBits", "weightMinimum", "weightMaximum",
        "weightLevels", "weightShares", "changedLevels", "changes", "changeShares", "activity",
    ]

    fileprivate init(_ content: JSONContent, place: String, file: String, bits: Int) throws(InputError) {
        let object = try JSONMembers(content, place: place, file: file, allowed: Self.names)
        let densities = try object.numbers("bitDensities", 0...1, count: bits)
        let correlations = try object.numbers("bitCorrelations", 0...1, count: bits)
        let gridBits = try object.integer("weightGridBits", 1...WeightDistribution.mostBits)
        let last = 1 << gridBits
        let levels = try object.integers("weightLevels", 0...last)
        let weights = WeightDistribution(
            bits: gridBits, range: try object.weightRange(), levels: levels,
            shares: try object.shares("weightShares", count: levels.count))
        guard zip(levels, levels.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw object.error("weightLevels", "must rise from element to element")
        }
        self.init(
            rows: try object.integer("rows", 1...Int(Int32.max)),
            outputs: try object.integer("outputs", 1...Int(Int32.max)),
            activations: zip(densities, correlations).map { BitStatistics(density: $0, correlation: $1) },
            weights: weights, changes: try object.changes(last: last),
            activity: object.has("activity") ? try object.number("activity", 0...1) : nil)
    }
}

extension JSONMembers {
    fileprivate func weightRange() throws(InputError) -> ClosedRange<Double> {
        let limits = -1e30...1e30
        let (low, high) = (try number("weightMinimum", limits), try number("weightMaximum", limits))
        guard low < high else { throw error("weightMaximum", "must be more than weightMinimum") }
        return low...high
    }

    fileprivate func changes(last: Int) throws(InputError) -> LevelChanges? {
        guard has("changedLevels") || has("changes") || has("changeShares") else { return nil }
        let levels = try integers("changedLevels", 0...last)
        let changes = try integers("changes", -last...last, count: levels.count)
        let shares = try numbers("changeShares", 0...1, count: levels.count)
        guard shares.reduce(0, +) <= 1 + 1e-6 else { throw error("changeShares", "add up to more than 1") }
        guard zip(levels, changes).allSatisfy({ (0...last).contains($0 - $1) }) else {
            throw error("changes", "lead from levels outside 0 to \(last)")
        }
        return LevelChanges(levels: levels, changes: changes, shares: shares)
    }

    /// Shares of a whole.
    fileprivate func shares(_ name: String, count: Int) throws(InputError) -> [Double] {
        let result = try numbers(name, 0...1, count: count)
        let sum = result.reduce(0, +)
        guard abs(sum - 1) < 1e-6 else { throw error(name, "add up to \(sum), not 1") }
        return result
    }
}
