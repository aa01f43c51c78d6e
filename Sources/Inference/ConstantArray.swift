// SPDX-License-Identifier: Apache-2.0

/// Numbers that never change, at a fixed address, so that C structures can point to them.
final class ConstantArray<Element: BitwiseCopyable>: @unchecked Sendable {
    let pointer: UnsafePointer<Element>
    let count: Int
    private let storage: UnsafeMutablePointer<Element>

    init(_ elements: [Element]) {
        // At least one element, so that there is an address.
        storage = .allocate(capacity: max(1, elements.count))
        for (index, element) in elements.enumerated() { (storage + index).initialize(to: element) }
        count = elements.count
        pointer = UnsafePointer(storage)
    }

    deinit {
        storage.deallocate()
    }
}
