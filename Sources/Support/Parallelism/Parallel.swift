// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation

/// How many threads a run uses by default: one for each processor.
public var defaultThreadCount: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

/// Calls `body` once for each number below `count`, on up to `threads` threads at a time, and waits for the last call.
///
/// Calls come in no particular order, so each may touch only what belongs to its number.
package func forEachInParallel(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    let workers = min(count, max(1, threads))
    guard workers > 1 else {
        for index in 0..<max(0, count) { body(index) }
        return
    }
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
        var index = worker
        while index < count {
            body(index)
            index += workers
        }
    }
}

/// A buffer whose disjoint parts several threads fill at the same time.
package struct SharedBuffer<Element>: @unchecked Sendable {
    package let base: UnsafeMutablePointer<Element>?
    package let count: Int

    package init(_ buffer: UnsafeMutableBufferPointer<Element>) {
        base = buffer.baseAddress
        count = buffer.count
    }

    package subscript(index: Int) -> Element {
        get { UnsafeMutableBufferPointer(start: base, count: count)[index] }
        nonmutating set { UnsafeMutableBufferPointer(start: base, count: count)[index] = newValue }
    }
}

/// Cuts `0 ..< count` into ranges of `size`, the last one possibly shorter.
package func pieces(of count: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
}
