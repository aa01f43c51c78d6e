// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Work of the pages, one piece after the other on a thread of its own. Of the pieces of a page that wait only the last one is done.
final class LatestStateQueue: Sendable {
    private struct Piece: Sendable {
        let page: String
        let work: @Sendable () -> SiteAnswer
        let done: CheckedContinuation<SiteAnswer?, Never>
    }

    private struct State {
        var waiting: [Piece] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    /// Pages that wait at most; each is a window of the user.
    private static let mostPages = 32

    /// An empty queue with its thread, which runs until ``close()``.
    init() {
        let thread = Thread { [self] in
            repeat { arrivals.wait() } while doNext()
        }
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Does a piece of work when its turn comes.
    ///
    /// - Parameters:
    ///   - page: who asks.
    ///   - work: makes the answer.
    /// - Returns: the answer; nil where the page has asked for something else meanwhile, or too many pages wait.
    func answer(_ page: String, _ work: @escaping @Sendable () -> SiteAnswer) async -> SiteAnswer? {
        await withCheckedContinuation { done in
            let dropped: CheckedContinuation<SiteAnswer?, Never>? = state.withLock { state in
                let piece = Piece(page: page, work: work, done: done)
                if let place = state.waiting.firstIndex(where: { $0.page == page }) {
                    let earlier = state.waiting[place].done
                    state.waiting[place] = piece
                    return earlier
                }
                guard state.waiting.count < Self.mostPages, !state.isClosed else { return done }
                state.waiting.append(piece)
                arrivals.signal()
                return nil
            }
            dropped?.resume(returning: nil)
        }
    }

    /// Ends the thread after the piece at work.
    func close() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            state.isClosed = true
            return state.waiting
        }
        arrivals.signal()
        for piece in waiting { piece.done.resume(returning: nil) }
    }

    private func doNext() -> Bool {
        let (piece, isClosed) = state.withLock { state in
            (state.waiting.isEmpty ? nil : state.waiting.removeFirst(), state.isClosed)
        }
        piece?.done.resume(returning: piece?.work())
        return !isClosed
    }
}
