// SPDX-License-Identifier: Apache-2.0

/// A request of a browser, free of the library that reads HTTP.
package struct SiteRequest: Sendable {
    /// `GET`, `POST` or another one.
    package var method: String
    /// What stands behind it in the first line: path and query, as they were sent.
    package var target: String
    /// The port of this machine that the request came to.
    package var port: Int
    /// Names and values in their order.
    package var headers: [(name: String, value: String)]
    /// The body.
    package var body: [UInt8]

    /// Takes a request apart or makes one up.
    package init(
        method: String, target: String, port: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []
    ) {
        self.method = method
        self.target = target
        self.port = port
        self.headers = headers
        self.body = body
    }

    /// The values of a header.
    func values(_ name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name }.map(\.value)
    }
}

/// An answer to it.
package struct SiteAnswer: Sendable, Equatable {
    /// The status of HTTP.
    package var status: Int
    /// The type of the body.
    package var type: String
    /// The body.
    package var body: [UInt8]
    /// The methods that a resource has, where the request had another one.
    package var allowed: String?

    /// An answer with a text.
    package init(_ text: String, type: String = SiteAnswer.json, status: Int = 200, allowed: String? = nil) {
        self.status = status
        self.type = type
        self.body = Array(text.utf8)
        self.allowed = allowed
    }

    package static let json = "application/json; charset=utf-8"
    static let script = "text/javascript; charset=utf-8"
    static let plain = "text/plain; charset=utf-8"
    static let html = "text/html; charset=utf-8"

    /// A refusal in words.
    static func refused(_ status: Int, _ reason: String, allowed: String? = nil) -> SiteAnswer {
        SiteAnswer(reason + "\n", type: plain, status: status, allowed: allowed)
    }

    /// The headers that all answers have: nothing is stored, framed or guessed at, and the page loads only what is its own.
    package var headers: [(name: String, value: String)] {
        var headers = [
            ("Content-Type", type), ("Content-Length", "\(body.count)"), ("Cache-Control", "no-store"),
            ("Content-Security-Policy", Self.policy), ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Resource-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ]
        if let allowed { headers.append(("Allow", allowed)) }
        return headers.map { (name: $0.0, value: $0.1) }
    }

    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}
