// SPDX-License-Identifier: Apache-2.0

import Dispatch
import ReportKit
import Synchronization

/// Requests that wait, and the one at work.
final class RequestQueue: Sendable {
    private struct State {
        var waiting: [(request: ServeRequest, line: [UInt8])] = []
        var current: JSONValue?
        var isClosed = false
    }

    private let state = Mutex(State())
    private let lines: AnswerLines
    private let arrivals = DispatchSemaphore(value: 0)

    /// An empty queue.
    ///
    /// - Parameter lines: take the answers.
    init(_ lines: AnswerLines) {
        self.lines = lines
    }

    /// Adds a request; `line` is how it was written.
    func add(_ request: ServeRequest, line: [UInt8]) {
        state.withLock { $0.waiting.append((request, line)) }
        arrivals.signal()
    }

    /// Says that no request comes any more.
    func close() {
        state.withLock { $0.isClosed = true }
        arrivals.signal()
    }

    /// Waits for a request. It is at work until ``finish(_:_:)``.
    ///
    /// - Returns: the request; nil when all are answered and no more come.
    func next() -> ServeRequest? {
        while true {
            arrivals.wait()
            let (request, isClosed) = state.withLock { state in
                let request = state.waiting.isEmpty ? nil : state.waiting.removeFirst().request
                state.current = request?.id
                return (request, state.isClosed)
            }
            if let request { return request }
            if isClosed { return nil }
        }
    }

    /// Answers the request at work.
    func finish(_ request: ServeRequest, _ answer: String) {
        state.withLock { state in
            state.current = nil
            lines.write(answer)
        }
    }

    /// Cancels a request. One that waits is taken out and answered; one that is answered already stays so.
    ///
    /// - Parameters:
    ///   - id: the request's.
    ///   - restart: is called for the request at work, with the lines of those that wait. No answer is written before it
    ///     returns.
    func cancel(_ id: JSONValue, restart: (_ waiting: [[UInt8]]) -> Void) {
        state.withLock { state in
            if let place = state.waiting.firstIndex(where: { $0.request.id == id }) {
                state.waiting.remove(at: place)
                lines.write(ServeAnswer.failure(id, .cancelled))
            } else if state.current == id {
                restart(state.waiting.map(\.line))
            }
        }
    }
}
