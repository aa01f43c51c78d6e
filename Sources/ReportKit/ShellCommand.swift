// SPDX-License-Identifier: Apache-2.0

/// A command line as a shell reads it.
package struct ShellCommand {
    private let words: [String]

    /// The command that the words make.
    package init(words: [String]) {
        self.words = words
    }

    /// The words, quoted where a shell would not take them as they are.
    package var text: String { words.map(Self.quoted).joined(separator: " ") }

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
