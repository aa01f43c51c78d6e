// SPDX-License-Identifier: Apache-2.0

/// The words of a command as a capsule keeps them: without what only says where output goes, and with names inside the capsule
/// in place of paths.
enum CapsuleWords {
    /// Options whose value is a path that the capsule replaces, or a place of output.
    private static let withValue: Set<String> = [
        "--param", "--trace-command", "--trace", "--statistics", "--model", "--images", "--labels", "--data",
        "--normalization", "--calibration-images", "--output", "--capsule", "--epoch", "--threads",
    ]
    /// Options without a value that change no figure.
    private static let alone: Set<String> = ["--force", "--quiet"]

    /// The words of a command.
    ///
    /// - Parameters:
    ///   - arguments: The words that the user gave, with or without the name of the command.
    ///   - command: The name of the command.
    ///   - inputs: The options of files, with names inside the capsule.
    /// - Returns: The name of the command, the other options, and those of files.
    static func words(
        of arguments: [String], command: String, inputs: [(option: String, name: String)]
    ) -> [String] {
        var dropped = withValue
        // A network may be a name as well, which stays.
        if inputs.contains(where: { $0.option == "--network" }) { dropped.insert("--network") }
        var kept: [String] = []
        var rest = arguments[...]
        if rest.first == command { rest.removeFirst() }
        while let word = rest.popFirst() {
            if alone.contains(word) { continue }
            let option = word.prefix { $0 != "=" }
            if dropped.contains(String(option)) {
                if option.count == word.count { _ = rest.popFirst() }
                continue
            }
            kept.append(word)
            // The value of another option is no option, whatever it looks like.
            if option.count == word.count, word.hasPrefix("--"), let value = rest.first, !value.hasPrefix("-") {
                kept.append(value)
                rest.removeFirst()
            }
        }
        return [command] + kept + inputs.flatMap { [$0.option, $0.name] }
    }
}
