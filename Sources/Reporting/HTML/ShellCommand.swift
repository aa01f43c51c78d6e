// SPDX-License-Identifier: Apache-2.0

/// A command line as a shell reads it.
struct ShellCommand {
    let words: [String]

    /// The words, quoted where a shell would not take them as they are.
    var text: String { words.map(Self.quoted).joined(separator: " ") }

    private static func quoted(_ word: String) -> String {
        let isPlain = word.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "/", "=", ":", ",", "@", "%", "+": true
            default: false
            }
        }
        return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
