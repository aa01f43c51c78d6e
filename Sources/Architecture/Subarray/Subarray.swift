// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Diagnostics
import Technology

/// The synaptic subarray: cells that hold weights, and the periphery that multiplies them with an input bit vector.
///
/// Weights of several bits, or binary ones (BNN, XNOR); rows read one after the other or all at once; SRAM, RRAM or
/// FeFET cells. Designs that train on the chip also read the array transposed, inputs at the columns and results at the
/// rows, and write new weights. The revision says how what they take is counted.
public final class Subarray: Sendable {
    /// Height and width with the periphery [m].
    public let footprint: Footprint
    /// Cells and periphery, as a chip is charged with them: without the space that is left between them, or with it.
    ///
    /// If only the total is listed, the periphery has no category.
    public let blocks: ChipBlock
    /// Static power of the cells while the array is read [W].
    public let cellLeakageInUse: Double
    /// The ADC of a column in a forward read; nil of arrays without converters.
    public let readADC: (any ColumnConverter)?
    /// The ADC of a row in a transposed read; nil of arrays without converters or without transposed read.
    public let transposedADC: (any ColumnConverter)?

    /// How new weights are written.
    public let writing: SubarrayWriting

    private let parts: SubarrayParts
    private let array: SynapticArray
    private let forward: any ReadOut
    private let transposed: (any ReadOut)?
    private let counting: any CountingPolicy
    private let listing: CauseListing
    private let unusedSpace: AreaCategory?

    /// Share of the gradients' bits that are one [1], a value of the reference (Sources/References).
    private static let gradientActivity = 0.5

    /// Sizes the subarray that the parameters describe.
    ///
    /// - Throws: `InputError` for a subarray of a single row or column.
    public init(_ inputs: DesignInputs) throws(InputError) {
        let configuration = inputs.configuration
        try Self.checkSize(configuration)
        let array = SynapticArray(inputs)
        let circuits = inputs.revision.circuits.periphery(around: array, inputs: inputs)
        counting = inputs.counting
        listing = inputs.counting.listing(ofBinaryArray: !configuration.operationMode.isConventional)
        self.array = array
        forward = circuits.forward
        transposed = circuits.transposed
        writing = SubarrayWriting(
            array: array, circuits: circuits.writing,
            transposedScans: circuits.transposed.map {
                $0.read(activity: Self.gradientActivity, lineActivity: 0).conversionLatencyFactor
            } ?? 0)
        readADC = circuits.forward.converter
        transposedADC = circuits.transposed?.converter

        let periphery = PeripheryBlocks(circuits)
        footprint = periphery.footprint(around: array)
        let parts = SubarrayParts(cells: array, periphery, counting: counting)
        self.parts = parts
        cellLeakageInUse = circuits.cellLeakageInUse ?? array.leakagePower
        let laidOut = parts.laidOut(listing)
        let unused = inputs.revision.circuits.unusedSpace
        unusedSpace = unused
        let rectangle = footprint
        blocks = unused.map { laidOut.withUnusedSpace(of: rectangle, as: $0) } ?? laidOut
    }

    /// Refuses arrays of a single row or column.
    static func checkSize(_ configuration: Configuration) throws(InputError) {
        guard configuration.subarrayRows > 1, configuration.subarrayColumns > 1 else {
            throw InputError("a subarray needs at least 2 rows and 2 columns (numRowSubArray, numColSubArray)")
        }
    }

    /// Area that a chip is charged with [m²].
    public var usedArea: Double { blocks.area }

    /// Area by category [m²]. The categories add up to ``usedArea``, except where only the total is listed.
    public var area: AreaBreakdown { AreaBreakdown(blocks) }

    /// The rectangle of the subarray: its blocks, and the space that they leave.
    public var rectangle: ChipBlock {
        parts.laidOut(listing).withUnusedSpace(of: footprint, as: unusedSpace ?? .unlisted)
    }

    /// Whether the array can be read transposed.
    public var hasTransposedRead: Bool { transposed != nil }

    /// The parts that draw power, by what they work for; `includingTransposed` adds the circuits of transposed reads,
    /// where there are any.
    public func powered(includingTransposed: Bool) -> ChipBlock {
        parts.powered(includingTransposed: includingTransposed)
    }

    /// Static power [W]; `includingTransposed` adds the circuits of transposed reads, where there are any.
    public func leakagePower(includingTransposed: Bool) -> Double {
        powered(includingTransposed: includingTransposed).leakagePower
    }
}

// MARK: - Operations

extension Subarray {
    /// Share of the rows that a read puts at one [1], of an array that holds weights in `mapped` rows.
    public func activity(active: Int, mapped: Int) -> Double {
        counting.activity(active: active, mapped: mapped, ofLines: array.rows)
    }

    /// One read of all columns for one bit of the inputs.
    ///
    /// - Parameter activity: The share of the rows that are at one, 0 to 1 (``activity(active:mapped:)``).
    /// - Returns: The cost of the read without its conversions.
    public func forwardRead(activity: Double) -> SubarrayRead {
        reported(forward.read(activity: activity, lineActivity: activity))
    }

    /// One read of all rows for one bit of the gradients at the columns, half of which are taken to be one. Costs
    /// nothing in designs without transposed read-out.
    ///
    /// `forwardActivity` is the activity of the forward read of the same input vector [1].
    public func transposedRead(forwardActivity: Double) -> SubarrayRead {
        guard let transposed else { return .none }
        let activity = Self.gradientActivity
        let lineActivity = counting.transposedLineActivity(activity, forward: forwardActivity)
        return reported(transposed.read(activity: activity, lineActivity: lineActivity))
    }

    private func reported(_ read: SubarrayRead) -> SubarrayRead {
        switch listing {
        case .timesOnly: read
        case .totalOnly: read.withoutParts
        case .byCause: read
        }
    }
}
