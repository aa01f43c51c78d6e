// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Workload

extension Network {
    /// The network of a file, or one that is known by its name. A file wins over a name.
    ///
    /// - Parameter word: the path of a file, or a name of ``CatalogNetwork``.
    /// - Throws: `InputError` when the file makes no network, or there is neither a file nor such a name.
    public init(fileOrName word: String) throws(InputError) {
        let isFile = FileManager.default.fileExists(atPath: word)
        if !isFile, let known = CatalogNetwork.known(word) {
            self = try known.network()
            return
        }
        // A word that is no path was meant as a name.
        if !isFile, !word.isEmpty, word.allSatisfy({ $0.isLetter || $0.isNumber || "_-".contains($0) }) {
            let near = nearestName(to: CatalogNetwork.normalized(word), in: CatalogNetwork.all.map(\.name))
            throw InputError(
                "there is no such file, and no network of this name ("
                    + (near.map { "did you mean `\($0)`?" } ?? "`tessera networks` lists all") + ")",
                kind: .missingInput, file: word)
        }
        try self.init(readingFrom: word)
    }
}
