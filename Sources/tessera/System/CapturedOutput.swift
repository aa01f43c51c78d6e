// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Takes what a command writes to standard output and standard error.
final class CapturedOutput: Sendable {
    private let texts = Mutex<(output: String, messages: [String])>(("", []))
    private let progress: (@Sendable (String) -> Void)?

    /// Begins with no output.
    ///
    /// - Parameter progress: is told how far the run is; nil: nobody is.
    init(progress: (@Sendable (String) -> Void)?) {
        self.progress = progress
    }

    /// What was written to standard output so far.
    var output: String { texts.withLock { $0.output } }
    /// The messages so far, each without the end of its line.
    var messages: [String] { texts.withLock { $0.messages } }

    /// Adds to the output.
    func write(_ text: String) {
        texts.withLock { $0.output += text }
    }

    /// Adds a message.
    func say(_ message: String) {
        texts.withLock { $0.messages.append(message.hasSuffix("\n") ? String(message.dropLast()) : message) }
    }

    /// Tells how far the run is.
    func show(_ text: String) {
        if !text.isEmpty { progress?(text) }
    }
}
