// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization
import Testing

@testable import Explore

@Suite struct LatestStateQueueTests {
    /// While a piece is at work, the ones that wait give way to the last one of their page, and other pages keep theirs.
    @Test func onlyTheLastPieceOfAPageIsDone() async {
        let queue = LatestStateQueue()
        defer { queue.close() }
        let started = DispatchSemaphore(value: 0)
        let gate = DispatchSemaphore(value: 0)
        let done = Mutex<[String]>([])
        let piece: @Sendable (String) -> @Sendable () -> SiteAnswer = { name in
            {
                done.withLock { $0.append(name) }
                return SiteAnswer(name)
            }
        }
        async let first = queue.answer("a") {
            started.signal()
            gate.wait()
            return SiteAnswer("first")
        }
        await withCheckedContinuation { (ready: CheckedContinuation<Void, Never>) in
            DispatchQueue.global().async {
                started.wait()
                ready.resume()
            }
        }
        let others = await withTaskGroup(of: (String, SiteAnswer?).self) { group in
            for (page, name) in [("a", "a1"), ("b", "b1"), ("a", "a2"), ("a", "a3")] {
                group.addTask { (name, await queue.answer(page, piece(name))) }
                // One after the other.
                try? await Task.sleep(for: .milliseconds(50))
            }
            gate.signal()
            var answers: [String: SiteAnswer?] = [:]
            for await (name, answer) in group { answers[name] = answer }
            return answers
        }
        #expect(await first == SiteAnswer("first"))
        #expect(done.withLock { $0 }.sorted() == ["a3", "b1"])
        #expect(others["a1"] == .some(nil) && others["a2"] == .some(nil))
        #expect(others["a3"] == SiteAnswer("a3") && others["b1"] == SiteAnswer("b1"))
    }

    @Test func aClosedQueueAnswersNobody() async {
        let queue = LatestStateQueue()
        queue.close()
        #expect(await queue.answer("a") { SiteAnswer("late") } == nil)
    }
}
