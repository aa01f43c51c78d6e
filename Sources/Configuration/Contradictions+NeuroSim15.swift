// SPDX-License-Identifier: Apache-2.0

import Technology

extension Contradiction {
    private typealias Check = (pair: Contradiction, holds: @Sendable (Configuration) -> Bool)

    /// What DNN+NeuroSim V1.5 has no models for. Where it ends with a message in such a case, so does the check.
    static let neurosim15: [(pair: Contradiction, holds: @Sendable (Configuration) -> Bool)] =
        cells + processes + reads + transfers

    private static func pair(_ first: String, _ second: String, _ reason: String) -> Contradiction {
        Contradiction(first: first, second: second, reason: reason, revision: .neurosim15)
    }

    private static let cells: [Check] = [
        (
            pair("memcelltype", "technode", "nvCap cells are known at 22 nm only (allowed: technode = 22)"),
            { $0.cellType == .nvCap && !RevisionName.neurosim15.hasCells(.nvCap, at: $0.technologyNode) }
        ),
        (
            pair(
                "memcelltype", "operationmode",
                "nvCap cells are read all rows at once, with weights of several bits (allowed: "
                    + "operationmode = conventionalParallel)"),
            { $0.cellType == .nvCap && $0.operationMode != .conventionalParallel }
        ),
        (
            pair(
                "memcelltype", "technode",
                "RRAM cells are known down to 22 nm (allowed: technode = 22 and above, or SRAM and FeFET cells)"),
            { !RevisionName.neurosim15.hasCells($0.cellType, at: $0.technologyNode) && $0.cellType != .nvCap }
        ),
    ]

    private static let processes: [Check] = [
        (
            pair(
                "deviceroadmap", "technode",
                "below 22 nm there are transistors of low standby power only (allowed: deviceroadmap = LSTP)"),
            { $0.deviceRoadmap == .highPerformance && $0.technologyNode < smallestPlanarNode }
        ),
        (
            pair("temp", "technode", "below 22 nm there are figures at 300 K only (allowed: temp = 300)"),
            { $0.temperature != 300 && $0.technologyNode < smallestPlanarNode }
        ),
        (
            pair("buffernumber", "buffersizeratio", "repeaters need a size (allowed: buffersizeratio above 0)"),
            { $0.wordlineRepeaters > 0 && $0.wordlineRepeaterSize <= 0 }
        ),
    ]

    /// Smaller nodes have FinFETs or nanosheets [nm].
    static let smallestPlanarNode = 22

    private static let reads: [Check] = [
        (
            pair("numRowParallel", "numRowSubArray", "no more rows can be read at once than a subarray has"),
            { $0.operationMode.isParallel && $0.parallelRows > $0.subarrayRows }
        )
    ]

    /// What data transfers in cycles of their own need.
    private static let transfers: [Check] = [
        transfer("globalBusType", "true") { !$0.globalBusIsHTree },
        transfer("chipActivation", "true") { !$0.chipActivationOutsideTile },
        transfer("novelMapping", "true") { !$0.usesNovelMapping },
        transfer("pipeline", "true") { !$0.isPipelined },
        transfer("synchronous", "true") { !$0.isSynchronous },
        transfer("globalBufferType", "false") { $0.globalBufferIsSRAM },
        transfer("accounting", "neurosim") { $0.accounting == .exact },
    ]

    private static func transfer(
        _ name: String, _ allowed: String, unless differs: @escaping @Sendable (Configuration) -> Bool
    ) -> Check {
        (
            pair("sync_data_transfer", name, "transfers in cycles of their own need \(name) = \(allowed)"),
            { $0.synchronizesTransfers && differs($0) }
        )
    }
}

extension RevisionName {
    /// Whether a revision has cells of a kind at a technology node [nm] that it has.
    func hasCells(_ kind: CellType, at node: Int) -> Bool {
        switch (self, kind) {
        case (.neurosim15, .rram): node >= Contradiction.smallestPlanarNode
        case (.neurosim15, .nvCap): node == 22
        default: true
        }
    }
}
