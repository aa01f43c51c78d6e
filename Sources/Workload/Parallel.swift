import Dispatch
import Foundation

/// How many threads a run uses when nobody says otherwise: one for each processor.
public var defaultThreadCount: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

/// Calls `body` once for each number below `count`, on up to `threads` threads at a time, and waits for the last call.
///
/// Calls come in no particular order, so each may touch only what belongs to its number.
public func forEachInParallel(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
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
public struct SharedBuffer<Element>: @unchecked Sendable {
    /// Its first element.
    public let base: UnsafeMutablePointer<Element>?
    /// How many there are.
    public let count: Int

    /// Shares a buffer that lives at least as long.
    public init(_ buffer: UnsafeMutableBufferPointer<Element>) {
        base = buffer.baseAddress
        count = buffer.count
    }

    /// An element.
    public subscript(index: Int) -> Element {
        get { UnsafeMutableBufferPointer(start: base, count: count)[index] }
        nonmutating set { UnsafeMutableBufferPointer(start: base, count: count)[index] = newValue }
    }
}

/// Cuts `0 ..< count` into ranges of `size`, the last one possibly shorter.
public func pieces(of count: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
}
