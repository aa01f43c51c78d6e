// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation

/// A number that stands for some texts: the hash of Fowler, Noll and Vo, FNV-1a of 64 bits, in 16 hexadecimal digits.
func digest(_ parts: [String]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in parts.joined(separator: "\n").utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}

/// A line by which a file is known: its path, size and time.
///
/// - Throws: `InputError` when there is no such file.
func fileMark(_ file: String) throws(InputError) -> String {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: file) else {
        throw InputError("no such file", kind: .missingInput, file: file)
    }
    let size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
    let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(file) \(size) \(time)"
}
