// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation

/// The default files of a run: those of the working folder, if they exist.
struct InputSelection {
    /// The Param file that is read when none is named.
    static let parameterFile = "Param"
    /// The network that is read when none is named.
    static let networkFile = "Network.csv"

    /// Whether there is a file, and not a folder, with a name.
    var isFile: (String) -> Bool = { path in
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    /// Whether these files are read at all.
    var isAllowed = Invocation.current.readsDefaultFiles

    /// The Param files to read, in order.
    func parameterFiles(given: [String]) -> [String] {
        guard given.isEmpty else { return given }
        return isAllowed && isFile(Self.parameterFile) ? [Self.parameterFile] : []
    }

    /// The network file to read.
    ///
    /// - Throws: `InputError` of kind `missingInput` when there is none.
    func networkFile(given: String?) throws(InputError) -> String {
        if let given { return given }
        guard isAllowed else {
            throw InputError("a network is needed: name one with --network FILE", kind: .usage)
        }
        guard isFile(Self.networkFile) else {
            throw InputError(
                "no such file in the working folder; name a network, as in --network vgg8, or a file with --network or "
                    + "--trace-command; `tessera init` writes Param and Network.csv to begin with",
                kind: .missingInput, file: Self.networkFile)
        }
        return Self.networkFile
    }
}
