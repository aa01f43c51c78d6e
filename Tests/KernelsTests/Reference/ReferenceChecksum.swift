// SPDX-License-Identifier: Apache-2.0

enum ReferenceChecksum {
    /// The register of the CRC-32 of ZIP after some bytes, one bit after the other.
    static func register(_ start: UInt32, _ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reduce(start) { register, byte in
            (0..<8).reduce(register ^ UInt32(byte)) { sum, _ in sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0xEDB8_8320 }
        }
    }
}
