// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Why a request has no result.
struct ServeFailure {
    /// A name for the exit code: `usage`, `badInput`, `missingInput`, `internalError`, `cannotWrite`, `interrupted`.
    let kind: String
    /// The exit code that the command line would end with.
    let exitCode: Int32
    /// What the command line would print after `error: `.
    let message: String
    /// The file that the mistake is in, where it is in one.
    let file: String?
    /// The line of this file, from 1.
    let line: Int?

    /// A mistake that a reader or a command has found.
    init(_ error: InputError) {
        kind = Self.name(error.kind)
        exitCode = error.exitCode
        message = error.description
        file = error.file
        line = error.line
    }

    /// The end of a command by an error of any kind.
    init(_ outcome: Outcome) {
        kind = InputError.Kind(rawValue: outcome.exitCode).map { Self.name($0) } ?? "internalError"
        exitCode = outcome.exitCode
        let prefix = RootCommand._errorPrefix
        message =
            outcome.message.hasPrefix(prefix) ? String(outcome.message.dropFirst(prefix.count)) : outcome.message
        file = nil
        line = nil
    }

    private init(interrupted message: String) {
        kind = "interrupted"
        exitCode = 130
        self.message = message
        file = nil
        line = nil
    }

    /// What answers a request that was cancelled.
    static let cancelled = ServeFailure(interrupted: "cancelled")

    private static func name(_ kind: InputError.Kind) -> String {
        switch kind {
        case .usage: "usage"
        case .badInput: "badInput"
        case .missingInput: "missingInput"
        case .internalError: "internalError"
        case .cannotWrite: "cannotWrite"
        }
    }
}
