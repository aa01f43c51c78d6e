// SPDX-License-Identifier: Apache-2.0

/// Calls a function with numbers that begin some bytes behind an address where they may stand.
func withBytes<Number>(of numbers: [Number], behind shift: Int, _ body: (UnsafeRawPointer) -> Void) {
    let bytes = [UInt8](repeating: 0, count: shift) + numbers.withUnsafeBytes { Array($0) }
    bytes.withUnsafeBytes { bytes in
        if let start = bytes.baseAddress { body(start + shift) }
    }
}
