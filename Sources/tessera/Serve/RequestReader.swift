// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import ReportKit

/// Reads the lines of a client on a thread of its own, so that a request can be cancelled while it runs.
final class RequestReader: Sendable {
    private let queue: RequestQueue
    private let lines: AnswerLines
    private let resume: Int32?

    /// Prepares a reader.
    ///
    /// - Parameters:
    ///   - queue: takes requests.
    ///   - lines: take answers to lines that are none.
    ///   - resume: a file with what was read before a restart, open; nil without one.
    init(queue: RequestQueue, lines: AnswerLines, resume: Int32?) {
        self.queue = queue
        self.lines = lines
        self.resume = resume
    }

    /// Begins to read.
    func start() {
        Thread.detachNewThread { self.read() }
    }

    private func read() {
        var buffer: [UInt8] = []
        if let resume {
            while readMore(resume, &buffer) {}
            close(resume)
            take(&buffer)
        }
        while readMore(STDIN_FILENO, &buffer) { take(&buffer) }
        if !buffer.isEmpty { take(buffer, rest: []) }
        queue.close()
        watchClient()
    }

    /// Reads what is there.
    ///
    /// - Returns: whether more may follow.
    private func readMore(_ file: Int32, _ buffer: inout [UInt8]) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Foundation.read(file, &bytes, bytes.count)
            if count > 0 {
                buffer += bytes[..<count]
                return true
            }
            guard count < 0, errno == EINTR || errno == EAGAIN else { return false }
            var event = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
            poll(&event, 1, -1)
        }
    }

    /// Takes the lines that are whole.
    private func take(_ buffer: inout [UInt8]) {
        var start = 0
        while let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
            take(Array(buffer[start..<end]), rest: buffer[(end + 1)...])
            start = end + 1
        }
        buffer.removeFirst(start)
    }

    private func take(_ line: [UInt8], rest: ArraySlice<UInt8>) {
        // A blank line is no mistake.
        guard !line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) else { return }
        do throws(InputError) {
            switch try ServeLine(line) {
            case .request(let request): queue.add(request, line: line)
            case .cancel(let id): queue.cancel(id) { restart(cancelling: id, waiting: $0, rest: rest) }
            }
        } catch {
            lines.write(ServeAnswer.failure(.null, ServeFailure(error)))
        }
    }

    /// Ends the request at work with the process, and begins anew with the requests that wait and what was read after them.
    private func restart(cancelling id: JSONValue, waiting: [[UInt8]], rest: ArraySlice<UInt8>) {
        Interruption.waitForDeferred()
        Interruption.removeUnfinished()
        let bytes = waiting.flatMap { $0 + [UInt8(ascii: "\n")] } + rest
        lines.write(ServeAnswer.failure(id, .cancelled))
        Restart.run(["serve", "--stdio"], option: "--resume", bytes)
    }

    /// Ends the server when nobody reads its answers any more.
    private func watchClient() {
        while true {
            var event = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
            if poll(&event, 1, -1) > 0, event.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 {
                Interruption.waitForDeferred()
                Interruption.removeUnfinished()
                _exit(0)
            }
        }
    }
}
