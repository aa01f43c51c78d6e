// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import NetworkCatalog
import ReportKit
import Reporting

/// What the page offers: networks by name, and the parameters of a revision.
enum SiteCatalog {
    /// The network of a page that was opened without a state.
    private static let firstNetwork = "vgg8"

    static var document: JSONValue {
        [
            "version": .string(Tessera.description), "firstNetwork": .string(firstNetwork),
            "standardRevision": .string(RevisionName.standard.word),
            "networks": .array(CatalogNetwork.all.map(network)),
        ]
    }

    private static func network(_ network: CatalogNetwork) -> JSONValue {
        var members: [String: JSONValue] = ["name": .string(network.name), "source": .string(network.source)]
        switch network.input {
        case .image(let channels, let height, let width):
            members["reads"] = .string("\(height) × \(width) × \(channels)")
        case .text(let tokens, let most, _):
            members["tokens"] = .integer(tokens)
            members["mostTokens"] = .integer(most)
        }
        return .object(members)
    }

    /// The reference of parameters as `tessera params --format json` prints it.
    ///
    /// - Parameter query: has the `revision`.
    /// - Returns: the reference in JSON.
    /// - Throws: `InputError` of kind `usage` for a revision that there is not.
    static func schema(_ query: String) throws(InputError) -> String {
        let word = SiteQuery(query)["revision"] ?? RevisionName.standard.word
        guard let revision = RevisionName.allCases.first(where: { $0.word == word }) else {
            throw InputError(
                "unknown revision `\(shortened(word))` (allowed: "
                    + RevisionName.allCases.map(\.word).joined(separator: ", ") + ")", kind: .usage)
        }
        return ParameterReference.json(revision: revision)
    }
}
