// SPDX-License-Identifier: Apache-2.0

/// Arrays that structures of C point to, kept as long as the pool is.
final class ArrayPool {
    private var blocks: [UnsafeMutableRawPointer] = []

    /// A copy of an array.
    func keep<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element> {
        let block = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        block.initialize(from: elements, count: elements.count)
        blocks.append(UnsafeMutableRawPointer(block))
        return UnsafePointer(block)
    }

    deinit {
        for block in blocks { block.deallocate() }
    }
}
