// SPDX-License-Identifier: Apache-2.0

/// What a client may take of the server.
struct ConnectionLimits: Sendable {
    /// The most connections at a time; a browser takes six for a window.
    var connections = 64
    /// How long a connection may rest before a request, and how long an answer may take to be read.
    var rest = Duration.seconds(60)
    /// How long a body may take.
    var patience = Duration.seconds(20)
    /// The longest header, and path [byte].
    var header = 8 << 10
    /// The longest headers of a request together [byte].
    var headers = 32 << 10
    /// The most headers of a request.
    var headerCount = 64
}
