// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import ReportKit
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Standard output of a server: whole lines, one after the other, whichever thread writes them.
final class AnswerLines: Sendable {
    private let isOpen = Mutex(true)

    /// Writes a line. Once the reader is gone, lines are dropped: the server then ends (``RequestReader``).
    func write(_ line: String) {
        isOpen.withLock { isOpen in
            guard isOpen else { return }
            var text = line + "\n"
            isOpen = text.withUTF8 { Descriptor(STDOUT_FILENO).write(UnsafeRawBufferPointer($0)) } == 0
        }
    }
}

/// What a server writes.
enum ServeAnswer {
    /// The version of the protocol.
    static let version = 1

    /// The first line of a server.
    static func greeting(commands: [String]) -> String {
        JSONValue.object([
            "schema": "tessera.serve", "version": .integer(version), "program": .string(RootCommand.programVersion),
            "commands": .array(commands.map { .string($0) }),
        ]).line
    }

    /// How far a request is.
    static func progress(_ id: JSONValue, _ text: String) -> String {
        JSONValue.object(["id": id, "progress": .string(text)]).line
    }

    /// The answer to a request that succeeded.
    ///
    /// - Parameters:
    ///   - id: the request's.
    ///   - output: what the command wrote to standard output; a JSON object becomes a part of the answer.
    ///   - messages: what it wrote to standard error.
    /// - Returns: the line.
    static func success(_ id: JSONValue, output: String, messages: [String]) -> String {
        let start = "{\"exit\":0,\"id\":\(id.line),\"messages\":\(list(messages).line),"
        guard output.utf8.first == UInt8(ascii: "{") else {
            return start + "\"output\":\(JSONValue.string(output).line)}"
        }
        return start + "\"report\":\(onOneLine(output))}"
    }

    /// A JSON text without line ends and the blanks after them. These stand between its parts, never inside of a string.
    private static func onOneLine(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var isIndented = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\n") {
                isIndented = true
            } else if !isIndented || byte != UInt8(ascii: " ") {
                isIndented = false
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The answer to a request that failed, or was cancelled.
    static func failure(_ id: JSONValue, _ failure: ServeFailure, messages: [String] = []) -> String {
        var error: [String: JSONValue] = ["kind": .string(failure.kind), "message": .string(failure.message)]
        if let file = failure.file { error["file"] = .string(file) }
        if let line = failure.line { error["line"] = .integer(line) }
        return JSONValue.object([
            "id": id, "exit": .integer(Int(failure.exitCode)), "messages": list(messages), "error": .object(error),
        ]).line
    }

    private static func list(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
