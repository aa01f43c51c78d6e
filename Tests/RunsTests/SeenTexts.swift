// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Texts that a run has told, from any thread.
final class SeenTexts: Sendable {
    private let seen = Mutex<[String]>([])

    /// What was told, in order.
    var texts: [String] { seen.withLock { $0 } }

    /// Takes a text.
    func add(_ text: String) { seen.withLock { $0.append(text) } }
}
