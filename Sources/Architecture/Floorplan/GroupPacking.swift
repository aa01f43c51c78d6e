// SPDX-License-Identifier: Apache-2.0

/// How the groups of a grouped convolution share subarrays.
public struct GroupPacking: Sendable, Equatable {
    /// Groups of the layer.
    public let groups: Int
    /// Wordlines of one group.
    public let rowsPerGroup: Int
    /// Columns of cells of one group.
    public let columnsPerGroup: Int
    /// Groups that lie diagonally in one pack, sharing neither wordlines nor columns.
    public let groupsPerPack: Int
    /// Columns from the start of one pack to the start of the next: whole subarrays.
    public let packPitch: Int
    /// Packs that follow each other at that pitch before the next one begins with a new element.
    private let packsPerRun: Int
    /// Columns from the start of such a run to the start of the next one.
    private let runPitch: Int

    init(groups: Int, rowsPerGroup: Int, columnsPerGroup: Int, subarrayRows: Int, subarrayColumns: Int) {
        self.groups = groups
        self.rowsPerGroup = rowsPerGroup
        self.columnsPerGroup = columnsPerGroup
        let byRows = subarrayRows / max(1, rowsPerGroup)
        let byColumns = subarrayColumns / max(1, columnsPerGroup)
        groupsPerPack = max(1, min(groups, byRows, byColumns))
        let width = groupsPerPack * columnsPerGroup
        packPitch = (width + subarrayColumns - 1) / subarrayColumns * subarrayColumns
        packsPerRun = 1
        runPitch = packPitch
    }

    private init(_ packing: GroupPacking, packsPerRun: Int, runPitch: Int) {
        groups = packing.groups
        rowsPerGroup = packing.rowsPerGroup
        columnsPerGroup = packing.columnsPerGroup
        groupsPerPack = packing.groupsPerPack
        packPitch = packing.packPitch
        self.packsPerRun = packsPerRun
        self.runPitch = runPitch
    }

    /// Groups in the pack of a group, that group included.
    public func groups(beside group: Int) -> Range<Int> {
        let first = group / groupsPerPack * groupsPerPack
        return first..<min(first + groupsPerPack, groups)
    }

    /// The column that a pack begins with.
    public func firstColumn(ofPack pack: Int) -> Int { pack / packsPerRun * runPitch + pack % packsPerRun * packPitch }

    /// The pack that a column belongs to: the last one that begins before it, or with it.
    public func pack(ofColumn column: Int) -> Int {
        let (run, place) = column.quotientAndRemainder(dividingBy: runPitch)
        return run * packsPerRun + min(packsPerRun - 1, place / packPitch)
    }

    /// Columns with weights among the first ones of a block of columns, which belongs to the pack that it begins in; all
    /// of the block where it goes on into another pack [1].
    public func usedColumns(first: Int, count: Int) -> Int {
        let pack = pack(ofColumn: first)
        guard self.pack(ofColumn: first + count - 1) == pack else { return count }
        let end = firstColumn(ofPack: pack) + groups(beside: pack * groupsPerPack).count * columnsPerGroup
        return max(0, min(first + count, end) - first)
    }

    /// Packs of the layer.
    public var packs: Int { (groups + groupsPerPack - 1) / groupsPerPack }
    /// Wordlines of a pack.
    public var rows: Int { groupsPerPack * rowsPerGroup }
    /// Columns of a pack.
    private var width: Int { groupsPerPack * columnsPerGroup }
    /// Columns of all packs, the last one without padding.
    public var columns: Int { firstColumn(ofPack: packs - 1) + width }

    /// The packing in elements of `elementColumns` columns that are cut into subarrays of `subarrayColumns`, such that each
    /// pack begins with a subarray, as its wordlines need.
    ///
    /// Where elements are no whole number of subarrays wide, the last subarray of an element has fewer columns, and packs
    /// that follow each other at a pitch of whole subarrays would begin within one. There an element takes as many packs as
    /// fit into it, and the next one begins with a new element.
    func beginning(withSubarraysOf subarrayColumns: Int, inElementsOf elementColumns: Int) -> GroupPacking {
        let fits = (0..<packs).allSatisfy { firstColumn(ofPack: $0) % elementColumns % subarrayColumns == 0 }
        guard !fits else { return self }
        guard width <= elementColumns else {
            let elements = (width + elementColumns - 1) / elementColumns
            return GroupPacking(self, packsPerRun: 1, runPitch: elements * elementColumns)
        }
        return GroupPacking(self, packsPerRun: (elementColumns - width) / packPitch + 1, runPitch: elementColumns)
    }
}
