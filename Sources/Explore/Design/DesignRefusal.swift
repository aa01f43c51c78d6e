// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import ReportKit

/// Why a design has no figures, and which fields of the form are to blame.
struct DesignRefusal {
    private let error: InputError
    private let network: DesignState.NetworkChoice?

    /// A mistake in a design.
    ///
    /// - Parameters:
    ///   - error: what the library says.
    ///   - state: the design; nil where it could not be read.
    init(_ error: InputError, of state: DesignState?) {
        self.error = error
        network = state?.network
    }

    /// The parameters that the error is about: that of the value which was refused, or those which the message names.
    var parameters: [String] {
        if let name = assigned { return [name] }
        let words = Set(error.message.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
        return ParameterSchema.all.map(\.name).filter(words.contains)
    }

    /// The name in `--set NAME=VALUE`, which is what such errors have in place of a file.
    private var assigned: String? {
        let start = "--set "
        guard let file = error.file, file.hasPrefix(start), let end = file.firstIndex(of: "=") else { return nil }
        let name = String(file[file.index(file.startIndex, offsetBy: start.count)..<end])
        return ParameterSchema.definition(of: name) == nil ? nil : name
    }

    /// Whether the network is what is wrong.
    private var concernsNetwork: Bool {
        switch network {
        case .text(_, let file): error.file == file
        case .named(let name, _): error.message.contains("network `\(name)`") || error.message.contains("tokens")
        case nil: false
        }
    }

    /// The answer to the page.
    var document: JSONValue {
        var message = error.description
        // The page shows the message beside the field.
        if let file = error.file, file.hasPrefix("--set ") { message = error.message }
        return [
            "refusal": [
                "message": .string(message), "exit": .integer(Int(error.exitCode)),
                "parameters": .array(parameters.map { .string($0) }), "network": .boolean(concernsNetwork),
            ]
        ]
    }
}
