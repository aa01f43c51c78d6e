// SPDX-License-Identifier: Apache-2.0

/// Numbers that never change, at a fixed address, so that C structures can point to them.
final class ConstantArray<Element: BitwiseCopyable>: @unchecked Sendable {
    let pointer: UnsafePointer<Element>
    let count: Int
    private let storage: UnsafeMutablePointer<Element>

    init(_ elements: [Element]) {
        // At least one element, so that there is an address. It is that of a line of the cache, which wide vectors fill.
        let bytes = max(1, elements.count) * MemoryLayout<Element>.stride
        storage = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64).bindMemory(
            to: Element.self, capacity: elements.count)
        for (index, element) in elements.enumerated() { (storage + index).initialize(to: element) }
        count = elements.count
        pointer = UnsafePointer(storage)
    }

    deinit {
        UnsafeMutableRawPointer(storage).deallocate()
    }
}
