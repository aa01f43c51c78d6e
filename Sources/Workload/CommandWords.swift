// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats

/// The words of the only command in a shell script.
///
/// Blank lines, `#` comments and a backslash at the end of a line are understood, as are single and double quotes.
///
/// - Throws: `InputError` when there is no command, more than one, or a quote without an end.
func commandWords(of text: TextLines) throws(InputError) -> [String] {
    var command: [String] = []
    var continues = false
    for (index, line) in text.lines.enumerated() {
        var line = Substring(line)
        while line.last?.isWhitespace == true { line.removeLast() }
        let isContinued = line.last == "\\"
        if isContinued { line.removeLast() }
        guard let words = shellWords(of: line) else {
            throw InputError("a quote is not closed", file: text.path, line: index + 1)
        }
        guard !words.isEmpty || continues else { continue }
        guard command.isEmpty || continues else {
            throw InputError(
                "a second command; a trace command file holds one", file: text.path, line: index + 1)
        }
        command += words
        continues = isContinued
    }
    guard !command.isEmpty else { throw InputError("the file holds no command", file: text.path) }
    return command
}

/// Cuts a line into words as a shell does; nil when a quote is not closed.
private func shellWords(of line: Substring) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
        if let open = quote {
            if character == open { quote = nil } else { word = (word ?? "") + String(character) }
        } else if character == "\"" || character == "'" {
            quote = character
            word = word ?? ""
        } else if character.isWhitespace {
            if let finished = word { words.append(finished) }
            word = nil
        } else if character == "#", word == nil {
            break
        } else {
            word = (word ?? "") + String(character)
        }
    }
    guard quote == nil else { return nil }
    if let finished = word { words.append(finished) }
    return words
}
