// SPDX-License-Identifier: Apache-2.0

extension TraceCommand {
    /// The word for a file that is not copied.
    package static let absentFile = "not-copied"

    /// The text of a command file for copies of this command's files.
    ///
    /// - Parameters:
    ///   - network: The name of the copy of the network; nil for a command whose network nobody reads.
    ///   - layers: The names of the copies of each layer's weights, weights before the last step, and inputs, without blanks and
    ///     quotes; nil for a file that is not copied.
    /// - Returns: One line.
    package func text(
        network: String?, layers: [(weights: String, oldWeights: String?, inputs: String)]
    ) -> String {
        var words = ["./NeuroSIM/main"] + (epoch.map { ["\($0)"] } ?? [])
        words += [network ?? Self.absentFile, "\(weightBits)", "\(activationBits)"]
        words += [subarrayRows, parallelRows].compactMap { $0.map(String.init) }
        for (names, layer) in zip(layers, self.layers) {
            words.append(names.weights)
            if epoch != nil { words.append(names.oldWeights ?? Self.absentFile) }
            words.append(names.inputs)
            if let activity = layer.activity { words.append("\(activity)") }
        }
        return words.joined(separator: " ") + "\n"
    }
}
