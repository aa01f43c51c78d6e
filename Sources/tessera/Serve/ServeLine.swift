// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import ReportKit

/// A line that a server has read.
enum ServeLine {
    /// A command to run.
    case request(ServeRequest)
    /// The end of a request that was sent before.
    case cancel(JSONValue)

    /// Reads a line.
    ///
    /// - Throws: `InputError` of kind `usage` when it is no request, or has a member that none has.
    init(_ bytes: [UInt8]) throws(InputError) {
        do throws(InputError) {
            let content = try JSONContent(bytes, file: nil)
            if case .object(let members) = content.value, members.contains(where: { $0.name == "cancel" }) {
                let object = try JSONMembers(content, place: "the line", file: "request", allowed: ["cancel"])
                self = .cancel(try object.identifier("cancel"))
                return
            }
            self = .request(try ServeRequest(content))
        } catch {
            throw InputError("the line is no request: \(error.message)", kind: .usage)
        }
    }
}

/// A command that a client wants to be run.
struct ServeRequest: Sendable {
    /// What the client calls it: an integer or a text.
    let id: JSONValue
    /// What would follow the name of the program on a command line.
    let arguments: [String]
    /// The working folder; nil: that of the server.
    let folder: String?
    /// Whether `Param` and `Network.csv` of the folder are read when no file is named.
    let readsDefaultFiles: Bool
    /// Whether the client wants to know how far it is.
    let wantsProgress: Bool

    fileprivate init(_ content: JSONContent) throws(InputError) {
        let members = try JSONMembers(
            content, place: "the request", file: "request",
            allowed: ["id", "arguments", "folder", "defaultFiles", "progress"])
        id = try members.identifier("id")
        var words: [String] = []
        for word in try members.list("arguments") {
            guard case .text(let text) = word.value else {
                throw members.error("arguments", "has \(word), which is no text")
            }
            guard !text.contains("\0") else { throw members.error("arguments", "has a text with a zero in it") }
            words.append(text)
        }
        arguments = words
        folder = members.has("folder") ? try members.text("folder") : nil
        readsDefaultFiles = try members.flag("defaultFiles") ?? true
        wantsProgress = try members.flag("progress") ?? false
    }
}

extension JSONMembers {
    /// The number or text that names a request.
    fileprivate func identifier(_ name: String) throws(InputError) -> JSONValue {
        switch content(name)?.value {
        case .text(let text): return .string(text)
        case .number(let number):
            if let integer = Int(exactly: number) { return .integer(integer) }
        default: break
        }
        throw error(name, has(name) ? "is neither a whole number nor a text" : "is missing")
    }

    /// A member that is true or false; nil when it is not there.
    fileprivate func flag(_ name: String) throws(InputError) -> Bool? {
        guard has(name) else { return nil }
        guard case .flag(let flag) = content(name)?.value else { throw error(name, "is neither true nor false") }
        return flag
    }
}
