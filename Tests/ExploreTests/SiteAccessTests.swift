// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Explore

/// Who has no token, comes from another page, or asks for what there is not is refused.
@Suite struct SiteAccessTests {
    private static let host = [(name: "Host", value: "127.0.0.1:\(Site.port)")]
    private static let json = [(name: "Content-Type", value: "application/json")]
    private static let body = #"{"page": "a", "design": {"network": {"name": "lenet5"}}}"#

    private func status(
        _ method: String, _ target: (String) -> String, _ headers: [(name: String, value: String)] = host,
        body: String = ""
    ) async -> Int {
        let site = Site()
        defer { site.close() }
        let request = SiteRequest(
            method: method, target: target(site.access.token), port: Site.port, headers: headers,
            body: Array(body.utf8))
        return await site.answer(request).status
    }

    @Test func tokensAreLongAndDiffer() {
        let tokens = Set((0..<64).map { _ in SiteAccess().token })
        #expect(tokens.count == 64)
        #expect(tokens.allSatisfy { $0.utf8.count == 32 && $0.allSatisfy(\.isHexDigit) })
    }

    @Test(arguments: ["localhost", "LocalHost", "127.0.0.1"]) func thePageIsForWhoHasTheToken(_ host: String) async {
        let headers = [
            (name: "host", value: "\(host):\(Site.port)"), (name: "Origin", value: "http://\(host):\(Site.port)"),
            (name: "Sec-Fetch-Site", value: "same-origin"),
        ]
        #expect(await status("GET", { "/\($0)/" }, headers) == 200)
        #expect(await status("POST", { "/\($0)/evaluate" }, headers + Self.json, body: Self.body) == 200)
    }

    @Test(arguments: [
        "/", "", "/evaluate", "//", "/favicon.ico", "/etc/passwd", "http://127.0.0.1/", "*",
        "/00000000000000000000000000000000/",
    ])
    func anAddressWithoutTheTokenIsRefused(_ target: String) async {
        #expect(await status("GET", { _ in target }) == 403)
        #expect(await status("POST", { _ in target }, Self.host + Self.json, body: Self.body) == 403)
    }

    @Test func aPartOfTheTokenIsRefused() async {
        #expect(await status("GET", { "/\($0.dropLast())/" }) == 403)
        #expect(await status("GET", { "/\($0)0/" }) == 403)
        #expect(await status("GET", { "/\($0)" }) == 403)
        #expect(await status("GET", { "/x/\($0)/" }) == 403)
        #expect(await status("GET", { "/\($0.uppercased())A/" }) == 403)
    }

    @Test(
        arguments: [
            [], [(name: "Host", value: "example.com")], [(name: "Host", value: "127.0.0.1")],
            [(name: "Host", value: "127.0.0.1:80")], host + [(name: "Host", value: "example.com")],
            host + [(name: "Origin", value: "http://example.com")], host + [(name: "Origin", value: "null")],
            host + [(name: "Origin", value: "http://localhost:\(Site.port)")],
            host + [(name: "Origin", value: "https://127.0.0.1:\(Site.port)")],
            host + [(name: "Sec-Fetch-Site", value: "cross-site")],
            host + [(name: "Sec-Fetch-Site", value: "same-site")],
        ] as [[(name: String, value: String)]])
    func otherPagesAreRefused(_ headers: [(name: String, value: String)]) async {
        #expect(await status("GET", { "/\($0)/" }, headers) == 403)
        #expect(await status("POST", { "/\($0)/evaluate" }, headers + Self.json, body: Self.body) == 403)
    }

    @Test(arguments: ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "Param", "explore.css/", "/explore.css", "%00"])
    func filesAreNoResources(_ path: String) async {
        #expect(await status("GET", { "/\($0)/\(path)" }) == 404)
    }

    @Test func methodsTypesAndLengthsAreChecked() async {
        #expect(await status("PUT", { "/\($0)/evaluate" }, Self.host + Self.json, body: Self.body) == 405)
        #expect(await status("OPTIONS", { "/\($0)/evaluate" }) == 405)
        #expect(await status("GET", { "/\($0)/evaluate" }) == 405)
        #expect(await status("POST", { "/\($0)/" }, Self.host + Self.json, body: Self.body) == 405)
        #expect(await status("POST", { "/\($0)/evaluate" }, body: Self.body) == 415)
        #expect(await status("GET", { "/\($0)/" }, body: "x") == 413)
        let long = String(repeating: " ", count: Site.longestBody + 1)
        #expect(await status("POST", { "/\($0)/evaluate" }, Self.host + Self.json, body: long) == 413)
        for damaged in ["", "{", "[1", "{\"page\": \"a\"}", String(repeating: "[", count: 100_000), "\u{0}"] {
            #expect(await status("POST", { "/\($0)/evaluate" }, Self.host + Self.json, body: damaged) == 400)
        }
    }

    @Test func answersAreKeptFromOtherPages() {
        let headers = Dictionary(uniqueKeysWithValues: SiteAnswer("{}").headers.map { ($0.name, $0.value) })
        #expect(headers["Content-Security-Policy"]?.hasPrefix("default-src 'none'; script-src 'self';") == true)
        #expect(headers["X-Content-Type-Options"] == "nosniff")
        #expect(headers["Referrer-Policy"] == "no-referrer")
        #expect(headers["Cache-Control"] == "no-store")
        #expect(!headers.keys.contains { $0.lowercased().hasPrefix("access-control") })
    }
}
