// SPDX-License-Identifier: Apache-2.0

/// Who may ask: whoever knows the token, from this machine, and from no page but ours.
package struct SiteAccess: Sendable {
    /// 128 random bits in hexadecimal digits.
    package let token: String

    /// Access with a token from the system's generator of random numbers.
    package init() {
        var generator = SystemRandomNumberGenerator()
        token = (0..<16).map { _ in
            let byte = UInt8.random(in: .min ... .max, using: &generator)
            return (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// The address of the page.
    package func address(port: Int) -> String { "http://127.0.0.1:\(port)/\(token)/" }

    /// The resource that a request may have: what stands behind the token.
    ///
    /// - Parameter request: the request; its body is not looked at.
    /// - Returns: the resource and its query; nil where the request is refused.
    func resource(of request: SiteRequest) -> (path: String, query: String)? {
        let hosts = ["127.0.0.1:\(request.port)", "localhost:\(request.port)"]
        let host = request.values("host")
        guard host.count == 1, hosts.contains(host[0].lowercased()) else { return nil }
        // A browser says which page asks. Other programs do not, and need the token all the same.
        guard request.values("origin").allSatisfy({ $0.lowercased() == "http://\(host[0].lowercased())" }),
            request.values("sec-fetch-site").allSatisfy({ ["same-origin", "none"].contains($0.lowercased()) })
        else { return nil }
        let parts = request.target.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isEmpty, isToken(parts[1]) else { return nil }
        let rest = parts[2].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(rest[0]), rest.count == 2 ? String(rest[1]) : "")
    }

    /// Whether a text is the token. How long this takes does not depend on the place of the first difference.
    private func isToken(_ text: Substring) -> Bool {
        guard text.utf8.count == token.utf8.count else { return false }
        return zip(text.utf8, token.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
