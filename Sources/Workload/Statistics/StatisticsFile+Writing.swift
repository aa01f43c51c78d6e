// SPDX-License-Identifier: Apache-2.0

extension NetworkStatistics {
    /// The text of a file of statistics: JSON with a line for each list. Reading it gives exactly the same values back.
    public var fileText: String {
        let entries = layers.map { "    {\n" + $0.members.map { "      \($0)" }.joined(separator: ",\n") + "\n    }" }
        let members = [
            "\"format\": \"\(StatisticsFile.format)\"",
            "\"version\": \(StatisticsFile.version)",
            "\"weightBits\": \(weightBits)",
            "\"activationBits\": \(activationBits)",
            "\"layers\": [\n\(entries.joined(separator: ",\n"))\n  ]",
        ]
        return "{\n" + members.map { "  \($0)" }.joined(separator: ",\n") + "\n}\n"
    }
}

extension LayerStatistics {
    /// Members of the layer's object.
    fileprivate var members: [String] {
        let bits = activations
        var result = [
            "\"rows\": \(rows)",
            "\"outputs\": \(outputs)",
            "\"bitDensities\": \(list(bits.map(\.density)))",
            "\"bitCorrelations\": \(list(bits.map(\.correlation)))",
            "\"weightGridBits\": \(weights.bits)",
            "\"weightMinimum\": \(weights.range.lowerBound)",
            "\"weightMaximum\": \(weights.range.upperBound)",
            "\"weightLevels\": \(list(weights.levels))",
            "\"weightShares\": \(list(weights.shares))",
        ]
        if let changes {
            result += [
                "\"changedLevels\": \(list(changes.levels))",
                "\"changes\": \(list(changes.changes))",
                "\"changeShares\": \(list(changes.shares))",
            ]
        }
        if let activity { result.append("\"activity\": \(activity)") }
        return result
    }

    private func list(_ values: [some CustomStringConvertible]) -> String {
        "[" + values.map(\.description).joined(separator: ", ") + "]"
    }
}
