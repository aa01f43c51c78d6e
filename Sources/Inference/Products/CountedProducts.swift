// SPDX-License-Identifier: Apache-2.0

import CellArrays
import InferenceKernels
import Synchronization

/// Groups whose cells all hold what they should, counted for many vectors at a time. Tables of single conversions are made when
/// somebody asks for what they record.
struct CountedProducts: ProductGroups {
    let counted: CountedBlocks?
    private let tables: LayerTables
    private let single: SingleConversions

    /// Prepares the groups of a layer; nil where a group cannot be counted.
    init?(_ plan: LayerPlan, tables: LayerTables, stream: RandomStream) {
        guard let counted = CountedBlocks(plan, tables: tables, cells: .ideal) else { return nil }
        self.counted = counted
        self.tables = tables
        single = SingleConversions(plan, tables: tables, stream: stream)
    }

    func add(
        _ group: Int, _ coding: tk_imc_coding, planes: UnsafePointer<UInt64>, vectors: Int, firstVector: Int,
        to sums: UnsafeMutablePointer<Double>, record: UnsafePointer<tk_imc_record>?
    ) {
        single.groups.add(
            group, coding, planes: planes, vectors: vectors, firstVector: firstVector, to: sums, record: record)
    }

    var histogramShape: (count: Int, first: Int)? { tables.histogramShape }
}

/// Tables of single conversions, made when they are first needed.
private final class SingleConversions: Sendable {
    private let plan: LayerPlan
    private let tables: LayerTables
    private let stream: RandomStream
    private let known = Mutex<TableGroups?>(nil)

    init(_ plan: LayerPlan, tables: LayerTables, stream: RandomStream) {
        self.plan = plan
        self.tables = tables
        self.stream = stream
    }

    var groups: TableGroups {
        known.withLock { known in
            if let known { return known }
            let made = TableGroups(plan, tables: tables, levels: plan.levels, stream: stream)
            known = made
            return made
        }
    }
}

extension LayerPlan {
    /// Whether all cells hold what they should, each slice on its own, and sums are whole numbers that tables have a code for.
    var hasIdealCells: Bool {
        hasTables && hardware.stuckLow + hardware.stuckHigh == 0 && !hardware.joinsSlices && readTogether.count == 1
            && array.weights.bits <= 16 && lanes <= 32
    }
}
