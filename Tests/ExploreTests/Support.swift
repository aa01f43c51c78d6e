// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats

@testable import Explore

/// A design that is read from JSON.
func design(_ json: String) throws(InputError) -> DesignState {
    try DesignState(JSONContent(Array(json.utf8), file: nil))
}

/// The text of an answer.
func text(_ answer: SiteAnswer) -> String { String(decoding: answer.body, as: UTF8.self) }

extension Site {
    /// The port that made-up requests come to.
    static let port = 4711
    private var own: [(name: String, value: String)] { [(name: "Host", value: "127.0.0.1:\(Self.port)")] }

    /// Asks for a resource with the token, as the page does.
    func get(_ resource: String) async -> SiteAnswer {
        await answer(
            SiteRequest(method: "GET", target: "/\(access.token)/\(resource)", port: Self.port, headers: own))
    }

    /// Sends JSON to a resource, as the page does.
    func post(_ resource: String, _ body: String) async -> SiteAnswer {
        await answer(
            SiteRequest(
                method: "POST", target: "/\(access.token)/\(resource)", port: Self.port,
                headers: own + [(name: "Content-Type", value: "application/json")], body: Array(body.utf8)))
    }
}
