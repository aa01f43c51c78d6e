// SPDX-License-Identifier: Apache-2.0

import Macro

extension Contradiction {
    private static func pair(_ first: String, _ second: String, _ reason: String) -> Contradiction {
        Contradiction(first: first, second: second, reason: reason, revision: .tessera)
    }

    /// What macros of Tessera's own cannot be.
    static let macros: [(pair: Contradiction, holds: @Sendable (Configuration) -> Bool)] = [
        (
            pair("numRowParallel", "numRowSubArray", "no more rows can be read at once than there are"),
            { $0.parallelRows > $0.subarrayRows }
        ),
        (
            pair(
                "inputBitsPerRead", "inputCoding", "bits come one by one (allowed: inputBitsPerRead = 1)"),
            { $0.macro.inputCoding == .bitSerial && $0.macro.inputBitsPerRead > 1 && $0.macro.domain != .digital }
        ),
        (
            pair(
                "computeDomain", "memcelltype", "resistive cells add up currents (allowed: computeDomain = current)"),
            { $0.cellType.holdsConductance && $0.macro.domain != .current }
        ),
        (
            pair(
                "differential", "computeDomain",
                "adders take signs as they are (allowed: differential = none)"),
            { $0.macro.domain == .digital && $0.macro.differential != .none }
        ),
        (
            pair(
                "joiningSpread", "weightJoining",
                "columns that are converted one by one have no analog weights (allowed: joiningSpread = 0)"),
            { $0.macro.joiningSpread > 0 && $0.macro.weightJoining == .digital }
        ),
        (
            pair(
                "weightJoining", "computeDomain",
                "adders join bits as numbers (allowed: weightJoining = digital)"),
            { $0.macro.weightJoining == .analog && $0.macro.domain == .digital }
        ),
        (
            pair("readVoltage", "vdd", "the bitlines cannot be above the supply"),
            { $0.cellType.holdsConductance && $0.readVoltage > $0.supplyVoltage }
        ),
    ]
}
